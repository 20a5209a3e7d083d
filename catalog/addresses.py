"""Web addresses: which of them lead to the same page, and what in them only follows readers around."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

MovedUrl = Callable[[str], str | None]
"""A function that returns the present form of an address that has moved, or None."""

FOLLOWING_PARAM = re.compile(
    r"""
        (?:utm|mtm|pk|piwik|hsa|vero)_.+  # codespell:ignore hsa
      | mc_[ce]id|_ga|_gl|_hsenc|_hsmi|_kx|[gd]clid|[gw]braid|fbclid|msclkid|twclid|yclid|ttclid
      | li_fat_id|igshid|mkt_tok|oly_(?:anon|enc)_id|ef_id|s_cid|elqtrackid|wickedid
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""The names of parameters by which newsletters, ads and social networks recognize readers.

No site needs them to find a page, so they may be removed from the address of a resource. `TRACKING_PARAM` of
`webui/http/params.py` has more names, which mean something on other sites.
"""
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d*(?:[a-z]{2}_)?/(?P<url>https?://?.+)", re.IGNORECASE)
_INDEX_PAGE = re.compile(r"/(?:index|default|home)\.(?:html?|php|aspx?|jsp|cfm)$", re.IGNORECASE)
_DEFAULT_PORTS = frozenset({80, 443})
_PAGE_IN_FRAGMENT = ("!", "/")
"""The first characters of fragments that name a page of a site which is a single script."""
_SAFE_IN_PATH = "/:@!$&'()*+,;=~-._"


def not_moved(_url: str) -> None:
    """Return that no address has moved."""
    return


def address_key(url: str, moved_url: MovedUrl = not_moved) -> str:
    """Return a text that is the same for all addresses of one page; empty if `url` is not a web address.

    The scheme, "www.", the port, capitals of the host, a slash or an index page at the end, parameters that follow
    readers, the order of parameters and the position in the page make no difference. A copy in the Internet Archive
    counts as what it is a copy of. `moved_url` returns the present form of an address, None if it has not moved.
    """
    try:
        original = _original(url.strip())
        parts = urlsplit(moved_url(original) or original)
        host, port = (parts.hostname or "").rstrip(".").removeprefix("www."), parts.port
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    place = host if port is None or port in _DEFAULT_PORTS else f"{host}:{port}"
    path = _INDEX_PAGE.sub("", quote(unquote(parts.path), safe=_SAFE_IN_PATH)).rstrip("/")
    query = urlencode(sorted(_kept_params(parts.query)))
    fragment = parts.fragment if parts.fragment.startswith(_PAGE_IN_FRAGMENT) else ""
    return urlunsplit(("", place, path, query, fragment)).removeprefix("//")


def is_front_page(key: str) -> bool:
    """Return whether a key of `address_key` is that of a site as a whole, which says little about a resource."""
    return "/" not in key and "?" not in key and "#" not in key


def without_following_params(url: str) -> str:
    """Return an address without the parameters that follow readers; all else stays as it is written."""
    base, question_mark, rest = url.partition("?")
    query, hash_mark, fragment = rest.partition("#")
    pairs = query.split("&")
    kept = [pair for pair in pairs if not FOLLOWING_PARAM.fullmatch(unquote(pair.partition("=")[0]))]
    if not question_mark or "#" in base or len(kept) == len(pairs):
        return url
    return f"{base}{'?' if kept else ''}{'&'.join(kept)}{hash_mark}{fragment}"


def _original(url: str) -> str:
    """Return the address that a copy in the Internet Archive was made from, or else the address itself."""
    copy = _ARCHIVED.fullmatch(url)
    return re.sub(r"^(https?):/(?!/)", r"\1://", copy["url"]) if copy else url


def _kept_params(query: str) -> list[tuple[str, str]]:
    pairs = parse_qsl(query, keep_blank_values=True)
    return [(name, value) for name, value in pairs if not FOLLOWING_PARAM.fullmatch(name)]
