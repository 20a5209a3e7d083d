"""The indexes that relevance is measured on: the starter corpus, and test collections of information retrieval."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from catalog.live import LiveSearcher, OpenGeneration
from catalog.model import Entry, Record
from catalog.search.ports import load_engine
from catalog.search.searcher import Searcher, open_searcher
from catalog.settings import Settings
from catalog.taxonomy import Taxonomy
from catalog.text import clean
from indexer.ingest.pipeline import ingest
from tests.relevance.judgments import JudgedQuery, Judgments, load_judgments
from tests.relevance.reports import hide_in_reports

COLLECTIONS = ("adi", "cranfield", "cisi", "lisa", "scifact")
REPORTS_SUFFIX = "-in-reports"
"""Ends the name of a collection whose documents are hidden in long reports."""


@dataclass(frozen=True, slots=True)
class JudgedIndex:
    """A searcher over an index, and the judged queries to search it with."""

    name: str
    searcher: Searcher
    queries: tuple[JudgedQuery, ...]


@dataclass(frozen=True, slots=True)
class StarterIndex:
    """The starter corpus as it is served, and its judgments."""

    generation: OpenGeneration
    judgments: Judgments

    @property
    def judged_index(self) -> JudgedIndex:
        """The index with the queries that the catalog answers."""
        return JudgedIndex("starter", self.generation.searcher, self.judgments.answered)


def index_starter_corpus(corpus: Path, folder: Path) -> StarterIndex:
    """Index the starter corpus with its documents in a folder, as `make index` does, unless it is there."""
    if not (folder / "CURRENT").exists():
        ingest(Settings(corpus=corpus, data=folder))
    return open_starter_corpus(corpus, folder)


def open_starter_corpus(corpus: Path, folder: Path) -> StarterIndex:
    """Open the starter corpus as it was indexed in a folder."""
    generation = LiveSearcher(Settings(corpus=corpus, data=folder)).current_generation()
    return StarterIndex(generation, load_judgments(corpus / "judgments.yaml", set(generation.searcher.ids())))


def index_collection(path: Path, folder: Path, taxonomy: Taxonomy) -> JudgedIndex:
    """Index a test collection in a folder, unless it is there; queries without judgments are left out."""
    return _open_or_index(path.name, _entries(path / "corpus.jsonl"), tuple(_judged_queries(path)), folder, taxonomy)


def index_collection_in_reports(path: Path, folder: Path, taxonomy: Taxonomy) -> JudgedIndex:
    """Index a test collection in which half of the relevant documents are hidden in long reports (`reports.py`)."""
    queries = tuple(_judged_queries(path))
    relevant_ids = frozenset(document_id for judged in queries for document_id in judged.relevant)
    entries = hide_in_reports(_entries(path / "corpus.jsonl"), relevant_ids)
    return _open_or_index(f"{path.name}{REPORTS_SUFFIX}", entries, queries, folder, taxonomy)


def _open_or_index(
    name: str, entries: Iterable[Entry], queries: tuple[JudgedQuery, ...], folder: Path, taxonomy: Taxonomy
) -> JudgedIndex:
    engine = load_engine(Settings())
    if not any(folder.iterdir()):
        writer = engine.open_writer(folder, taxonomy)
        for entry in entries:
            writer.put(entry)
        writer.commit()
    return JudgedIndex(name, open_searcher(engine, folder, taxonomy, name), queries)


def _entries(path: Path) -> Iterator[Entry]:
    """Yield an entry for each document, with its abstract as summary."""
    for item in _json_lines(path):
        yield Entry(Record(id=item["id"], title=clean(item["title"]), summary=clean(item["text"])))


def _judged_queries(path: Path) -> Iterator[JudgedQuery]:
    grades: dict[str, dict[str, int]] = {}
    for line in (path / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query_id, document_id, grade = line.split("\t")
        grades.setdefault(query_id, {})[document_id] = int(grade)
    for item in _json_lines(path / "queries.jsonl"):
        if item["id"] in grades:
            yield JudgedQuery(item["text"], "question", grades[item["id"]])


def _json_lines(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
