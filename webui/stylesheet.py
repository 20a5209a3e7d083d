"""The site's stylesheet: one file per feature in `static/css`, bundled into one when the application starts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, request

FOLDER = Path(__file__).parent / "static" / "css"
FILES = (
    *("tokens", "base", "layout"),
    *("components/buttons", "components/forms", "components/search_box", "components/cards", "components/text"),
    *("components/bar_chart", "components/visibility"),
    *("search/results", "search/filters", "components/pagination"),
    "components/disclosure",  # keeps its distance from what is above it, also among results
    *("resources/resource", "resources/position", "resources/citation", "resources/text"),
    *("toolkits/draft", "toolkits/shared", "toolkits/builder"),
    "embed/builder",
    *("pages/home", "pages/topics", "pages/program", "pages/sites", "pages/api", "pages/error"),
    "print",
)
"""The order of the cascade: of two rules with the same specificity, the one in the later file wins."""

_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
_LIGHT_DARK = re.compile(r"(--[\w-]+): light-dark\(([^,]+), ([^,]+)\);")


def install(app: Flask) -> None:
    """Serve the bundle at `/static/site.css`, with the caching and the byte ranges of Flask's static files."""
    css = bundle().encode()
    etag = sha256(css).hexdigest()[:32]

    @app.get("/static/site.css")
    def stylesheet() -> Response:
        response = Response(css, mimetype="text/css")
        response.set_etag(etag)
        response.cache_control.public = True
        response.cache_control.max_age = app.get_send_file_max_age("site.css")
        response.make_conditional(request, accept_ranges=True, complete_length=len(css))
        return response


def bundle(files: Iterable[str] = FILES) -> str:
    """Return files, in that order and without comments, as one stylesheet."""
    css = "\n".join((FOLDER / f"{name}.css").read_text("utf-8") for name in files)
    return expand_light_dark(_COMMENT.sub("", css))


def expand_light_dark(css: str) -> str:
    """Return `css` without light-dark(), which browsers know since Chrome 123, Firefox 120 and Safari 17.5.

    Tokens get their light values. Two blocks with the dark values follow the tokens: one for systems in dark mode, one
    for visitors who chose the dark theme in the footer (`data-theme`).
    """
    dark = "\n".join(f"  {name}: {value};" for name, _, value in _LIGHT_DARK.findall(css))
    light = _LIGHT_DARK.sub(r"\1: \2;", css)
    by_system = f'@media (prefers-color-scheme: dark) {{\n:root:not([data-theme="light"]) {{\n{dark}\n}}\n}}\n'
    by_choice = f':root[data-theme="dark"] {{\n{dark}\n}}\n'
    return f"{light}{by_system}{by_choice}"
