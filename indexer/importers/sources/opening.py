"""Opens files and addresses of a source, and reads them in the sandbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urljoin, urlsplit

from catalog.errors import CatalogError
from catalog.settings import Settings
from indexer.harvest.fetcher import Fetcher
from indexer.harvest.model import FetchedFile, FetchError
from indexer.importers.reading import WHOLE_FILE, read_rows, read_rows_by
from indexer.importers.rows import SourceFault, SourceItem, SourceRow
from indexer.sandbox.limits import StreamLimits

INCOMPLETE, RESUME = "incomplete", "resume"
"""Kinds of links: what is missing of a source, and where a later run can go on."""

MAX_PAGES = 5_000
"""Pages of a site that are fetched in one run."""
MAX_PARTS = 10_000
"""Parts of a list that are fetched in one run."""

WEB_READERS: Mapping[str, str] = MappingProxyType(
    {
        "dcat": "indexer.importers.readers.web.dcat_rows:read",
        "rss": "indexer.importers.readers.web.feed_rows:read",
        "oai": "indexer.importers.readers.web.oai_rows:read",
        "sitemap": "indexer.importers.readers.web.sitemap_rows:read",
        "page": "indexer.importers.readers.web.page_rows:read",
    }
)
"""The functions that read the formats of the web, besides those of `reading.READERS`."""
ACCEPTED: Mapping[str, str] = MappingProxyType(
    {
        "dcat": "application/json, application/ld+json;q=0.9, */*;q=0.5",
        "rss": "application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5",
        "oai": "text/xml, application/xml",
        "sitemap": "application/xml, text/xml, */*;q=0.5",
        "page": "text/html, application/xhtml+xml",
    }
)
_ADDRESSES = ("url", "related_url")


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """What to read of a source.

    `since` and `until` are days of changes, both inclusive, which OAI-PMH and sitemaps know. `set_spec` is a set of
    OAI-PMH. `resume` is the value of a RESUME link of an earlier run. At most `max_pages` pages of a site and
    `max_parts` parts of a list are fetched.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    set_spec: str = ""
    resume: str = ""
    max_pages: int = MAX_PAGES
    max_parts: int = MAX_PARTS


class Opener:
    """Reads files by format, from disk or from addresses. `fetcher` is None if nothing may be fetched."""

    def __init__(self, settings: Settings, fetcher: Fetcher | None = None) -> None:
        """Take the limits, and what fetches addresses."""
        self.settings = settings
        self._fetcher = fetcher
        self._limits = StreamLimits.from_settings(settings)

    def fetch(self, address: str, source_format: str) -> FetchedFile:
        """Return the file at an address; raise FetchError, or CatalogError if nothing may be fetched."""
        if self._fetcher is None:
            raise CatalogError(f"'{address}' is a web address: save its content to a file, and import that.")
        max_bytes = None if source_format == "page" else self._limits.input_bytes
        return self._fetcher.fetch(address, accept=ACCEPTED.get(source_format, "*/*"), max_bytes=max_bytes)

    def read(self, path: Path, source_format: str) -> Iterator[SourceItem]:
        """Yield the items of a file; raise CatalogError at the first step if it cannot be opened."""
        if reader := WEB_READERS.get(source_format):
            return read_rows_by(reader, path, self._limits)
        return read_rows(path, source_format, self._limits)

    def read_address(self, address: str, source_format: str) -> Iterator[SourceItem]:
        """Yield the items of the file at an address, with whole addresses; raise FetchError."""
        fetched = self.fetch(address, source_format)
        for item in self.read(fetched.path, source_format):
            yield with_whole_addresses(item, fetched.final_url)

    def open(self, source: str, source_format: str) -> Iterator[SourceItem]:
        """Yield the items of a file on disk or at an address."""
        if is_address(source):
            return self.read_address(source, source_format)
        return self.read(Path(source), source_format)


def is_address(source: str) -> bool:
    """Return whether a source is a web address and not a path."""
    return source.lower().startswith(("http://", "https://"))


def fetch_fault(address: str, error: FetchError) -> SourceFault:
    """Return the fault for an address that could not be fetched."""
    return SourceFault(address, str(error))


def is_whole_file_fault(item: SourceItem) -> bool:
    """Return whether reading stopped before the end of a file."""
    return isinstance(item, SourceFault) and item.place in {WHOLE_FILE, "answer", "feed", "sitemap", "file"}


def same_host(first: str, second: str) -> bool:
    """Return whether two addresses are on the same host, with or without `www.` before its name."""
    hosts = {(urlsplit(address).hostname or "").removeprefix("www.") for address in (first, second)}
    return len(hosts) == 1 and "" not in hosts


def joined(base: str, address: str) -> str:
    """Return an address that may be relative to another one; one that is no address stays as it is."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def with_whole_addresses(item: SourceItem, base: str) -> SourceItem:
    """Return an item whose addresses do not depend on where it was found."""
    if not isinstance(item, SourceRow):
        return item
    values: dict[str, Any] = dict(item.values)
    if values.get("source_id") == values.get("url"):
        values["source_id"] = joined(base, values.get("url") or "")
    for name in _ADDRESSES:
        if isinstance(values.get(name), str):
            values[name] = joined(base, values[name])
    documents = values.get("documents")
    if isinstance(documents, list):
        values["documents"] = [
            {**document, "url": joined(base, document["url"])}
            if isinstance(document, dict) and isinstance(document.get("url"), str)
            else document
            for document in documents
        ]
    return replace(item, values=values)
