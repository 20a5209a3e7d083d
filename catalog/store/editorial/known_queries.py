"""Reads the judged queries: those that the catalog answers are suggested while somebody types."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from catalog.schemas.editorial.known_query import JudgedQuerySchema
from catalog.search.suggest.known_queries import KnownQuery
from catalog.store.editorial.listing import FileContents, ListingSchema, Loaded, check_items, load_listing, read_items

FILE = "judgments.yaml"


def load_known_queries(corpus: Path, previous: Collection[KnownQuery] = ()) -> Loaded[KnownQuery]:
    """Return the queries of a corpus to suggest, in the order of their file; `previous` are those published now."""
    return load_listing(corpus / FILE, JudgmentListing(), previous)


class JudgmentListing(ListingSchema[KnownQuery]):
    """A file of judged queries. If nothing in it can be read, the previous ones are retained."""

    kind = "judged-query"

    def read(self, path: Path, file: str) -> FileContents[KnownQuery]:
        """Return the queries of the file that are to be suggested."""
        raws, malformed = read_items(path, file, "judged query", self.kind)
        contents = check_items(raws, malformed, JudgedQuerySchema(), self.kind)
        return replace(contents, items=tuple(item for item in contents.items if item))
