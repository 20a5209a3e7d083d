"""Reads the record files, and validates the records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePosixPath

from catalog.errors import Problem
from catalog.model import Record, RecordStatus
from catalog.schemas.records.record import RecordFileSchema
from catalog.store.folders import is_broken_link, list_files, reason
from catalog.store.incomplete_records import incomplete_record
from catalog.store.validation import FieldNote, quoted_id, validate
from catalog.store.yaml_json import (
    RECORD_SUFFIXES,
    Lines,
    Malformed,
    RawRecord,
    display_path,
    nearest_line,
    read_records,
)
from catalog.taxonomy import Taxonomy
from catalog.text import nfc

MISSING_FOLDER = "this folder is missing: put it back. (A folder without files means that there are no records)"
NOT_FOLLOWED = "this is a link to a folder, and links to folders are not followed: put the folder itself here"
MAX_NAMED_POSITIONS = 5
"""The other places of an id that a message names."""
NOT_A_FILE = "this is not a regular file: remove it"


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A valid record, its file for people, its first line from 1, and the lines of its fields."""

    record: Record
    file: str
    line: int
    lines: Lines = field(default_factory=dict, repr=False)

    def line_of(self, *path: str | int) -> int:
        """Return the line of a field, or of the nearest field around it."""
        return nearest_line(self.lines, path, self.line)


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of a store.

    `records` are valid and have unique ids, in the order of their files; so are `drafts` and `withdrawn`, which are not
    in the catalog. `refused` counts records (or whole files and folders) with problems. `refused_ids` are their ids,
    if these could be read. `refused_files` are the files and folders that could not be read to the end, and the files
    that contain a record without a valid id, in NFC: what was published from them is not gone. `ignored_files` are the
    names of files that are not record files. `incomplete` are what could be read of refused records. `notes` say which
    values of valid records were understood that are in another form than the right one.
    """

    records: tuple[StoredRecord, ...]
    problems: tuple[Problem, ...]
    refused: int
    refused_ids: frozenset[str]
    refused_files: frozenset[str]
    ignored_files: tuple[str, ...] = ()
    drafts: tuple[StoredRecord, ...] = ()
    withdrawn: tuple[StoredRecord, ...] = ()
    incomplete: tuple[StoredRecord, ...] = ()
    notes: tuple[FieldNote, ...] = ()

    def is_refused(self, record_id: str, file: str) -> bool:
        """Return whether a record that was published from a file is refused, or the file could not be read."""
        places = map(nfc, (file, *map(str, PurePosixPath(file).parents)))
        return record_id in self.refused_ids or not self.refused_files.isdisjoint(places)


class RecordStore:
    """The record files below a corpus folder."""

    def __init__(self, corpus: Path, taxonomy: Taxonomy) -> None:
        """Take the corpus folder; nothing is read yet."""
        self._corpus = corpus
        self._schema = RecordFileSchema(taxonomy)

    def load(self, *, may_be_missing: bool = True) -> Contents:
        """Return the contents of every file. A problem never stops the run: the rest is still read.

        The folder of the records `may_be_missing` if nothing was ever published from it.
        """
        folder = self._corpus / "records"
        listing = list_files(folder)
        record_files = [path for path in listing.files if path.suffix.lower() in RECORD_SUFFIXES]
        items = [item for path in record_files for item in read_records(path, self._display(path))]
        raws = [item for item in items if isinstance(item, RawRecord)]
        malformed = [item for item in items if isinstance(item, Malformed)]
        malformed += [self._malformed(path, NOT_FOLLOWED if path.is_dir() else NOT_A_FILE) for path in listing.others]
        for path, error in listing.unseen.items():
            is_missing = path == folder and isinstance(error, FileNotFoundError) and not is_broken_link(path)
            if not (is_missing and may_be_missing):
                malformed.append(self._malformed(path, MISSING_FOLDER if is_missing else reason(error, path)))
        ignored_files = tuple(
            self._display(path) for path in listing.files if path.suffix.lower() not in RECORD_SUFFIXES
        )
        return replace(self._check(raws, malformed), ignored_files=ignored_files)

    def _malformed(self, path: Path, message: str) -> Malformed:
        return Malformed(self._display(path), None, message)

    def _display(self, path: Path) -> str:
        return display_path(path, self._corpus)

    def _check(self, raws: list[RawRecord], malformed: list[Malformed]) -> Contents:
        problems = [Problem("record", item.message, item.file, item.line) for item in malformed]
        valid: dict[str, StoredRecord] = {}
        incomplete: list[StoredRecord] = []
        refused_ids: set[str] = set()
        refused_files = {item.file for item in malformed}
        refused = len(malformed)
        notes: list[FieldNote] = []
        validated_records = [validate(raw, self._schema, "record") for raw in raws]
        duplicates = _duplicates(validated.raw for validated in validated_records)
        for validated in validated_records:
            raw, record, record_problems = validated.raw, validated.value, validated.problems
            refused_files |= {raw.file for problem in record_problems if problem.field == "id"}
            if raw.id in duplicates:
                record_problems = (*record_problems, _duplicate_problem(raw, duplicates[raw.id]))
            if record_problems:
                problems += record_problems
                refused += 1
                incomplete.append(StoredRecord(incomplete_record(raw), raw.file, raw.line, raw.lines))
                refused_ids |= {raw.id} if raw.id else set()
            else:
                valid[record.id] = StoredRecord(record, raw.file, raw.line, raw.lines)
                notes += validated.notes
        ordered = tuple(sorted(problems, key=lambda problem: (problem.file or "", problem.line or 0)))
        live, drafts, withdrawn = (
            tuple(stored for stored in valid.values() if stored.record.status is status)
            for status in (RecordStatus.LIVE, RecordStatus.DRAFT, RecordStatus.WITHDRAWN)
        )
        return Contents(
            live,
            ordered,
            refused,
            frozenset(refused_ids),
            frozenset(map(nfc, refused_files)),
            drafts=drafts,
            withdrawn=withdrawn,
            incomplete=tuple(incomplete),
            notes=tuple(notes),
        )


def _duplicates(raws: Iterable[RawRecord]) -> dict[str, list[str]]:
    """Return each id that several records have, with the file and line of each of them."""
    positions: dict[str, list[str]] = {}
    for raw in raws:
        if raw.id:
            positions.setdefault(raw.id, []).append(f"{raw.file}:{raw.line}")
    return {record_id: of_id for record_id, of_id in positions.items() if len(of_id) > 1}


def _duplicate_problem(raw: RawRecord, positions: Sequence[str]) -> Problem:
    """Return the problem of a record whose id other records have too, at the given positions."""
    own = f"{raw.file}:{raw.line}"
    others = list(islice((position for position in positions if position != own), MAX_NAMED_POSITIONS))
    further = len(positions) - 1 - len(others)
    more = f" and {further:,} more" if others and further > 0 else ""
    looks_the_same = any(nfc(other) == nfc(own) for other in others)
    advice = ", a file whose name looks the same, in another Unicode form: remove one of the two" * looks_the_same
    message = f"id '{quoted_id(raw)}' is used again in {', '.join(others) or 'the same line'}{more}{advice}"
    return Problem("record", message, raw.file, raw.line, quoted_id(raw), "id")
