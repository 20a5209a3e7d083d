"""A record of a file: what it says, where it is, and what a run needs to know of each record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from catalog.errors import Problem
from catalog.generations.codec import decode_head, encode
from catalog.model import Document, Entry, Record, RecordStatus
from catalog.store.field_note import FieldNote
from catalog.store.files.yaml_json import FieldPath, Lines, RawRecord, nearest_line


@dataclass(frozen=True, slots=True)
class RecordDetails:
    """What a run needs to know of each record, whether it changed or not, without making a Record of it.

    `documents`, `supersedes`, `related` and `aliases` are those of the record. Only a valid record has `notes`: values
    that were understood that are in another form than the right one. One with `problems` is refused.
    """

    status: RecordStatus = RecordStatus.LIVE
    documents: tuple[Document, ...] = ()
    supersedes: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    lines: Lines = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    notes: tuple[FieldNote, ...] = ()


NO_DETAILS = RecordDetails()
"""The details of most imported records."""


class StoredRecord(NamedTuple):
    """A record of a file, valid or as far as it could be read, its file for people, and its first line from 1.

    `encoded` is the record as `codec.encode` writes it. `id` may be invalid if the record has problems.
    A tuple, because each run makes one for every record.
    """

    id: str
    file: str
    line: int
    encoded: bytes
    details: RecordDetails = NO_DETAILS
    parsed: Record | None = None

    @property
    def record(self) -> Record:
        """The record. If the file was not read in this run, it is decoded each time."""
        return self.parsed or decode_head(self.encoded).record

    def line_of(self, *path: str | int) -> int:
        """Return the line of a field, or of the nearest field around it."""
        return nearest_line(self.details.lines, path, self.line)


def stored_record(
    record: Record,
    raw: RawRecord,
    problems: Iterable[Problem] = (),
    notes: Iterable[FieldNote] = (),
) -> StoredRecord:
    """Return the record that was made of an item in this run."""
    details = RecordDetails(
        record.status,
        record.documents,
        record.supersedes,
        record.related,
        record.aliases,
        raw.lines,
        tuple(problems),
        tuple(notes),
    )
    details = NO_DETAILS if details == NO_DETAILS else details
    return StoredRecord(record.id, raw.file, raw.line, encode(Entry(record)), details, record)


def lines_of(lines: Mapping[FieldPath, int], names: Iterable[str]) -> dict[FieldPath, int]:
    """Return the lines of some fields, and of what is in them."""
    return {path: line for path, line in lines.items() if path and path[0] in set(names)}
