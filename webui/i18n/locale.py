"""The languages of the interface: which one a request is in, and where the same page is in another.

The address says it, and nothing else does: `/search` is English, `/es/search` is Spanish. So a link keeps its language,
no cookie is needed, and every page may be cached.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, cast

import flask_babel
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal
from flask import Flask, has_request_context, request
from jinja2 import pass_context
from jinja2.runtime import Context

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "es": "Español"}
"""The languages by their codes, each as it calls itself. The first is the one of addresses without a code."""
LOCALES = {ENGLISH: "en_US", "es": "es_US"}
"""Whose dates and numbers go with a language: in the United States, Spanish writes 1,234 too."""
LANGUAGE_VARIABLE = "clearinghouse.language"
"""The variable of the WSGI environment with the language of a request that is not in English."""


def install(app: Flask) -> None:
    """Have the application answer in the language of the address, with its texts, dates and numbers."""
    app.wsgi_app = _ByPath(app.wsgi_app)  # type: ignore[method-assign]  # as Flask's documentation does
    flask_babel.Babel(app, default_locale=LOCALES[ENGLISH], locale_selector=lambda: LOCALES[language()])
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.filters["number"] = number_words
    plain = cast("Callable[..., str]", app.jinja_env.globals["ngettext"])

    @pass_context
    def counted(context: Context, one: str, many: str, number: int, **values: object) -> str:
        return plain(context, one, many, number, **{"num": number_words(number), **values})

    app.jinja_env.globals["ngettext"] = counted


def language() -> str:
    """Return the code of the language that the current request is in; English outside of one."""
    return cast("str", request.environ.get(LANGUAGE_VARIABLE, ENGLISH)) if has_request_context() else ENGLISH


def mount() -> str:
    """Return where the site is mounted, without the language of the current request."""
    root = request.script_root
    return root if language() == ENGLISH else root.removesuffix(f"/{language()}")


def locale_tag(code: str = "") -> str:
    """Return the tag (BCP 47) of a language as it is written here, "en-US"; of the request's where none is named."""
    return LOCALES[code or language()].replace("_", "-")


def gettext(text: str, **values: object) -> str:
    """Return a text of the interface in the language of the request, with `%(name)s` replaced by `values`."""
    return cast("str", flask_babel.gettext(text, **values))


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """Return the text that goes with a number, which `%(num)s` stands for, written as `number_words` does."""
    text = cast("str", flask_babel.get_translations().ungettext(one, many, number))
    return text % {"num": number_words(number), **values}


def number_words(number: int) -> str:
    """Return a whole number with its thousands set apart, as the language of the request does."""
    return format_decimal(number, locale=LOCALES[language()])


def day_words(day: dt.date) -> str:
    """Return a day in words: "March 5, 2016"."""
    return format_date(day, "long", locale=LOCALES[language()])


def month_words(day: dt.date) -> str:
    """Return the month of a day in words: "March 2016"."""
    return format_skeleton("yMMMM", day, locale=LOCALES[language()])


class _ByPath:
    """Takes the language's code off the path, as if the site were mounted there once more (PEP 3333, SCRIPT_NAME).

    The JSON endpoint has one language and one address.
    """

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = cast("WSGIApplication", app)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        code, _, rest = path.removeprefix("/").partition("/")
        if code in LANGUAGES and code != ENGLISH and not rest.startswith("api/"):
            root = f"{environ.get('SCRIPT_NAME', '')}/{code}"
            environ = {**environ, "SCRIPT_NAME": root, "PATH_INFO": f"/{rest}", LANGUAGE_VARIABLE: code}
        return self._app(environ, start_response)
