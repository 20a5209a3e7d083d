"""What is kept of every entry beside the Whoosh index: facts in short lines, the whole entry in long ones.

Each commit adds one pair of files, `facts-N.jsonl` and `entries-N.jsonl`; a later line of the same id replaces an
earlier one, and Whoosh knows which ids are alive. A fact names the bytes of its entry, so that showing ten hits
reads ten lines.
"""

from __future__ import annotations

import json
import os
import weakref
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from catalog.model import AgencySize, Entry, Featured, PartialDate
from catalog.search.analysis import positions
from catalog.search.fields import field_texts
from catalog.search.stored import build, decode
from catalog.taxonomy import Taxonomy

NESTED: Mapping[str, type[Any]] = MappingProxyType(
    {
        "published": PartialDate,
        "agency_size": AgencySize,
        "featured": Featured,
    }
)
MAX_FILES = 16
"""Pairs of files before they are put together into one."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What counting, ordering and scoring need of an entry.

    `values` are its facet values by facet, `labels` how to read those of them that the taxonomy does not list;
    `lengths` the terms in each of FIELDS, `starts` the body position at which each passage begins; `offset` and
    `size` the bytes of its line in entries-`file`.jsonl.
    """

    id: str
    file: int
    offset: int
    size: int
    title: str
    format: str | None
    published: PartialDate | None
    agency_size: AgencySize | None
    featured: Featured | None
    aliases: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    lengths: Mapping[str, int]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Analysed:
    """An entry taken apart for the index: its fact, and each field's terms with their positions."""

    fact: Fact
    terms: Mapping[str, Mapping[str, list[int]]]


def analyse(entry: Entry, taxonomy: Taxonomy, place: tuple[int, int, int]) -> Analysed:
    """Take an entry apart; `place` is the file's number, the offset and the size of its line."""
    record = entry.record
    values = taxonomy.facet_values(entry)
    found: dict[str, dict[str, list[int]]] = {}
    lengths: dict[str, int] = {}
    starts: tuple[int, ...] = ()
    for name, texts in field_texts(entry, taxonomy).items():
        pairs, begins = positions(texts)
        lengths[name] = len(pairs)
        starts = begins if name == "body" else starts
        found[name] = {}
        for term, place_in_text in pairs:
            found[name].setdefault(term, []).append(place_in_text)
    labels = {
        f"{facet}={each.value}": each.label
        for facet, listed in values.items()
        for each in listed
        if taxonomy.term(facet, each.value) is None
    }
    file, offset, size = place
    fact = Fact(
        record.id,
        file,
        offset,
        size,
        record.title,
        record.format,
        record.published,
        record.agency_size,
        record.featured,
        record.aliases,
        {facet: tuple(each.value for each in listed) for facet, listed in values.items()},
        labels,
        lengths,
        starts,
    )
    return Analysed(fact, found)


def load_facts(folder: Path) -> dict[str, Fact]:
    """Return the last fact of every id that was ever written to the folder."""
    found: dict[str, Fact] = {}
    for number in file_numbers(folder):
        for line in (folder / f"facts-{number}.jsonl").read_bytes().splitlines():
            fact = _read(line)
            found[fact.id] = fact
    return found


def _read(line: bytes) -> Fact:
    content = json.loads(line)
    for name, kind in NESTED.items():
        content[name] = content[name] and build(kind, content[name])
    content["values"] = {facet: tuple(values) for facet, values in content["values"].items()}
    content["aliases"], content["starts"] = tuple(content["aliases"]), tuple(content["starts"])
    return Fact(**content)


def file_numbers(folder: Path) -> list[int]:
    """Return the numbers of the pairs of files, oldest first."""
    return sorted(int(path.stem.removeprefix("facts-")) for path in folder.glob("facts-*.jsonl"))


class EntryFiles:
    """The entries of a committed folder, held open: safe to share between threads, and to read after a prune.

    The files close when the last reader lets go of this.
    """

    def __init__(self, folder: Path) -> None:
        """Open every file."""
        self._files = {
            number: os.open(folder / f"entries-{number}.jsonl", os.O_RDONLY | os.O_CLOEXEC)
            for number in file_numbers(folder)
        }
        weakref.finalize(self, _close, tuple(self._files.values()))

    def line(self, fact: Fact) -> bytes:
        """Return an entry's line without its end."""
        return os.pread(self._files[fact.file], fact.size, fact.offset)

    def entry(self, fact: Fact) -> Entry:
        """Return an entry."""
        return decode(self.line(fact))


def _close(descriptors: tuple[int, ...]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


class FactsWriter:
    """The pair of files of one commit."""

    def __init__(self, folder: Path) -> None:
        """Start the next pair."""
        self._folder = folder
        self.number = max(file_numbers(folder), default=0) + 1
        self._entries = (folder / f"entries-{self.number}.jsonl").open("wb")
        self._facts = (folder / f"facts-{self.number}.jsonl").open("wb")

    def add_entry(self, line: bytes) -> tuple[int, int, int]:
        """Write an entry's line; return its file, offset and size."""
        offset = self._entries.tell()
        self._entries.write(line + b"\n")
        return self.number, offset, len(line)

    def add_fact(self, fact: Fact) -> None:
        """Write a fact's line."""
        self._facts.write(
            json.dumps(asdict(fact), ensure_ascii=False, separators=(",", ":"), default=str).encode() + b"\n"
        )

    def close(self) -> None:
        """Close both files."""
        self._entries.close()
        self._facts.close()


def needs_compaction(folder: Path, alive: Iterable[Fact]) -> bool:
    """Tell whether there are too many files, or less than half of what they hold is alive."""
    numbers = file_numbers(folder)
    held = sum((folder / f"entries-{number}.jsonl").stat().st_size for number in numbers)
    return len(numbers) > MAX_FILES or sum(fact.size for fact in alive) * 2 < held


def compact(folder: Path, alive: Iterable[Fact]) -> None:
    """Put what is alive into one new pair of files and remove the others."""
    old = file_numbers(folder)
    source, target = EntryFiles(folder), FactsWriter(folder)
    for fact in alive:
        file, offset, size = target.add_entry(source.line(fact))
        target.add_fact(replace(fact, file=file, offset=offset, size=size))
    target.close()
    for number in old:
        (folder / f"entries-{number}.jsonl").unlink()
        (folder / f"facts-{number}.jsonl").unlink()
