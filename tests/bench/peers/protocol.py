"""What every peer gets of an entry, and how it is searched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from catalog.facets import FACET_NAMES
from catalog.model import Entry
from catalog.search.text.fields import field_texts
from tests.bench.catalogs import TAXONOMY
from tests.bench.queries import BenchQuery

OUR_FIELDS = {
    "title": ("title", "subtitle"),
    "subjects": ("keywords", "category", "publisher", "identifiers"),
    "summary": ("summary",),
    "body": ("body",),
}
"""The fields that peers search, each with those of our fields whose texts it has."""
FIELDS = tuple(OUR_FIELDS)
HITS = 10
MAX_FACET_VALUES = 100
"""Values of a facet that a result counts at most, the same as with our searcher."""

Filters = Mapping[str, tuple[str, ...]]
PeerSearch = Callable[[BenchQuery], int | None]
"""Computes the whole result of a query and returns the total, or None if the peer does not know it. Raises
UnsupportedQueryError for a query that the peer cannot answer."""


class UnsupportedQueryError(Exception):
    """The peer does not support this kind of query."""


@dataclass(frozen=True, slots=True)
class PeerEntry:
    """An entry as peers get it: the texts by field of FIELDS, and the values by facet."""

    id: str
    texts: Mapping[str, str]
    values: Mapping[str, tuple[str, ...]]


def peer_entry(entry: Entry) -> PeerEntry:
    """Return an entry with the same texts and facet values as in our index."""
    texts = field_texts(entry, TAXONOMY)
    facet_values = TAXONOMY.facet_values(entry)
    return PeerEntry(
        entry.record.id,
        {field: "\n".join(text for name in names for text in texts[name]) for field, names in OUR_FIELDS.items()},
        {facet: tuple(value.value for value in values) for facet, values in facet_values.items()},
    )


def facet_count_requests(query: BenchQuery) -> list[tuple[Filters, tuple[str, ...]]]:
    """Return pairs of filters and the facets to count with them: a filtered facet is counted without its own filter."""
    unfiltered = tuple(name for name in FACET_NAMES if name not in query.filters)
    without_own_filter = [
        ({name: values for name, values in query.filters.items() if name != facet}, (facet,)) for facet in query.filters
    ]
    return [(query.filters, unfiltered), *without_own_filter]
