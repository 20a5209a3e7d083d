"""A source that is one file, or a file with further pages or parts at other addresses (feeds, large catalogs)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace

from indexer.harvest.model import FetchError
from indexer.importers.rows import SourceFault, SourceItem, SourceLink, SourceRow
from indexer.importers.sources.opening import (
    INCOMPLETE,
    Opener,
    SourceOptions,
    fetch_fault,
    is_address,
    is_whole_file_fault,
    joined,
    same_host,
)

FURTHER = frozenset({"next", "part"})
"""The kinds of links of a file to the next page of a feed, and to parts of a catalog."""

OTHER_HOST = "The source goes on at another host, which is not read: import that address too."
TOO_MANY_PARTS = "The source has more than {limit:,} pages or parts: the others were not read."


def file_items(opener: Opener, source_format: str, source: str, options: SourceOptions) -> Iterator[SourceItem]:
    """Yield the items of a file, and of the pages or parts that it names on the same host."""
    waiting, seen = deque([source]), {source}
    while waiting:
        address = waiting.popleft()
        try:
            for item in opener.open(address, source_format):
                if isinstance(item, SourceLink) and item.kind in FURTHER:
                    following = joined(address, item.value) if is_address(address) else item.value
                    if following in seen:
                        continue
                    seen.add(following)
                    if fault := _refusal(source, following, len(seen), options):
                        yield SourceFault(following, fault)
                        yield SourceLink(INCOMPLETE, following)
                    else:
                        waiting.append(following)
                    continue
                yield _placed(item, address if address != source else "")
                if is_whole_file_fault(item):
                    yield SourceLink(INCOMPLETE, address)
        except FetchError as error:
            yield fetch_fault(address, error)
            yield SourceLink(INCOMPLETE, address)


def _refusal(source: str, following: str, count: int, options: SourceOptions) -> str:
    """Return why a further part is not read, or an empty text."""
    if not same_host(source, following):
        return OTHER_HOST
    return TOO_MANY_PARTS.format(limit=options.max_parts) if count > options.max_parts else ""


def _placed(item: SourceItem, address: str) -> SourceItem:
    """Return an item of a further part with the address of that part in its place."""
    if address and isinstance(item, SourceRow | SourceFault):
        return replace(item, place=f"{address}, {item.place}")
    return item
