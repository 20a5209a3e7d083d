"""RecordStore: record files on disk to validated Records, and every fault found on the way."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError

from catalog.errors import Problem
from catalog.model import Record
from catalog.schemas.record import ErrorPath, RecordSchema, flat_errors, without_blanks
from catalog.store.yaml_json import PLACES, Lines, Malformed, RawRecord, nearest_line, read_records, shown_path
from catalog.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A valid record and where it stands: the file as people are told it, its first line from 1, its fields' lines."""

    record: Record
    file: str
    line: int
    lines: Lines = field(default_factory=dict, repr=False)

    def line_of(self, *path: str | int) -> int:
        """Return the line of a field, or of the nearest thing around it."""
        return nearest_line(self.lines, path, self.line)


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything a store holds.

    `records` are valid and their ids unique, in the order of their files. `refused` counts records (or whole
    files) with problems; `refused_ids` are the ids of theirs that could be read, `refused_files` the files that
    could not be read to the end, or hold a record without a usable id. `passed_over` are files that are no record
    files, by their names.
    """

    records: tuple[StoredRecord, ...]
    problems: tuple[Problem, ...]
    refused: int
    refused_ids: frozenset[str]
    refused_files: frozenset[str]
    passed_over: tuple[str, ...] = ()


class RecordStore:
    """The record files below a corpus folder."""

    def __init__(self, corpus: Path, taxonomy: Taxonomy) -> None:
        """Take the corpus folder; nothing is read yet."""
        self._corpus = corpus
        self._schema = RecordSchema(taxonomy)

    def files(self) -> tuple[list[Path], list[Path]]:
        """Return the record files, in the order they are read, and those that are none; hidden ones are in neither."""
        found: list[Path] = []
        for place, folders, names in os.walk(self._corpus / "records"):
            folders[:] = [name for name in folders if not name.startswith(".")]
            found += [Path(place, name) for name in names if not name.startswith(".")]
        read = {path for path in found if path.suffix.lower() in PLACES and path.is_file()}
        return sorted(read), sorted(set(found) - read)

    def load(self) -> Contents:
        """Read every file. No fault stops the run: each becomes a Problem, the rest is read on."""
        raws: list[RawRecord] = []
        faults: list[Malformed] = []
        files, others = self.files()
        for path in files:
            for item in read_records(path, shown_path(path, self._corpus)):
                (raws if isinstance(item, RawRecord) else faults).append(item)  # type: ignore[arg-type]  # told apart here
        named = tuple(shown_path(path, self._corpus) for path in others)
        return replace(self._checked(raws, faults), passed_over=named)

    def _checked(self, raws: list[RawRecord], faults: list[Malformed]) -> Contents:
        problems = [Problem("record", fault.message, fault.file, fault.line) for fault in faults]
        good: dict[str, StoredRecord] = {}
        bad_ids: set[str] = set()
        bad_files = {fault.file for fault in faults}
        refused = len(faults)
        doubled = _doubled(raws)
        for raw in raws:
            found, record = validated(raw, self._schema, "record")
            bad_files |= {raw.file for problem in found if problem.field == "id"}
            if raw.id in doubled:
                found = [*found, doubled[raw.id](raw)]
            if found or record is None:
                problems += found
                refused += 1
                bad_ids |= {raw.id} if raw.id else set()
            else:
                good[record.id] = StoredRecord(record, raw.file, raw.line, raw.lines)
        ordered = tuple(sorted(problems, key=lambda each: (each.file or "", each.line or 0)))
        return Contents(tuple(good.values()), ordered, refused, frozenset(bad_ids), frozenset(bad_files))


def validated(raw: RawRecord, schema: Schema, kind: str) -> tuple[list[Problem], Any]:
    """Return every problem of the given kind that a schema finds, and the value it makes: None where there are any."""
    try:
        return [], schema.load(without_blanks(raw.content))
    except ValidationError as error:
        messages = error.messages_dict
        return [_problem(raw, kind, path, message) for path, message in flat_errors(messages)], None


def _problem(raw: RawRecord, kind: str, path: ErrorPath, message: str) -> Problem:
    text = "is missing" if message.startswith("Missing data") else message.rstrip(".")
    return Problem(kind, text, raw.file, raw.line_of(path), raw.id or None, _shown(path) or None)


def _shown(path: ErrorPath) -> str:
    """Return a path as people write it: documents[0].path."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


class _Doubled:
    """Says of one record where the others of its id stand."""

    def __init__(self, places: list[str]) -> None:
        self._places = places

    def __call__(self, raw: RawRecord) -> Problem:
        here = f"{raw.file}:{raw.line}"
        others = ", ".join(place for place in self._places if place != here) or "the same line"
        return Problem("record", f"id '{raw.id}' is used again in {others}", raw.file, raw.line, raw.id, "id")


def _doubled(raws: Iterable[RawRecord]) -> dict[str, _Doubled]:
    places: dict[str, list[str]] = {}
    for raw in raws:
        if raw.id:
            places.setdefault(raw.id, []).append(f"{raw.file}:{raw.line}")
    return {record_id: _Doubled(found) for record_id, found in places.items() if len(found) > 1}
