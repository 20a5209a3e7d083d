"""The URLs of the site for search engines: the protocol of sitemaps.org, version 0.9."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from webui.formats.records.xml import child, root, serialized

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MAX_SITEMAP_URLS = 50_000
"""URLs in one file, by the protocol."""

SitemapUrl = tuple[str, dt.date | None]
"""A URL, and the day or the aware time of its last change, or None."""


def sitemap(urls: Iterable[SitemapUrl]) -> str:
    """Return a sitemap of at most MAX_SITEMAP_URLS URLs."""
    document = root("urlset", NAMESPACE)
    for address, last_change in urls:
        element = child(document, "url")
        child(element, "loc", address)
        if last_change:
            child(element, "lastmod", last_change.isoformat())
    return serialized(document)


def sitemap_index(urls: Iterable[str]) -> str:
    """Return the index of the sitemaps at these URLs."""
    document = root("sitemapindex", NAMESPACE)
    for address in urls:
        child(child(document, "sitemap"), "loc", address)
    return serialized(document)
