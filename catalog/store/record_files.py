"""Reads record files to validated records, except what is known of them and has not changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from marshmallow import Schema

from catalog.store.cache.file_identity import FileIdentity
from catalog.store.cache.known_files import ReadFile, at_line, line_hash
from catalog.store.files.yaml_json import (
    RECORD_SUFFIXES,
    Malformed,
    RawRecord,
    counting_malformed,
    display_path,
    parse_json_line,
    read_json_lines,
    read_records,
)
from catalog.store.incomplete_records import incomplete_record
from catalog.store.stored_record import StoredRecord, stored_record
from catalog.store.validation import validate

JSON_LINES = ".jsonl"
NOTHING_PLANNED: Mapping[str, Path] = MappingProxyType({})


def is_record_file(path: str) -> bool:
    """Return whether a file has the name of a record file."""
    return path.lower().endswith(RECORD_SUFFIXES)


class RecordFileReader:
    """Reads the files of one listing. Remembers what was parsed, as far as it was."""

    def __init__(
        self,
        corpus: Path,
        schema: Schema,
        identities: Mapping[str, FileIdentity],
        looked_at_ns: int,
        planned: Mapping[str, Path] = NOTHING_PLANNED,
    ) -> None:
        """Take the corpus, the schema of records, and the files in `records/` as they were listed after a time.

        The content of a `planned` file is that of another one.
        """
        self._planned = planned
        self._corpus = corpus
        self._schema = schema
        self._identities = identities
        self._looked_at_ns = looked_at_ns
        self._raws: dict[str, list[RawRecord | None]] = {}

    @property
    def parsed(self) -> int:
        """The number of records that were not known."""
        return sum(raw is not None for raws in self._raws.values() for raw in raws)

    def read(self, path: str, known: ReadFile | None) -> ReadFile:
        """Return the contents of a file, as they are known or read."""
        identity = self._identities[path]
        if known and known.identity == identity and path not in self._planned:
            return known
        self._raws[path] = []
        settled = identity if identity.is_settled(self._looked_at_ns) else None
        file = display_path(self._corpus / "records" / path, self._corpus)
        if path.lower().endswith(JSON_LINES):
            return self._json_lines(path, file, settled, known.by_line if known else {})
        items = tuple(self._item(path, item) for item in read_records(self._place(path), file))
        return ReadFile(settled, items)

    def _place(self, path: str) -> Path:
        """Return where the content of a file is."""
        return self._planned.get(path, self._corpus / "records" / path)

    def _json_lines(
        self, path: str, file: str, settled: FileIdentity | None, known: Mapping[str, StoredRecord]
    ) -> ReadFile:
        lines = read_json_lines(self._place(path), file)
        if isinstance(lines, Malformed):
            return ReadFile(settled, (lines,))
        by_line: dict[str, StoredRecord] = {}
        items = counting_malformed(self._lines(path, file, lines, known, by_line), file)
        return ReadFile(settled, tuple(items), by_line)

    def _lines(
        self,
        path: str,
        file: str,
        lines: list[str],
        known: Mapping[str, StoredRecord],
        by_line: dict[str, StoredRecord],
    ) -> Iterator[StoredRecord | Malformed]:
        """Yield the items of a file of JSON Lines, and add its records to `by_line`."""
        for number, line in enumerate(lines, 1):
            key = line_hash(line)
            if stored := known.get(key):
                by_line[key] = at_line(stored, number)
                self._raws[path].append(None)
                yield by_line[key]
            elif raw := parse_json_line(line, file, number):
                item = self._item(path, raw)
                if isinstance(item, StoredRecord):
                    by_line[key] = item
                yield item

    def _item(self, path: str, item: RawRecord | Malformed) -> StoredRecord | Malformed:
        """Return the record of an item, valid or with its problems."""
        if isinstance(item, Malformed):
            return item
        validated = validate(item, self._schema, "record")
        raw, problems = validated.raw, validated.problems
        self._raws[path].append(raw)
        record = incomplete_record(raw) if problems else validated.value
        return stored_record(record, raw, problems, validated.notes)

    def raws(self, path: str, read: ReadFile) -> list[tuple[StoredRecord, RawRecord | None]]:
        """Return the records of a file, each with what was parsed in this run, None if it was known."""
        records = [item for item in read.items if isinstance(item, StoredRecord)]
        return list(zip(records, self._raws.get(path, [None] * len(records)), strict=True))

    def known_with(self, ids: Collection[str], files: Mapping[str, ReadFile]) -> list[str]:
        """Return the files with a record of these ids that was not parsed in this run."""
        if not ids:
            return []
        return [
            path
            for path, read in files.items()
            if any(stored.id in ids and raw is None for stored, raw in self.raws(path, read))
        ]
