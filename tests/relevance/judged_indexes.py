"""What relevance is measured on: the starter corpus, and test collections of information retrieval."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.config import Settings
from catalog.live import LiveSearcher
from catalog.model import Entry, Record
from catalog.search.ports import load_engine
from catalog.search.searcher import Searcher, open_searcher
from catalog.taxonomy import Taxonomy
from catalog.text import clean
from indexer.ingest.pipeline import ingest
from tests.relevance.judgments import Judged, load_judgments
from tests.relevance.reports import reports

COLLECTIONS = ("adi", "cranfield", "cisi", "lisa", "scifact")
REPORTS = "-in-reports"
"""Ends the name of a collection whose documents stand in long reports."""


@dataclass(frozen=True, slots=True)
class Source:
    """An index, and the judged queries to ask it."""

    name: str
    searcher: Searcher
    judged: tuple[Judged, ...]


def starter(corpus: Path, folder: Path) -> Source:
    """Index the starter corpus with its documents, as `make index` does, in a folder."""
    settings = Settings(corpus=corpus, data=folder)
    ingest(settings)
    searcher = LiveSearcher(settings).current()
    return Source("starter", searcher, load_judgments(corpus / "judgments.yaml", set(searcher.ids())))


def collection(path: Path, folder: Path, taxonomy: Taxonomy) -> Source:
    """Index a test collection in a folder, unless it is there; queries without a judgment are left out."""
    return _indexed(path.name, _entries(path / "corpus.jsonl"), tuple(_judged(path)), folder, taxonomy)


def in_reports(path: Path, folder: Path, taxonomy: Taxonomy) -> Source:
    """Index a test collection of which half of what is relevant stands on a page of a long report (`reports.py`)."""
    judged = tuple(_judged(path))
    relevant = frozenset(key for each in judged for key in each.relevant)
    return _indexed(
        f"{path.name}{REPORTS}", reports(_entries(path / "corpus.jsonl"), relevant), judged, folder, taxonomy
    )


def _indexed(
    name: str, entries: Iterable[Entry], judged: tuple[Judged, ...], folder: Path, taxonomy: Taxonomy
) -> Source:
    engine = load_engine(Settings())
    if not any(folder.iterdir()):
        writer = engine.open_writer(folder, taxonomy)
        for entry in entries:
            writer.put(entry)
        writer.commit()
    return Source(name, open_searcher(engine, folder, taxonomy, name), judged)


def _entries(path: Path) -> Iterator[Entry]:
    """Yield an entry for each document: its abstract is its summary, as it would be in a catalog."""
    for item in _lines(path):
        yield Entry(Record(id=item["id"], title=clean(item["title"]), summary=clean(item["text"])))


def _judged(path: Path) -> Iterator[Judged]:
    grades: dict[str, dict[str, int]] = {}
    for line in (path / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, document, grade = line.split("\t")
        grades.setdefault(query, {})[document] = int(grade)
    for item in _lines(path / "queries.jsonl"):
        if item["id"] in grades:
            yield Judged(item["text"], "question", grades[item["id"]])


def _lines(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
