"""Reads the file of records that look alike and are not duplicates, and validates it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from catalog.errors import Problem
from catalog.schemas.editorial.distinct_records import DistinctRecords, DistinctRecordsSchema
from catalog.store.editorial.listing import (
    FileContents,
    ListingSchema,
    Loaded,
    by_line,
    check_items,
    load_listing,
    read_items,
)
from catalog.store.files.yaml_json import RawRecord
from catalog.text import did_you_mean

FILE = "not_duplicates.yaml"


def load_distinct_records(corpus: Path, records: Collection[str]) -> Loaded[DistinctRecords]:
    """Return the groups of records that editors found not to be the same. `records` are the ids that there are."""
    return load_listing(corpus / FILE, DistinctRecordsListing(records))


class DistinctRecordsListing(ListingSchema[DistinctRecords]):
    """A file of records that are not duplicates. An id without a record is a problem; the others still count."""

    kind = "not-duplicates"

    def __init__(self, records: Collection[str]) -> None:
        """Take the ids of all records."""
        self._records = records

    def read(self, path: Path, file: str) -> FileContents[DistinctRecords]:
        """Return the groups of the file."""
        raws, malformed = read_items(path, file, "group of records that are not the same", self.kind)
        contents = check_items(raws, malformed, DistinctRecordsSchema(), self.kind)
        missing = [problem for raw in raws for problem in self._missing_records(raw)]
        return replace(contents, problems=by_line((*contents.problems, *missing)))

    def _missing_records(self, raw: RawRecord) -> list[Problem]:
        """Return a problem for each record that does not exist."""
        named = raw.content.get("records")
        return [
            Problem(
                self.kind,
                f"there is no record '{record}': correct the id, or remove it{did_you_mean(record, self._records)}",
                raw.file,
                raw.line_of(("records", number)),
                record,
                f"records[{number}]",
            )
            for number, record in enumerate(named if isinstance(named, list) else ())
            if isinstance(record, str) and record not in self._records
        ]
