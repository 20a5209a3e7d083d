"""The languages of the interface, and the language of the current request.

Only the URL decides: `/search` is English, `/es/search` is Spanish. So a link keeps its language, no cookie is needed,
and every page can be cached.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "es": "Español"}
"""The languages by code, each with its own name. The first is that of URLs without a code."""
LOCALES = {ENGLISH: "en_US", "es": "es_US"}
"""The locale of each language. In the United States, Spanish writes 1,234 too."""
TRANSLATIONS = Path(__file__).parents[1] / "translations"
MAX_CACHED_NUMBERS = 10_000
"""Formatted numbers that are cached, because a page of results shows dozens."""
LANGUAGE_VARIABLE = "clearinghouse.language"
"""The variable of the WSGI environment with the language of a request that is not in English."""


def install(app: Flask) -> None:
    """Make the application answer in the language of the URL."""
    app.wsgi_app = _LanguageMiddleware(app.wsgi_app)  # type: ignore[method-assign]  # as Flask's documentation does
    environment = app.jinja_env
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.filters["number"] = number_words
    environment.globals["lang_attribute"] = lang_attribute
    environment.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]  # of i18n
    plain_ngettext = cast("Callable[..., str]", environment.globals["ngettext"])

    @pass_context
    def ngettext_with_number(context: Context, one: str, many: str, number: int, **values: object) -> str:
        return plain_ngettext(context, one, many, number, **{"num": number_words(number), **values})

    environment.globals["ngettext"] = ngettext_with_number


def language() -> str:
    """Return the language code of the current request, or English outside of a request."""
    return cast("str", request.environ.get(LANGUAGE_VARIABLE, ENGLISH)) if has_request_context() else ENGLISH


def mount_path() -> str:
    """Return the path where the site is mounted, without the language of the current request."""
    root = request.script_root
    return root if language() == ENGLISH else root.removesuffix(f"/{language()}")


def locale_tag(code: str = "") -> str:
    """Return the BCP 47 tag of a language, such as "en-US"; that of the request by default."""
    return LOCALES[code or language()].replace("_", "-")


def lang_attribute(code: str | None) -> Markup:
    """Return the HTML attribute for a text in a language; empty if it is that of the page, or None."""
    return Markup(' lang="{}"').format(code) if code and code != language() else Markup()


def gettext(text: str, **values: object) -> str:
    """Return a text of the interface in the language of the request, with `%(name)s` replaced by `values`."""
    translated = _gettext(text)
    return translated % values if values else translated


def gettext_in(code: str, text: str) -> str:
    """Return a text of the interface in a language, for content that has another one than the request."""
    return _translations(code).gettext(text)


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """Return the singular or plural text for a number, with `%(num)s` replaced as `number_words` writes it."""
    return _ngettext(one, many, number) % {"num": number_words(number), **values}


def _gettext(text: str) -> str:
    return _translations(language()).gettext(text)


def _ngettext(one: str, many: str, number: int) -> str:
    return _translations(language()).ngettext(one, many, number)


@lru_cache
def _translations(code: str) -> NullTranslations:
    return Translations.load(TRANSLATIONS, [LOCALES[code]])


def number_words(number: int) -> str:
    """Return a whole number with thousands separators of the request's language."""
    return _number_in(language(), number)


@lru_cache(maxsize=MAX_CACHED_NUMBERS)
def _number_in(code: str, number: int) -> str:
    return format_decimal(number, locale=LOCALES[code])


def day_words(day: dt.date) -> str:
    """Return a day in words: "March 5, 2016"."""
    return format_date(day, "long", locale=LOCALES[language()])


def month_words(day: dt.date) -> str:
    """Return the month of a day in words: "March 2016"."""
    return format_skeleton("yMMMM", day, locale=LOCALES[language()])


def split_language(path: str) -> tuple[str, str]:
    """Return the language of a URL's path, and the path without the language's code.

    The JSON API and the server for assistants have one URL in all languages.
    """
    code, _, rest = path.removeprefix("/").partition("/")
    is_code = code in LANGUAGES and code != ENGLISH and rest.rstrip("/") != "mcp" and not rest.startswith("api/")
    return (code, f"/{rest}") if is_code else (ENGLISH, path)


class _LanguageMiddleware:
    """Middleware that moves the language code from the path to SCRIPT_NAME (PEP 3333), like a mount point."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = cast("WSGIApplication", app)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        code, path = split_language(environ.get("PATH_INFO", ""))
        if code != ENGLISH:
            root = f"{environ.get('SCRIPT_NAME', '')}/{code}"
            environ = {**environ, "SCRIPT_NAME": root, "PATH_INFO": path, LANGUAGE_VARIABLE: code}
        return self._app(environ, start_response)
