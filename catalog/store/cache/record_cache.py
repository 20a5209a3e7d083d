"""Keeps what is known of record files between runs, in one file: columns as JSON, then a line for each record."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict
from hashlib import sha256
from itertools import chain, islice, repeat
from pathlib import Path
from typing import Any

from catalog.errors import Problem
from catalog.generations.codec import build_dataclass
from catalog.model import Document, RecordStatus
from catalog.store.cache.checked_file import read_checked, write_checked
from catalog.store.cache.code_version import code_version
from catalog.store.cache.fast_tuples import tuples
from catalog.store.cache.file_identity import FileIdentity
from catalog.store.cache.known_files import NO_LINES, NOTHING_KNOWN, KnownFiles, ReadFile
from catalog.store.field_note import FieldNote
from catalog.store.stored_record import NO_DETAILS, RecordDetails, StoredRecord, lines_of

FORMAT = "1"
"""The version of the file's form."""
PLACED_FIELDS = frozenset({"documents", "supersedes", "related", "aliases", "withdrawn"})
"""The fields whose lines a run may need: of the files and ids that a record names."""


class RecordCache:
    """The cache of one corpus and one taxonomy. A file of another one, or a damaged one, counts as missing."""

    def __init__(self, path: Path, corpus: Path, taxonomy: bytes) -> None:
        """Take the path of the file, and what records depend on: their corpus, and the taxonomy's source."""
        self._path = path
        self._version = " ".join((FORMAT, code_version(), sha256(taxonomy).hexdigest(), str(corpus.resolve())))

    def load(self) -> KnownFiles:
        """Return what is known of the files."""
        content = read_checked(self._path, self._version)
        if content is None:
            return NOTHING_KNOWN
        head, *encoded = content.split(b"\n")
        return _known_files(json.loads(head), encoded)

    def save(self, files: KnownFiles, repeated: Collection[str]) -> None:
        """Keep what was read, except records with a `repeated` id: whether they are refused depends on other files."""
        known = {path: kept for path, read in files.items() if (kept := _kept(read, repeated))}
        records = [item for read in known.values() for item in read.items if isinstance(item, StoredRecord)]
        head = json.dumps(_columns(known, records), separators=(",", ":")).encode()
        write_checked(self._path, self._version, b"\n".join((head, *(stored.encoded for stored in records))))


def _kept(read: ReadFile, repeated: Collection[str]) -> ReadFile | None:
    """Return what may be kept of a file, or None. What could not be read is tried again in each run."""
    kept = tuple(item for item in read.items if isinstance(item, StoredRecord) and item.id not in repeated)
    identity = read.identity if len(kept) == len(read.items) else None
    return ReadFile(identity, kept, read.by_line) if identity or read.by_line else None


def _columns(known: KnownFiles, records: Collection[StoredRecord]) -> dict[str, Any]:
    hashes = {path: {id(stored): key for key, stored in read.by_line.items()} for path, read in known.items()}
    return {
        "paths": list(known),
        "identities": [read.identity for read in known.values()],
        "counts": [len(read.items) for read in known.values()],
        "files": [next((item.file for item in read.items), "") for read in known.values()],
        "hashes": {
            path: [hashes[path].get(id(item), "") for item in known[path].items] for path in known if hashes[path]
        },
        "ids": [stored.id for stored in records],
        "lines": [stored.line for stored in records],
        "details": {
            number: details
            for number, stored in enumerate(records)
            if stored.details is not NO_DETAILS and (details := _details_json(stored.details))
        },
    }


def _known_files(columns: Mapping[str, Any], encoded: list[bytes]) -> KnownFiles:
    files = chain.from_iterable(map(repeat, columns["files"], columns["counts"]))
    rows = zip(columns["ids"], files, columns["lines"], encoded, repeat(NO_DETAILS), repeat(None))
    records = list(tuples(StoredRecord, rows))
    for number, details in columns["details"].items():
        records[int(number)] = records[int(number)]._replace(details=_details(details))
    identities = [identity and FileIdentity._make(identity) for identity in columns["identities"]]
    read = zip(identities, _grouped(records, columns["counts"]), repeat(NO_LINES))
    known = dict(zip(columns["paths"], tuples(ReadFile, read), strict=True))
    for path, hashes in columns["hashes"].items():
        known[path] = known[path]._replace(by_line=dict(zip(hashes, known[path].items, strict=True)))
    return known


def _grouped(records: list[StoredRecord], counts: list[int]) -> Iterable[tuple[StoredRecord, ...]]:
    """Return the records of each file."""
    if len(records) == len(counts) and set(counts) <= {1}:
        return zip(records)
    rest = iter(records)
    return (tuple(islice(rest, count)) for count in counts)


def _details_json(details: RecordDetails) -> dict[str, Any]:
    """Return details as JSON, without values that are as in NO_DETAILS."""
    columns = {
        "status": "" if details.status is RecordStatus.LIVE else details.status.value,
        "documents": [
            {name: value for name, value in asdict(document).items() if value is not None}
            for document in details.documents
        ],
        "supersedes": details.supersedes,
        "related": details.related,
        "aliases": details.aliases,
        "lines": list(lines_of(details.lines, PLACED_FIELDS).items()),
        "problems": list(map(asdict, details.problems)),
        "notes": list(map(asdict, details.notes)),
    }
    return {name: value for name, value in columns.items() if value}


def _details(content: Mapping[str, Any]) -> RecordDetails:
    return RecordDetails(
        status=RecordStatus(content.get("status", RecordStatus.LIVE)),
        documents=tuple(build_dataclass(Document, document) for document in content.get("documents", ())),
        supersedes=tuple(content.get("supersedes", ())),
        related=tuple(content.get("related", ())),
        aliases=tuple(content.get("aliases", ())),
        lines={tuple(path): line for path, line in content.get("lines", ())},
        problems=tuple(Problem(**problem) for problem in content.get("problems", ())),
        notes=tuple(FieldNote(**note) for note in content.get("notes", ())),
    )
