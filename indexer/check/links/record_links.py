"""The links that visitors can open from records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.store.files.yaml_json import FieldPath
from catalog.store.stored_record import StoredRecord


@dataclass(frozen=True, slots=True)
class RecordLink:
    """A URL in a record, and the path of its field: `("documents", 0, "url")`."""

    stored: StoredRecord
    field: FieldPath
    url: str

    @property
    def field_name(self) -> str:
        """The field as problems name it: `documents[0].url`."""
        names = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.field)
        return "".join(names).removeprefix(".")

    @property
    def line(self) -> int:
        """The line of the field in its file."""
        return self.stored.line_of(*self.field)


def links_of_records(records: Sequence[StoredRecord]) -> Iterator[RecordLink]:
    """Yield the links of records, in their order."""
    for stored in records:
        record = stored.record
        if record.url:
            yield RecordLink(stored, ("url",), record.url)
        if record.listed_at:
            yield RecordLink(stored, ("listed_at",), record.listed_at)
        for number, document in enumerate(record.documents):
            if document.url:
                yield RecordLink(stored, ("documents", number, "url"), document.url)
        if record.rating and record.rating.url:
            yield RecordLink(stored, ("rating", "url"), record.rating.url)
