"""Reads the file of watched queries, and validates it. Nothing of it is published."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from catalog.editorial.watched_queries import WatchedQuery
from catalog.errors import Problem
from catalog.generations.generation import TAXONOMY
from catalog.schemas.editorial.watched_query import WatchedQuerySchema
from catalog.store.editorial.listing import FileContents, ListingSchema, Loaded, by_line, load_listing, read_items
from catalog.store.files.yaml_json import RawRecord
from catalog.store.taxonomy import load_taxonomy
from catalog.store.validation import Validated, validate
from catalog.taxonomy import Taxonomy
from catalog.text import did_you_mean

FILE = "watched_queries.yaml"
MAX_HINTS = 3
"""The missing records for which the nearest id is looked for: among many records, that takes time."""


def load_watched_queries(corpus: Path, records: Collection[str]) -> Loaded[WatchedQuery]:
    """Return the watched queries of a corpus, in the order of their file; `records` are the ids that it may expect.

    Raises TaxonomyError if a query has filters, and there is no readable taxonomy.
    """
    return load_listing(corpus / FILE, WatchedListing(corpus, records))


class WatchedListing(ListingSchema[WatchedQuery]):
    """A file of watched queries. A query with a problem is left out; one that expects no known record stays."""

    kind = "watched-query"

    def __init__(self, corpus: Path, records: Collection[str]) -> None:
        """Take the corpus, and the ids that the file may name."""
        self._corpus = corpus
        self._records = records
        self._hints = 0

    @cached_property
    def _taxonomy(self) -> Taxonomy:
        return load_taxonomy(self._corpus / TAXONOMY)

    def _validated(self, raw: RawRecord) -> Validated:
        """Return what the schema makes of an item. Only filters need the taxonomy, which takes time to read."""
        return validate(raw, WatchedQuerySchema(self._taxonomy if "filters" in raw.content else None), self.kind)

    def read(self, path: Path, file: str) -> FileContents[WatchedQuery]:
        """Return the valid queries of the file."""
        raws, malformed = read_items(path, file, "watched query", self.kind)
        validated = list(map(self._validated, raws))
        repeated = tuple(self._repeated_queries(validated))
        valid = [item for item in validated if item.value and item.raw.line not in {item.line for item in repeated}]
        problems = (
            *malformed,
            *(problem for item in validated for problem in item.problems),
            *repeated,
            *(problem for item in valid for problem in self._missing_records(item)),
        )
        return FileContents(
            tuple(self._with_known_records(item.value) for item in valid),
            by_line(problems),
            notes=tuple(note for item in valid for note in item.notes),
        )

    def _repeated_queries(self, validated: Sequence[Validated]) -> Iterator[Problem]:
        """Yield a problem for each item that is the same search as an earlier one, at the line where it begins."""
        seen: list[tuple[WatchedQuery, int]] = []
        for item in validated:
            line = next((line for other, line in seen if item.value and other.query == item.value.query), None)
            if line:
                message = f"the same search is already watched in line {line}"
                yield Problem(self.kind, message, item.raw.file, item.raw.line, field="query")
            elif item.value:
                seen.append((item.value, item.raw.line))

    def _missing_records(self, item: Validated) -> Iterator[Problem]:
        """Yield a problem for each expected record that does not exist."""
        for number, record in enumerate(item.value.expect):
            if record not in self._records:
                self._hints += 1
                hint = did_you_mean(record, self._records) if self._hints <= MAX_HINTS else ""
                message = f"there is no record '{record}' to expect{hint}"
                line = item.raw.line_of(("expect", number))
                yield Problem(self.kind, message, item.raw.file, line, record, f"expect[{number}]")

    def _with_known_records(self, watched: WatchedQuery) -> WatchedQuery:
        return replace(watched, expect=tuple(record for record in watched.expect if record in self._records))
