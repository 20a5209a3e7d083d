"""Changes records in their files: YAML, JSON and JSON Lines, each with everything else as it is."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from catalog.schemas.base.strict_schema import known_fields
from catalog.schemas.records.record import RecordFileSchema
from catalog.store.files.yaml_json import Malformed, RawRecord, records_of_text
from catalog.store.records import Contents
from catalog.store.stored_record import StoredRecord
from catalog.text import name_form
from indexer.editing.atomic_files import read_or_none
from indexer.editing.change_set import EditError, FileVersions
from indexer.editing.texts.json_text import edit_json_records
from indexer.editing.texts.yaml_text import REMOVED, YamlEdit, edit_yaml, new_yaml

FIELD_ORDER = tuple(known_fields(RecordFileSchema()))
"""The fields of a record in the order in which files have them."""
JSON_INDENTS: tuple[int | str | None, ...] = (2, 4, 1, "\t", None)
COMPACT = (",", ":")

FieldValues = Mapping[str, Any]
"""New values of fields, as a record file has them; None removes a field."""
CHANGED_SINCE = "it has changed since it was read: run the command again"


class _Place(NamedTuple):
    """The first line of a record, from 1, and its id: JSON may have several records on one line."""

    line: int
    id: str


@dataclass(slots=True)
class _FileEdits:
    """What changes in one file: fields of records by their places, and records that are added."""

    changed: dict[_Place, dict[str, Any]] = field(default_factory=dict)
    removed: set[_Place] = field(default_factory=set)
    added: list[Any] = field(default_factory=list)


class _NumberedEdits(NamedTuple):
    """What changes in one file, by the positions of its records, from 0."""

    changed: Mapping[int, FieldValues]
    removed: Collection[int]
    added: Sequence[Any]


class RecordFiles:
    """Collects changes of records; nothing is written. `versions` has the files as they were and as they become."""

    def __init__(self, corpus: Path, contents: Contents) -> None:
        """Take the corpus folder, and what was read from it."""
        self._corpus = corpus
        stored_records = (*contents.records, *contents.drafts, *contents.withdrawn)
        self._stored: dict[str, StoredRecord] = {stored.id: stored for stored in stored_records}
        self._edits: dict[PurePosixPath, _FileEdits] = {}
        self._fields: dict[str, tuple[str, ...]] = {}

    @property
    def fields(self) -> Mapping[str, tuple[str, ...]]:
        """The names of the fields that change, by record id; empty for a record that is removed."""
        return self._fields

    def edit(self, record_id: str, changes: FieldValues) -> None:
        """Change fields of a record; raise EditError if there is no such valid record."""
        stored = self._record(record_id)
        self._file(self._path_of(stored)).changed.setdefault(_place(stored), {}).update(changes)
        self._fields[record_id] = tuple({**dict.fromkeys(self._fields.get(record_id, ())), **changes})

    def add(self, file: PurePosixPath, content: Mapping[str, Any]) -> None:
        """Add a record to a file, by its path in the corpus: a new one, or a list or JSON Lines that exist."""
        record = in_order(content)
        # Of the many records that may be added to JSON Lines, only their lines are kept.
        self._file(file).added.append(_line(record) if file.suffix.lower() == ".jsonl" else record)
        self._fields[str(content["id"])] = tuple(record)

    def remove(self, record_id: str) -> None:
        """Remove a record, and its file if nothing else is in it; raise EditError if there is no such record."""
        stored = self._record(record_id)
        self._file(self._path_of(stored)).removed.add(_place(stored))
        self._fields[record_id] = ()

    def versions(self) -> dict[PurePosixPath, FileVersions]:
        """Return each file that changes, by its path in the corpus; raise EditError if one cannot be changed."""
        versions = {path: self._versions(path, edits) for path, edits in self._edits.items()}
        return {path: file for path, file in versions.items() if file.before != file.after}

    def _record(self, record_id: str) -> StoredRecord:
        if record_id not in self._stored:
            raise EditError(f"there is no valid record '{record_id}'")
        return self._stored[record_id]

    def _path_of(self, stored: StoredRecord) -> PurePosixPath:
        return PurePosixPath(*PurePosixPath(stored.file).parts[1:])

    def _file(self, path: PurePosixPath) -> _FileEdits:
        return self._edits.setdefault(path, _FileEdits())

    def _versions(self, path: PurePosixPath, edits: _FileEdits) -> FileVersions:
        before = read_or_none(self._corpus / path)
        try:
            after = _edited(before.decode() if before else "", path.suffix.lower(), edits)
        except UnicodeDecodeError as error:
            raise EditError(f"{path}: it is not in UTF-8") from error
        except EditError as error:
            raise EditError(f"{path}: {error}") from error
        return FileVersions(before, after.encode() if after else None)


def _edited(text: str, suffix: str, edits: _FileEdits) -> str:
    """Return the text of a record file with changes; empty if no record is left."""
    if suffix == ".jsonl":
        return "".join(_edited_lines(text, edits))
    items = list(records_of_text(text.removeprefix("\ufeff"), suffix, "")) if text else []
    if any(isinstance(item, Malformed) for item in items):
        raise EditError("a part of it cannot be read: correct it first")
    raws = [item for item in items if isinstance(item, RawRecord)]
    numbered = _numbered(raws, edits)
    if not raws or len(numbered.removed) == len(raws):
        return _new_text(edits.added, suffix)
    return _edited_json(text, raws, numbered) if suffix == ".json" else _edited_yaml(text, raws, numbered)


def _place(stored: StoredRecord) -> _Place:
    return _Place(stored.line, stored.id)


def _numbered(raws: Sequence[RawRecord], edits: _FileEdits) -> _NumberedEdits:
    """Return the changes by the positions of the records; raise EditError if one is not where it was read."""
    on_line: dict[int, list[int]] = {}
    for number, raw in enumerate(raws):
        on_line.setdefault(raw.line, []).append(number)

    def position(place: _Place) -> int:
        numbers = on_line.get(place.line, [])
        if len(numbers) > 1:
            numbers = [number for number in numbers if raws[number].id == place.id]
        if len(numbers) != 1:
            raise EditError(CHANGED_SINCE)
        return numbers[0]

    changed = {position(place): changes for place, changes in edits.changed.items()}
    return _NumberedEdits(changed, set(map(position, edits.removed)), edits.added)


def _new_text(records: Sequence[Mapping[str, Any]], suffix: str) -> str:
    if not records:
        return ""
    content = records[0] if len(records) == 1 else records
    return f"{json.dumps(content, ensure_ascii=False, indent=2)}\n" if suffix == ".json" else new_yaml(content)


def in_order(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a record in the order of FIELD_ORDER, without those that have no value."""
    names = sorted(record, key=lambda name: FIELD_ORDER.index(name) if name in FIELD_ORDER else len(FIELD_ORDER))
    return {name: record[name] for name in names if record[name] is not None}


def _edited_yaml(text: str, raws: Sequence[RawRecord], edits: _NumberedEdits) -> str:
    is_list = text_is_list(text, raws)
    if edits.added and not is_list:
        raise EditError("it was written in the meantime, and has one record: run the command again")
    yaml_edits = []
    for number, raw in enumerate(raws):
        prefix = (number,) if is_list else ()
        if number in edits.removed:
            yaml_edits.append(YamlEdit(prefix, REMOVED))
            continue
        for name, value in edits.changed.get(number, {}).items():
            path = (*prefix, name_in_file(name, raw.content))
            yaml_edits.append(YamlEdit(path, REMOVED if value is None else value))
    added = (YamlEdit((len(raws) + number,), record) for number, record in enumerate(edits.added))
    return edit_yaml(text, (*yaml_edits, *added), FIELD_ORDER)


def text_is_list(text: str, raws: Sequence[RawRecord]) -> bool:
    """Return whether the text of a file with records is a list, which may have one item."""
    if len(raws) != 1:
        return True
    lines = text.removeprefix("\ufeff").splitlines()
    return lines[raws[0].line - 1].lstrip().startswith(("- ", "-\t", "[")) or lines[0].lstrip().startswith("[")


def name_in_file(name: str, content: Iterable[str]) -> str:
    """Return the name of a field as a file has it: "Title" for "title", if it is written so."""
    names = list(content)
    if name in names:
        return name
    return next((written for written in names if name_form(written) == name_form(name)), name)


def _edited_json(text: str, raws: Sequence[RawRecord], edits: _NumberedEdits) -> str:
    is_list = text_is_list(text, raws)
    if edits.added and not is_list:
        raise EditError("it was written in the meantime, and has one record: run the command again")
    kept = ((number, raw.content) for number, raw in enumerate(raws) if number not in edits.removed)
    records = [with_changes(content, edits.changed.get(number, {})) for number, content in kept]
    records += edits.added
    return _in_the_form_of(text, records if is_list else records[0], raws, edits)


def _in_the_form_of(text: str, value: Any, raws: Sequence[RawRecord], edits: _NumberedEdits) -> str:
    """Return a value as JSON with the indent, the line ends, the byte order mark and the escapes of a text.

    In a text that has no usual form, only what the edits change is written; if that is not possible, all of it is.
    """
    mark, end = "\ufeff" if text.startswith("\ufeff") else "", text[len(text.rstrip()) :]
    newline = "\r\n" if "\r\n" in text else "\n"
    written = text.removeprefix("\ufeff").replace("\r\n", "\n").strip()
    is_escaped = "\\u" in written and written.isascii()
    forms: list[dict[str, Any]] = [{"indent": indent} for indent in JSON_INDENTS]
    forms = [{"ensure_ascii": is_escaped, **form} for form in (*forms, {"separators": COMPACT})]
    original = json.loads(written)
    form = next((form for form in forms if json.dumps(original, **form) == written), None)
    if form is None and not edits.added:
        changes = {
            number: {name_in_file(name, raws[number].content): new for name, new in fields.items()}
            for number, fields in edits.changed.items()
        }
        edited = edit_json_records(text.removeprefix("\ufeff"), changes, edits.removed, FIELD_ORDER)
        if json.loads(edited) == value:
            return mark + edited
    form = form or forms[0]
    return mark + json.dumps(value, **form).replace("\n", newline) + end


def with_changes(content: Mapping[str, Any], changes: FieldValues) -> dict[str, Any]:
    """Return the fields of a record with changes; new ones are where FIELD_ORDER has them, if the others are."""
    changed = {name_in_file(name, content): value for name, value in changes.items()}
    merged = {name: changed.get(name, value) for name, value in content.items()}
    new = {name: value for name, value in changed.items() if name not in content and value is not None}
    kept = {name: value for name, value in merged.items() if name not in changed or value is not None}
    return in_order({**kept, **new}) if new and list(kept) == list(in_order(kept)) else {**kept, **new}


def _edited_lines(text: str, edits: _FileEdits) -> Iterator[str]:
    """Yield the lines of JSON Lines with changes; lines that stay are not read."""
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    changed = {place.line: changes for place, changes in edits.changed.items()}
    removed = {place.line for place in edits.removed}
    if max((*changed, *removed), default=0) > len(lines):
        raise EditError(CHANGED_SINCE)
    for number, line in enumerate(lines, 1):
        if number in removed:
            continue
        yield f"{_edited_line(line, changed[number])}\n" if number in changed else f"{line}\n"
    yield from edits.added


def _line(record: Mapping[str, Any]) -> str:
    return f"{json.dumps(record, ensure_ascii=False, separators=COMPACT)}\n"


def _edited_line(line: str, changes: FieldValues) -> str:
    """Return a line with changes; a byte order mark in front and a carriage return at its end stay."""
    mark, end = "\ufeff" if line.startswith("\ufeff") else "", "\r" if line.endswith("\r") else ""
    written = line.removeprefix("\ufeff").strip()
    try:
        content = json.loads(written)
    except ValueError as error:
        raise EditError(CHANGED_SINCE) from error
    is_escaped = "\\u" in written and written.isascii()
    is_compact = json.dumps(content, ensure_ascii=is_escaped, separators=COMPACT) == written
    separators = COMPACT if is_compact else None
    return mark + json.dumps(with_changes(content, changes), ensure_ascii=is_escaped, separators=separators) + end
