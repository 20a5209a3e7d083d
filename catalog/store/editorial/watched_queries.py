"""Reads the file of watched queries, and validates it. Nothing of it is published."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from catalog.editorial.watched_queries import WatchedQuery
from catalog.errors import Problem
from catalog.schemas.editorial.watched_query import WatchedQuerySchema
from catalog.search.query.tree import Query
from catalog.store.editorial.corpus_listing import CorpusListing
from catalog.store.editorial.listing import FileContents, Loaded, load_listing, read_items, valid_contents
from catalog.store.files.yaml_json import RawRecord
from catalog.store.validation import Validated, validate

FILE = "watched_queries.yaml"
MAX_HINTS = 3
"""The missing records for which the nearest id is looked for: among many records, that takes time."""


def load_watched_queries(corpus: Path, records: Collection[str]) -> Loaded[WatchedQuery]:
    """Return the watched queries of a corpus, in the order of their file; `records` are the ids that it may expect.

    Raises TaxonomyError if a query has filters, and there is no readable taxonomy.
    """
    return load_listing(corpus / FILE, WatchedListing(corpus, records))


class WatchedListing(CorpusListing[WatchedQuery]):
    """A file of watched queries. A query with a problem is left out; one that expects no known record stays."""

    kind = "watched-query"

    def __init__(self, corpus: Path, records: Collection[str]) -> None:
        """Take the corpus, and the ids that the file may name."""
        super().__init__(corpus, records)
        self._hints = 0

    def _validated(self, raw: RawRecord) -> Validated:
        """Return what the schema makes of an item. Only filters need the taxonomy, which takes time to read."""
        return validate(raw, WatchedQuerySchema(self.taxonomy if "filters" in raw.content else None), self.kind)

    def read(self, path: Path, file: str) -> FileContents[WatchedQuery]:
        """Return the valid queries of the file."""
        raws, malformed = read_items(path, file, "watched query", self.kind)
        validated = list(map(self._validated, raws))
        contents = valid_contents(validated, malformed, self._repeated_queries(validated), self._missing_records)
        return replace(contents, items=tuple(map(self._with_known_records, contents.items)))

    def _repeated_queries(self, validated: Sequence[Validated]) -> dict[int, Problem]:
        """Return a problem for each item that is the same search as an earlier one, by the line where it begins."""
        seen: list[tuple[Query, int]] = []
        problems: dict[int, Problem] = {}
        for raw, query in ((item.raw, item.value.query) for item in validated if item.value):
            if line := next((line for other, line in seen if other == query), None):
                message = f"the same search is already watched in line {line}"
                problems[raw.line] = Problem(self.kind, message, raw.file, raw.line, field="query")
            else:
                seen.append((query, raw.line))
        return problems

    def _missing_records(self, item: Validated) -> Iterator[Problem]:
        named = ((("expect", number), record) for number, record in enumerate(item.value.expect))
        consequence = f", which the query '{item.value.query.text}' expects"
        missing = self.missing_records(item.raw, named, consequence)
        return (replace(problem, record=None) for problem in missing)  # the problem is in the query, not in a record

    def hint(self, record: str) -> str:
        """Return the likely id in place of one that does not exist, of the first MAX_HINTS."""
        self._hints += 1
        return super().hint(record) if self._hints <= MAX_HINTS else ""

    def _with_known_records(self, watched: WatchedQuery) -> WatchedQuery:
        return replace(watched, expect=tuple(record for record in watched.expect if record in self.records))
