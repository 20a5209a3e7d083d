"""What is known of record files: their records, and how to tell that they have not changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b
from operator import is_
from types import MappingProxyType
from typing import NamedTuple

from catalog.store.cache.file_identity import FileIdentity
from catalog.store.files.yaml_json import Malformed
from catalog.store.stored_record import StoredRecord

_HASH_BYTES = 16


NO_LINES: Mapping[str, StoredRecord] = MappingProxyType({})


class ReadFile(NamedTuple):
    """The contents of a record file as they were read, in order.

    `identity` is that of the file, None if it must be read again. `by_line` has the records of JSON Lines by the hash
    of their line, so that only lines that changed are parsed and validated. A tuple, because each run makes one for
    every file.
    """

    identity: FileIdentity | None
    items: tuple[StoredRecord | Malformed, ...]
    by_line: Mapping[str, StoredRecord] = NO_LINES


KnownFiles = Mapping[str, ReadFile]
"""The files below the folder of records, by their paths in it."""
NOTHING_KNOWN: KnownFiles = MappingProxyType({})


def differs(files: KnownFiles, known: KnownFiles) -> bool:
    """Return whether some of the files were read, or are gone, since they were `known`."""
    return len(files) != len(known) or not all(map(is_, map(known.get, files), files.values()))


def line_hash(line: str) -> str:
    """Return what tells a line of a file from others."""
    return blake2b(line.encode(), digest_size=_HASH_BYTES).hexdigest()


def at_line(stored: StoredRecord, line: int) -> StoredRecord:
    """Return a record of JSON Lines that is in another line now, with all that is said about it."""
    if stored.line == line:
        return stored
    problems = tuple(replace(problem, line=line) for problem in stored.details.problems)
    notes = tuple(replace(note, line=line) for note in stored.details.notes)
    details = replace(stored.details, problems=problems, notes=notes) if problems or notes else stored.details
    return StoredRecord(stored.id, stored.file, line, stored.encoded, details, stored.parsed)
