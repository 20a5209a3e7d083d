"""The plan of a run: the records in the store compared with the ledger of the previous generation."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from catalog.errors import DamagedError, Problem
from catalog.generations.codec import encode
from catalog.model import Entry, Record
from catalog.store.records import Contents, StoredRecord
from indexer.extract import EXTRACTOR_VERSION
from indexer.ingest.documents import LocalDocument

LEDGER = "ledger.json"


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """An indexed record in the ledger: its stamp, its file, the number of its local documents, and their problems."""

    stamp: str
    file: str
    documents: int = 0
    problems: tuple[Problem, ...] = ()


Ledger = Mapping[str, LedgerEntry]


@dataclass(frozen=True, slots=True)
class Plan:
    """Record ids by what happens to them, in ascending order.

    `retained` are refused records whose last good version stays published.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    retained: tuple[str, ...] = ()
    stamps: Mapping[str, str] = field(default_factory=dict)

    @property
    def to_index(self) -> tuple[str, ...]:
        """The ids of the records to index."""
        return self.added + self.changed

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to change."""
        return not (self.added or self.changed or self.removed)


def make_plan(contents: Contents, stamps: Mapping[str, str], previous_ledger: Ledger) -> Plan:
    """Return the plan, by comparing the stamps of the valid records with the ledger."""
    refused = {
        key
        for key, entry in previous_ledger.items()
        if key in contents.refused_ids or entry.file in contents.refused_files
    }
    missing = previous_ledger.keys() - stamps.keys()
    indexed = stamps.keys() & previous_ledger.keys()
    files = {stored.record.id: stored.file for stored in contents.records}
    unchanged = {
        key for key in indexed if (stamps[key], files[key]) == (previous_ledger[key].stamp, previous_ledger[key].file)
    }
    return Plan(
        added=tuple(sorted(stamps.keys() - previous_ledger.keys())),
        changed=tuple(sorted(indexed - unchanged)),
        removed=tuple(sorted(missing - refused)),
        unchanged=tuple(sorted(unchanged)),
        retained=tuple(sorted(missing & refused)),
        stamps=stamps,
    )


def record_stamper(taxonomy: bytes, index_format: str) -> Callable[[Record, tuple[LocalDocument | None, ...]], str]:
    """Return a function that computes the stamp of a record: a hash of everything that its entry depends on."""
    base = hashlib.sha256(taxonomy)
    base.update(f"{EXTRACTOR_VERSION} {index_format}".encode())

    def stamp(record: Record, local_documents: tuple[LocalDocument | None, ...]) -> str:
        digest = base.copy()
        digest.update(encode(Entry(record)))
        for local in local_documents:
            digest.update(f"\n{local and (local.sha256 or (local.problem and local.problem.kind))}".encode())
        return digest.hexdigest()

    return stamp


def document_problems(ledger: Ledger, keys: Iterable[str], records: Mapping[str, StoredRecord]) -> Iterator[Problem]:
    """Yield the problems of the documents of some records, each with its current line."""
    for key in keys:
        stored = records.get(key)
        for problem in ledger[key].problems:
            yield replace(problem, line=_line_of(problem, stored)) if stored else problem


def _line_of(problem: Problem, stored: StoredRecord) -> int:
    paths = [document.path for document in stored.record.documents]
    if problem.document not in paths:
        return stored.line
    return stored.line_of("documents", paths.index(problem.document), "path")


def read_ledger(folder: Path) -> Ledger:
    """Return the ledger of a published generation; raise DamagedError if it cannot be read."""
    try:
        content = json.loads((folder / LEDGER).read_bytes())
        return {
            key: LedgerEntry(stamp, file, documents, tuple(Problem(**problem) for problem in problems))
            for key, (stamp, file, documents, problems) in content.items()
        }
    except (OSError, ValueError, TypeError) as error:
        raise DamagedError(f"{folder.name} has no readable ledger", (f"{folder.name}/{LEDGER}",)) from error


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Write the ledger into the folder of a new generation."""
    content = {
        key: [entry.stamp, entry.file, entry.documents, [asdict(problem) for problem in entry.problems]]
        for key, entry in sorted(ledger.items())
    }
    (folder / LEDGER).write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
