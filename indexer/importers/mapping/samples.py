"""The first rows of a source, from which its mapping is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from catalog.errors import CatalogError
from indexer.importers.rows import SourceItem, SourceRow

MAX_SAMPLED_ROWS = 500
"""The rows whose headings and values the mapping is guessed from."""
MAX_SAMPLED_ITEMS = 20_000
"""The rows, faults and notes among which these are looked for."""
MAX_COLUMNS = 1_000
"""A source with more of them is no list of resources, and its mapping nothing that an editor can read."""


def take_sample(stream: Iterator[SourceItem]) -> list[SourceItem]:
    """Take the first items from a stream, up to the last row of the sample."""
    items: list[SourceItem] = []
    rows = 0
    for item in islice(stream, MAX_SAMPLED_ITEMS):
        items.append(item)
        rows += isinstance(item, SourceRow)
        if rows == MAX_SAMPLED_ROWS:
            break
    return items


def first_values(items: Iterable[SourceItem]) -> dict[str, list[Any]]:
    """Return the first values of each column; raise CatalogError if there are too many columns."""
    samples: dict[str, list[Any]] = {}
    for item in items:
        for heading, value in item.values.items() if isinstance(item, SourceRow) else ():
            samples.setdefault(heading, []).append(value)
    if len(samples) > MAX_COLUMNS:
        raise CatalogError(
            f"the source has {len(samples):,} columns, and at most {MAX_COLUMNS:,} can be read: delete those that are "
            "not needed, or check that it is the right file"
        )
    return samples
