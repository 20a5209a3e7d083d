"""The site's addresses for other search engines: the protocol of sitemaps.org, version 0.9."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from webui.formats.records.xml import child, root, written

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST = 50_000
"""Addresses in one file at most, by the protocol."""

Place = tuple[str, dt.date | None]
"""An address, and the day it was last changed, where that is known."""


def sitemap(places: Iterable[Place]) -> str:
    """Return a sitemap of at most MOST places."""
    document = root("urlset", NAMESPACE)
    for address, day in places:
        place = child(document, "url")
        child(place, "loc", address)
        if day:
            child(place, "lastmod", day.isoformat())
    return written(document)


def sitemap_index(addresses: Iterable[str]) -> str:
    """Return the list of the sitemaps at these addresses."""
    document = root("sitemapindex", NAMESPACE)
    for address in addresses:
        child(child(document, "sitemap"), "loc", address)
    return written(document)
