"""The pages of a site, found by its sitemap: from indexes to sitemaps to pages, on the host of the sitemap only."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from indexer.harvest.model import FetchError, FetchErrorKind
from indexer.importers.readers.web.sitemap_rows import SITEMAP
from indexer.importers.rows import SourceFault, SourceItem, SourceLink, SourceNote, SourceRow
from indexer.importers.sources.opening import (
    INCOMPLETE,
    Opener,
    SourceOptions,
    fetch_fault,
    is_address,
    is_whole_file_fault,
    same_host,
    with_whole_addresses,
)

MAX_SITEMAPS = 1_000

OTHER_HOSTS = "{count:,} addresses are on other hosts, so they were left out: import the sitemaps of those hosts."
TOO_MANY_PAGES = "The site has more than {limit:,} pages to read: the others were left out."
TOO_MANY_SITEMAPS = "The index names more than {limit:,} sitemaps: the others were left out."

_GONE_FOR_GOOD = frozenset({FetchErrorKind.NOT_FOUND, FetchErrorKind.GONE})


def sitemap_items(opener: Opener, source: str, options: SourceOptions) -> Iterator[SourceItem]:
    """Yield the row of each page of a site, with what could not be read of it."""
    finder = _PageFinder(opener, source, options)
    count = 0
    for item in finder.items():
        if not isinstance(item, SourceRow):
            yield item
            continue
        count += 1
        if count > options.max_pages:
            yield SourceFault(source, TOO_MANY_PAGES.format(limit=options.max_pages))
            yield SourceLink(INCOMPLETE, source)
            return
        yield from page_items(opener, str(item.values["url"]), item.values.get("modified", ""))


def page_items(opener: Opener, address: str, modified: str = "") -> Iterator[SourceItem]:
    """Yield the row of a page, or why there is none. A page that is gone does not make its source incomplete."""
    try:
        fetched = opener.fetch(address, "page")
        for item in opener.read(fetched.path, "page"):
            yield _page_item(item, address, fetched.final_url, modified)
            if is_whole_file_fault(item):
                yield SourceLink(INCOMPLETE, address)
    except FetchError as error:
        yield fetch_fault(address, error)
        if error.kind not in _GONE_FOR_GOOD:
            yield SourceLink(INCOMPLETE, address)


def _page_item(item: SourceItem, address: str, final_url: str, modified: str) -> SourceItem:
    """Return an item of a page with its address as its place and, if it has no others, as its id and its URL."""
    if isinstance(item, SourceFault | SourceNote):
        return replace(item, place=address)
    if isinstance(item, SourceLink):
        return item
    values = {"source_id": address, "url": final_url, **item.values}
    row = SourceRow(address, {**values, "modified": modified} if modified else values)
    return with_whole_addresses(row, final_url)


class _PageFinder:
    """Reads sitemaps, and yields each page once."""

    def __init__(self, opener: Opener, source: str, options: SourceOptions) -> None:
        self._opener = opener
        self._source = source
        self._since = options.since.isoformat() if options.since else ""
        self._waiting = deque([source])
        self._seen = {source}
        self._foreign = 0

    def items(self) -> Iterator[SourceItem]:
        """Yield the row of each page to read, and faults."""
        while self._waiting:
            yield from self._sitemap_items(self._waiting.popleft())
        if self._foreign:
            yield SourceFault(self._source, OTHER_HOSTS.format(count=self._foreign))

    def _sitemap_items(self, address: str) -> Iterator[SourceItem]:
        try:
            for item in self._opener.open(address, "sitemap"):
                if isinstance(item, SourceRow):
                    yield from self._address_items(item)
                    continue
                yield replace(item, place=f"{address}, {item.place}") if isinstance(item, SourceFault) else item
                if is_whole_file_fault(item):
                    yield SourceLink(INCOMPLETE, address)
        except FetchError as error:
            yield fetch_fault(address, error)
            yield SourceLink(INCOMPLETE, address)

    def _address_items(self, item: SourceRow) -> Iterator[SourceItem]:
        """Yield a page, or add a sitemap to those to read."""
        address, modified = str(item.values.get("url")), str(item.values.get("modified", ""))
        if address in self._seen or (self._since and modified and modified < self._since[: len(modified)]):
            return
        self._seen.add(address)
        if is_address(self._source) and not same_host(self._source, address):
            self._foreign += 1
        elif item.values.get("kind") != SITEMAP:
            yield item
        elif len(self._waiting) < MAX_SITEMAPS:
            self._waiting.append(address)
        else:
            yield SourceFault(address, TOO_MANY_SITEMAPS.format(limit=MAX_SITEMAPS))
            yield SourceLink(INCOMPLETE, address)
