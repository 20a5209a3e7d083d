"""The languages of the interface: which one a request is in, and where the same page is in another.

The address says it, and nothing else does: `/search` is English, `/es/search` is Spanish. So a link keeps its language,
no cookie is needed, and every page may be cached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, cast

import flask_babel
from flask import Flask, has_request_context, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "es": "Español"}
"""The languages by their codes, each as it calls itself. The first is the one of addresses without a code."""
LOCALES = {ENGLISH: "en_US", "es": "es_US"}
"""Whose dates and numbers go with a language: in the United States, Spanish writes 1,234 too."""
_MARK = "clearinghouse.language"


def install(app: Flask) -> None:
    """Have the application answer in the language of the address, with its texts, dates and numbers."""
    app.wsgi_app = _ByPath(app.wsgi_app)  # type: ignore[method-assign]  # as Flask's documentation does
    flask_babel.Babel(app, default_locale=LOCALES[ENGLISH], locale_selector=lambda: LOCALES[language()])
    app.jinja_env.policies["ext.i18n.trimmed"] = True


def language() -> str:
    """Return the code of the language that the current request is in; English outside of one."""
    return cast("str", request.environ.get(_MARK, ENGLISH)) if has_request_context() else ENGLISH


def tag(code: str) -> str:
    """Return the tag (BCP 47) of a language of the interface, as files and feeds name it: "en-US"."""
    return LOCALES[code].replace("_", "-")


def mount() -> str:
    """Return where the site is mounted, without the language of the current request."""
    root = request.script_root
    return root if language() == ENGLISH else root.removesuffix(f"/{language()}")


def gettext(text: str, **values: object) -> str:
    """Return a text of the interface in the language of the request, with `%(name)s` replaced by `values`."""
    return cast("str", flask_babel.gettext(text, **values))


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """Return the text that goes with a number, which `%(num)s` stands for."""
    return cast("str", flask_babel.ngettext(one, many, number, **values))


class _ByPath:
    """Takes the language's code off the path, as if the site were mounted there once more (PEP 3333, SCRIPT_NAME)."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self._app = cast("WSGIApplication", app)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        code, _, rest = path.removeprefix("/").partition("/")
        if code in LANGUAGES and code != ENGLISH:
            root = f"{environ.get('SCRIPT_NAME', '')}/{code}"
            environ = {**environ, "SCRIPT_NAME": root, "PATH_INFO": f"/{rest}", _MARK: code}
        return self._app(environ, start_response)
