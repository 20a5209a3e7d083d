"""The first rows of a source, from which its mapping is guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from tempfile import SpooledTemporaryFile
from typing import Any

from catalog.errors import CatalogError
from indexer.importers.frames import from_frame, to_frame
from indexer.importers.mapping.missing_title import lacks_title, may_be_title
from indexer.importers.mapping.source_mapping import SourceMapping
from indexer.importers.rows import SourceItem, SourceRow

MAX_SAMPLED_ROWS = 500
"""The rows whose headings and values the mapping is guessed from."""
MAX_SAMPLED_ITEMS = 20_000
"""The rows, faults and notes among which these are looked for."""
MAX_COLUMNS = 1_000
"""A source with more of them is no list of resources, and its mapping nothing that an editor can read."""


SPOOL_BYTES = 16 << 20
"""The rows before the first one with a title are kept in memory up to this size, and beyond it on disk."""

Samples = Mapping[str, Sequence[Any]]
"""The first values of each column, by its heading."""


@contextmanager
def read_sample(
    stream: Iterator[SourceItem], guess: Callable[[Samples], SourceMapping]
) -> Iterator[tuple[SourceMapping, Samples, Iterable[SourceItem]]]:
    """Read the first rows of a source; provide its mapping, the values that it was guessed from, and what was read.

    If no column of these rows is known to be the title, all rows are read up to the first ones that have one. Raises
    CatalogError if there are too many columns.
    """
    first = list(_rows(stream))
    samples = _with_values({}, first)
    mapping = guess(samples)
    with SpooledTemporaryFile(SPOOL_BYTES) as spool:
        while lacks_title(mapping, samples):
            more = list(_rows(_from_title(stream, mapping, samples, spool)))
            if not more:
                break
            spool.writelines(map(_line, more))
            samples = _with_values(samples, more)
            mapping = guess(samples)
        spool.seek(0)
        yield mapping, samples, chain(first, map(from_frame, spool))


def _rows(stream: Iterator[SourceItem]) -> Iterator[SourceItem]:
    """Yield the items of a stream up to the last row of a sample."""
    rows = 0
    for item in islice(stream, MAX_SAMPLED_ITEMS):
        yield item
        rows += isinstance(item, SourceRow)
        if rows == MAX_SAMPLED_ROWS:
            return


def _from_title(
    stream: Iterator[SourceItem], mapping: SourceMapping, samples: Samples, spool: SpooledTemporaryFile[bytes]
) -> Iterator[SourceItem]:
    """Yield the items from the first row that may have a title in a column without samples; write those before it."""
    is_title = dict.fromkeys(samples, False)
    for item in stream:
        for heading in item.values if isinstance(item, SourceRow) else ():
            if heading not in is_title:
                is_title[heading] = may_be_title(mapping, heading)
        if isinstance(item, SourceRow) and any(is_title[heading] for heading in item.values):
            yield item
            break
        spool.write(_line(item))
    yield from stream


def _line(item: SourceItem) -> bytes:
    return to_frame(item) + b"\n"


def _with_values(samples: Samples, items: Iterable[SourceItem]) -> Samples:
    """Return samples with the values of further items; raise CatalogError if there are too many columns."""
    values = {heading: list(of_heading) for heading, of_heading in samples.items()}
    for item in items:
        for heading, value in item.values.items() if isinstance(item, SourceRow) else ():
            values.setdefault(heading, []).append(value)
    if len(values) > MAX_COLUMNS:
        raise CatalogError(
            f"the source has {len(values):,} columns, and at most {MAX_COLUMNS:,} can be read: delete those that are "
            "not needed, or check that it is the right file"
        )
    return values
