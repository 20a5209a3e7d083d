"""Which routes are for programs: the JSON API, feeds, files with records, files for discovery, and the widget's files.

This is the only place that decides it. Scripts of any site may read these routes (CORS), and their errors are
problem+json. Pages, documents and toolkits are for people: only our own origin reads them, and their errors are pages.
Featured toolkits are for programs as feeds and as files with records; shared ones belong to those who have the link.
"""

from __future__ import annotations

import re

FEED_EXTENSIONS = ("atom", "rss")
"""The file extensions of a search as a feed."""
REFERENCE_EXTENSIONS = ("ris", "bib", "csl.json")
"""The file extensions of references: RIS, BibTeX and CSL-JSON. The last one ends in `.json`, as Pandoc expects."""
FILE_EXTENSIONS = ("csv", *REFERENCE_EXTENSIONS)
"""The file extensions of a search as a file."""
TOOLKIT_EXTENSIONS = (*FEED_EXTENSIONS, "csv", "ris", "bib", "json")
"""The file extensions of a featured toolkit for programs; the others are for printing and reading."""
CORS_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Expose-Headers": "Content-Disposition, Deprecation, ETag, Link, Retry-After, Sunset",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Scripts of any site may read a response, without credentials. A route that does not answer POST refuses it (405)."""


def _any_of(extensions: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, extensions))


_MACHINE_ROUTE = re.compile(
    rf"""
        /api/.*
      | /search\.(?:{_any_of((*FEED_EXTENSIONS, *FILE_EXTENSIONS))})
      | /resources/[^/]+\.(?:{_any_of(REFERENCE_EXTENSIONS)})
      | /toolkits/[^/]+\.(?:{_any_of(TOOLKIT_EXTENSIONS)})
      | /opensearch(?:\.xml|/suggestions)
      | /sitemap(?:-[0-9]+)?\.xml | /robots\.txt
      | /data(?:-[0-9]+)?\.json | /oai | /oembed | /mcp
      | /embed/(?:versions\.json|frame\.(?:js|css)|[^/]+/.+)
      | /\.well-known/.*
    """,
    re.VERBOSE | re.DOTALL,
)


def is_machine_route(path: str) -> bool:
    """Return whether the path of a request, without the language, is for programs. It may end in a slash."""
    return _MACHINE_ROUTE.fullmatch(path.rstrip("/")) is not None


def any_extension(extensions: tuple[str, ...]) -> str:
    """Return the part of a route's rule that matches one of these file extensions."""
    quoted = ", ".join(f'"{extension}"' for extension in extensions)
    return f"<any({quoted}):extension>"
