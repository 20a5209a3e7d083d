"""Explains what a file is that should have been a feed, and names the feed that a web page links to."""

from __future__ import annotations

import re

from lxml import etree

from indexer.importers.rows import SourceFault
from indexer.importers.values.row_draft import for_message
from indexer.importers.values.text import plain_line

FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
MAX_HEAD_BYTES = 1 << 20

EMPTY = "This is empty: check the address of the feed."
NOT_A_FEED = "This is not a feed (RSS or Atom): check the address."
WEB_PAGE = "This is a web page, not a feed: look for a link to a feed (RSS or Atom) on it, and import that."
WEB_PAGE_WITH_FEED = "This is a web page, not a feed. It names this feed: {address}. Import that instead."

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def not_a_feed(data: bytes) -> SourceFault:
    """Return the fault for a file that is not a feed."""
    head = data[:MAX_HEAD_BYTES]
    if not head.strip():
        return SourceFault("feed", EMPTY)
    if not _HTML.search(head):
        return SourceFault("feed", NOT_A_FEED)
    address = _linked_feed(head)
    return SourceFault("feed", WEB_PAGE_WITH_FEED.format(address=address) if address else WEB_PAGE)


def _linked_feed(head: bytes) -> str:
    """Return the address of the first feed that a web page links to, or an empty text."""
    root = etree.fromstring(head, etree.HTMLParser(no_network=True))
    for link in root.iter("link") if root is not None else ():
        relations = (link.get("rel") or "").lower().split()
        if "alternate" in relations and (link.get("type") or "").lower().strip() in FEED_TYPES and link.get("href"):
            return for_message(plain_line(link.get("href")), 300)
    return ""
