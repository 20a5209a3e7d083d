"""Another site on its own origin, whose pages embed the search widget; and a catalog that does not answer well."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable

HOSTILE_STYLES = {
    "unset": "* { all: unset }",
    "important": """
      *, input, button, a, li {
        font-size: 31px !important; color: #7a1f1f !important; line-height: 3 !important;
        letter-spacing: 9px !important; text-transform: uppercase !important;
      }
      *:not(:has(clearinghouse-search, [data-clearinghouse-search])) {
        display: inline !important; width: 37% !important; float: right !important;
        animation: turn 1s 2 !important;
      }
      section { clear: both }
      @keyframes turn { to { transform: rotate(3deg) } }
    """,
}
"""Stylesheets of pages that spare nothing; only what is around the widget keeps its size, so that sizes compare."""
SLOW_S = 10
"""Seconds that a silent catalog takes."""
DELAY_S = 0.5
"""Seconds that a slow catalog takes to send a script."""
PROBLEM = {"title": "Service Unavailable", "status": 503, "detail": "Nothing has been published yet."}

StartResponse = Callable[..., object]


def strict_policy(origin: str) -> str:
    """Return a content security policy that allows the widget and nothing else."""
    return f"default-src 'none'; script-src {origin}; connect-src {origin}; form-action {origin}"


def host_page(*widgets: str, style: str = "", lang: str = "en", direction: str = "ltr") -> str:
    """Return a page with text before the code of each widget, as much as a list of suggestions may cover."""
    css = f"<style>{style}</style>" if style else ""
    parts = ("<p>Before it.</p>\n" * 12).join(f"<section>\n{widget}\n</section>\n" for widget in widgets)
    return f"""<!doctype html>
<html lang="{lang}" dir="{direction}"><head><meta charset="utf-8"><title>City of Toledo</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{css}</head>
<body><header><p>City of Toledo</p></header><main><h1>Resources</h1>
<p>Before it.</p>
{parts}</main></body></html>"""


class HostSite:
    """A WSGI application with pages that tests add. Its paths are the names of the pages."""

    def __init__(self) -> None:
        """Start without pages."""
        self._pages: dict[str, tuple[str, str]] = {}
        self._lock = threading.Lock()

    def add(self, html: str, policy: str = "") -> str:
        """Add a page, with a content security policy if it has one; return its path."""
        with self._lock:
            path = f"/{len(self._pages)}"
            self._pages[path] = (html, policy)
        return path

    def __call__(self, environ: dict[str, str], start_response: StartResponse) -> Iterable[bytes]:
        """Send the page."""
        html, policy = self._pages.get(environ["PATH_INFO"], ("", ""))
        headers = [("Content-Type", "text/html; charset=utf-8")]
        start_response(
            "200 OK" if html else "404 Not Found", headers + [("Content-Security-Policy", policy)] * bool(policy)
        )
        return [html.encode()]


JUNK = {
    "markup": ("200 OK", "text/html", "<!doctype html><title>Gateway</title><h1>It works!</h1>"),
    "cut": ("200 OK", "application/json", '{"completions": ["shoo'),
    "null": ("200 OK", "application/json", "null"),
    "empty": ("200 OK", "application/json", "{}"),
    "shapes": (
        "200 OK",
        "application/json",
        json.dumps(
            {
                "completions": {"0": 1},
                "resources": [None, 7, {"title": {}, "page_url": []}],
                "total": "many",
                "hits": "none",
                "facets": [1, None],
                "sections": {"title": 3},
                "best_bets": 4,
                "links": None,
            }
        ),
    ),
    "number": ("200 OK", "application/json", "12"),
    "unavailable": ("503 Service Unavailable", "application/problem+json", json.dumps(PROBLEM)),
}
"""What the API of a faulty catalog answers, by the name of the fault."""


MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script>"
HOSTILE_LINKS = (
    "javascript:alert(3)",
    "JAVASCRIPT:alert(3)",
    " javascript:alert(3)",
    "data:text/html,x",
    "vbscript:x",
    "blob:x",
)


def hostile_answer(catalog_url: str) -> dict[str, object]:
    """Return an answer for suggestions, searches and toolkits: texts are markup, and only one link is one."""
    labels = {"format": MARKUP, "published": MARKUP}
    items = [
        {
            "id": f"{number}",
            "title": f"{MARKUP}{number}",
            "summary": MARKUP,
            "note": MARKUP,
            "page_url": url,
            "url": url,
        }
        | {"labels": labels, "snippets": [{"text": MARKUP, "marks": [[0, 4], [2, 900], [-3, 5]]}]}
        for number, url in enumerate((f"{catalog_url}/resources/guide", *HOSTILE_LINKS))
    ]
    facet_values = [{"value": MARKUP, "label": MARKUP, "count": 1, "selected": False}]
    return {
        "completions": [MARKUP],
        "resources": items,
        "topics": [],
        "total": len(items),
        "hits": items,
        "facets": {"topic": facet_values, "format": facet_values, "agency_size": facet_values},
        "title": MARKUP,
        "page_url": HOSTILE_LINKS[0],
        "sections": [{"title": MARKUP, "items": items}],
        "did_you_mean": {"q": MARKUP, "total": 1, "used": False},
        "relaxed": True,
    }


class FaultyCatalog:
    """A WSGI application that has a catalog below the name of each fault: only its API is faulty.

    Further faults: "silent" answers after SLOW_S, "slow-script" sends scripts after DELAY_S, and each one of `answers`
    is sent as JSON.
    """

    def __init__(self, catalog: Callable[..., Iterable[bytes]], answers: dict[str, object]) -> None:
        """Take the application of the catalog, and answers by name."""
        self._catalog = catalog
        self._answers = JUNK | {
            name: ("200 OK", "application/json", json.dumps(answer)) for name, answer in answers.items()
        }
        self._stop = threading.Event()

    def close(self) -> None:
        """Let all requests end that wait."""
        self._stop.set()

    def __call__(self, environ: dict[str, str], start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the fault says."""
        _, fault, path = environ["PATH_INFO"].split("/", 2)
        if fault == "slow-script" and path.endswith(".js"):
            self._stop.wait(DELAY_S)
        if fault == "slow-script" or not path.startswith("api/"):
            return self._catalog({**environ, "PATH_INFO": f"/{path}"}, start_response)
        if fault == "silent":
            self._stop.wait(SLOW_S)
        status, media_type, body = self._answers.get(fault, JUNK["unavailable"])
        start_response(status, [("Content-Type", media_type), ("Access-Control-Allow-Origin", "*")])
        return [body.encode()]
