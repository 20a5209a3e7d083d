"""What every peer is given of an entry, and how it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from catalog.facets import FACET_NAMES
from catalog.model import Entry
from catalog.search.text.fields import field_texts
from tests.bench.catalogs import TAXONOMY
from tests.bench.queries import Asked

FIELDS = {
    "title": ("title", "subtitle"),
    "subjects": ("keywords", "category", "publisher", "identifiers"),
    "summary": ("summary",),
    "body": ("body",),
}
"""The fields that peers search, each with those of ours whose texts it has."""
TEXTS = tuple(FIELDS)
SHOWN = 10
VALUES = 100
"""Values of a facet that an answer counts at most, as ours does."""

Ask = Callable[[Asked], int | None]
"""Answers a query whole, and returns its total, None where the peer does not know it; raises Unable for what it cannot
do."""


class Unable(Exception):  # noqa: N818  # it is no fault
    """The peer has nothing for this kind of query."""


@dataclass(frozen=True, slots=True)
class Plain:
    """An entry as peers get it: the texts by field of FIELDS, and the values by facet."""

    key: str
    texts: Mapping[str, str]
    values: Mapping[str, tuple[str, ...]]


def plain(entry: Entry) -> Plain:
    """Return the same texts and facet values as our index has."""
    texts = field_texts(entry, TAXONOMY)
    values = {name: tuple(each.value for each in found) for name, found in TAXONOMY.facet_values(entry).items()}
    joined = {name: "\n".join(text for part in parts for text in texts[part]) for name, parts in FIELDS.items()}
    return Plain(entry.record.id, joined, values)


def countings(asked: Asked) -> list[tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]]:
    """Return which filters to count with, and which facets: a filtered facet is counted without its own filter."""
    free = tuple(name for name in FACET_NAMES if name not in asked.filters)
    alone = [
        ({name: values for name, values in asked.filters.items() if name != facet}, (facet,)) for facet in asked.filters
    ]
    return [(asked.filters, free), *alone]
