"""What a run has to do: the records in the store against the ledger of the generation before."""

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
from indexer.ingest.documents import Found

LEDGER = "ledger.json"


@dataclass(frozen=True, slots=True)
class Line:
    """What the ledger keeps of an entry: its stamp, its record file, its local documents, and their problems."""

    stamp: str
    file: str
    documents: int = 0
    problems: tuple[Problem, ...] = ()


Ledger = Mapping[str, Line]


@dataclass(frozen=True, slots=True)
class Plan:
    """Record ids by what is to be done with them, each in ascending order.

    `kept` are entries of refused records: their last good version stays.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    stamps: Mapping[str, str] = field(default_factory=dict)

    @property
    def work(self) -> tuple[str, ...]:
        """The ids whose entries are made anew."""
        return self.added + self.changed

    @property
    def idle(self) -> bool:
        """Tell whether there is nothing to do."""
        return not (self.added or self.changed or self.removed)


def make_plan(contents: Contents, stamps: Mapping[str, str], before: Ledger) -> Plan:
    """Compare the stamps of today's valid records with the ledger."""
    refused = {
        key for key, line in before.items() if key in contents.refused_ids or line.file in contents.refused_files
    }
    gone = before.keys() - stamps.keys()
    known = stamps.keys() & before.keys()
    places = {stored.record.id: stored.file for stored in contents.records}
    unchanged = {key for key in known if (stamps[key], places[key]) == (before[key].stamp, before[key].file)}
    return Plan(
        added=tuple(sorted(stamps.keys() - before.keys())),
        changed=tuple(sorted(known - unchanged)),
        removed=tuple(sorted(gone - refused)),
        unchanged=tuple(sorted(unchanged)),
        kept=tuple(sorted(gone & refused)),
        stamps=stamps,
    )


def stamp_maker(taxonomy: bytes, format_of_index: str) -> Callable[[Record, tuple[Found | None, ...]], str]:
    """Return a function that gives a record's stamp: it changes with anything that could change its entry."""
    base = hashlib.sha256(taxonomy)
    base.update(f"{EXTRACTOR_VERSION} {format_of_index}".encode())

    def stamp(record: Record, found: tuple[Found | None, ...]) -> str:
        digest = base.copy()
        digest.update(encode(Entry(record)))
        for item in found:
            digest.update(f"\n{item and (item.sha256 or (item.problem and item.problem.kind))}".encode())
        return digest.hexdigest()

    return stamp


def document_problems(ledger: Ledger, keys: Iterable[str], records: Mapping[str, StoredRecord]) -> Iterator[Problem]:
    """Yield what is wrong with the documents of some entries, at the line where each one stands today."""
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
    """Return the ledger of a published generation; raise DamagedError where it cannot be read."""
    try:
        content = json.loads((folder / LEDGER).read_bytes())
        return {
            key: Line(stamp, file, documents, tuple(Problem(**each) for each in problems))
            for key, (stamp, file, documents, problems) in content.items()
        }
    except (OSError, ValueError, TypeError) as error:
        raise DamagedError(f"{folder.name} has no readable ledger", (f"{folder.name}/{LEDGER}",)) from error


def write_ledger(folder: Path, ledger: Ledger) -> None:
    """Write the ledger into a folder that is being built."""
    content = {
        key: [line.stamp, line.file, line.documents, [asdict(each) for each in line.problems]]
        for key, line in sorted(ledger.items())
    }
    (folder / LEDGER).write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
