"""Reads the file of records that look alike and are not duplicates, and validates it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

from catalog.errors import Problem
from catalog.schemas.editorial.distinct_records import DistinctRecords, DistinctRecordsSchema
from catalog.store.editorial.corpus_listing import CorpusListing
from catalog.store.editorial.listing import (
    FileContents,
    Loaded,
    by_line,
    check_items,
    load_listing,
    read_items,
)
from catalog.store.files.yaml_json import RawRecord

FILE = "not_duplicates.yaml"


def load_distinct_records(corpus: Path, records: Collection[str]) -> Loaded[DistinctRecords]:
    """Return the groups of records that editors found not to be the same. `records` are the ids that there are."""
    return load_listing(corpus / FILE, DistinctRecordsListing(corpus, records))


class DistinctRecordsListing(CorpusListing[DistinctRecords]):
    """A file of records that are not duplicates. An id without a record is a problem; the others still count."""

    kind = "not-duplicates"

    def read(self, path: Path, file: str) -> FileContents[DistinctRecords]:
        """Return the groups of the file."""
        raws, malformed = read_items(path, file, "group of records that are not the same", self.kind)
        contents = check_items(raws, malformed, DistinctRecordsSchema(), self.kind)
        missing = [problem for raw in raws for problem in self._missing_records(raw)]
        return replace(contents, problems=by_line((*contents.problems, *missing)))

    def _missing_records(self, raw: RawRecord) -> Iterator[Problem]:
        """Yield a problem for each record that does not exist, also of a group that is not valid."""
        records = raw.content.get("records")
        ids = enumerate(records if isinstance(records, list) else ())
        named = ((("records", number), record) for number, record in ids if isinstance(record, str))
        return self.missing_records(raw, named, ": correct the id, or remove it")
