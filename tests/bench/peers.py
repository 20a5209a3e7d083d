"""Other search engines asked the same: total, three facets, ten hits with snippets, as far as they can."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from importlib import import_module, util
from pathlib import Path
from typing import Any

from whoosh import fields, index
from whoosh.qparser import MultifieldParser

from catalog.model import Entry

FACETS = ("topic", "format", "publisher")
TEXTS = ("title", "summary", "body")
Ask = Callable[[str], object]


def peers(entries: list[Entry], folder: Path) -> dict[str, Ask]:
    """Build each peer that is installed; return how to ask it, by name. It raises ValueError for what it cannot do."""
    found = {"naive Whoosh": _whoosh, "SQLite FTS5": _fts5}
    if util.find_spec("tantivy"):
        found["tantivy"] = _tantivy
    if util.find_spec("bm25s"):
        found["bm25s"] = _bm25s
    return {name: build(entries, folder) for name, build in found.items()}


def _values(entry: Entry) -> dict[str, tuple[str, ...]]:
    record = entry.record
    return {"topic": record.topics, "format": (record.format or "",), "publisher": record.publishers}


def _texts(entry: Entry) -> tuple[str, str, str]:
    return entry.record.title, entry.record.summary or "", "\n".join(each.text for each in entry.passages)


def _whoosh(entries: list[Entry], folder: Path) -> Ask:
    """Whoosh as its documentation shows it: its parser, `groupedby` facets, its highlighter."""
    text, keyword = fields.TEXT(stored=True), fields.KEYWORD(stored=True, commas=True, sortable=True)
    schema = fields.Schema(id=fields.ID(stored=True), **dict.fromkeys(TEXTS, text), **dict.fromkeys(FACETS, keyword))
    (folder / "naive").mkdir()
    made = index.create_in(str(folder / "naive"), schema)
    with made.writer(limitmb=256) as writer:
        for entry in entries:
            values = {name: ",".join(found) for name, found in _values(entry).items()}
            writer.add_document(id=entry.record.id, **dict(zip(TEXTS, _texts(entry), strict=True)), **values)
    reader, parser = made.searcher(), MultifieldParser(list(TEXTS), schema)

    def ask(typed: str) -> object:
        results = reader.search(parser.parse(typed), limit=10, groupedby=list(FACETS))
        counts = [{value: len(docs) for value, docs in results.groups(facet).items()} for facet in FACETS]
        return len(results), counts, [(hit.highlights("summary"), hit.highlights("body")) for hit in results]

    return ask


def _fts5(entries: list[Entry], folder: Path) -> Ask:
    """SQLite's full-text search with a table of facet values."""
    base = sqlite3.connect(folder / "fts5.db")
    base.execute("CREATE VIRTUAL TABLE texts USING fts5(title, summary, body, tokenize='porter unicode61')")
    base.execute("CREATE TABLE facets (doc INTEGER, name TEXT, value TEXT)")
    for number, entry in enumerate(entries, 1):
        base.execute("INSERT INTO texts(rowid, title, summary, body) VALUES (?, ?, ?, ?)", (number, *_texts(entry)))
        rows = [(number, name, value) for name, found in _values(entry).items() for value in found]
        base.executemany("INSERT INTO facets VALUES (?, ?, ?)", rows)
    base.execute("CREATE INDEX by_doc ON facets(doc, name, value)")
    base.commit()
    matching = "FROM texts WHERE texts MATCH ?"
    shown = f"SELECT rowid, snippet(texts, -1, '[', ']', '', 30) {matching} ORDER BY bm25(texts) LIMIT 10"
    counted = f"SELECT name, value, count(*) FROM facets WHERE doc IN (SELECT rowid {matching}) GROUP BY 1, 2"  # noqa: S608

    def ask(typed: str) -> object:
        total = base.execute(f"SELECT count(*) {matching}", (typed,)).fetchone()
        return total, base.execute(counted, (typed,)).fetchall(), base.execute(shown, (typed,)).fetchall()

    return ask


def _tantivy(entries: list[Entry], folder: Path) -> Ask:
    """Tantivy through its Python binding, facets by its aggregations."""
    tantivy: Any = import_module("tantivy")
    builder = tantivy.SchemaBuilder()
    for name in TEXTS:
        builder.add_text_field(name, stored=True, tokenizer_name="en_stem")
    for name in FACETS:
        builder.add_text_field(name, stored=True, fast=True, tokenizer_name="raw")
    (folder / "tantivy").mkdir()
    made = tantivy.Index(builder.build(), path=str(folder / "tantivy"))
    writer = made.writer(heap_size=256 << 20, num_threads=1)
    for entry in entries:
        document = tantivy.Document(**dict(zip(TEXTS, ([text] for text in _texts(entry)), strict=True)))
        for name, found in _values(entry).items():
            for value in found:
                document.add_text(name, value)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    made.reload()
    reader = made.searcher()
    counts = {name: {"terms": {"field": name, "size": 1000}} for name in FACETS}

    def ask(typed: str) -> object:
        if typed.endswith("*"):
            raise ValueError("tantivy's parser has no prefix of one word")
        query = made.parse_query(re.sub(r"^(\w+) (\w+)$", r"\1 AND \2", typed), list(TEXTS))
        result = reader.search(query, 10, count=True)
        makers = [tantivy.SnippetGenerator.create(reader, query, made.schema, name) for name in ("summary", "body")]
        documents = [reader.doc(address) for _, address in result.hits]
        snippets = [maker.snippet_from_doc(each).to_html() for each in documents for maker in makers]
        return result.count, reader.aggregate(query, counts), snippets

    return ask


def _bm25s(entries: list[Entry], folder: Path) -> Ask:  # noqa: ARG001  # it keeps everything in memory
    """The ten best by bm25s: no facets, no snippets, any of the words."""
    bm25s: Any = import_module("bm25s")
    texts = [" ".join(_texts(entry)) for entry in entries]
    retriever = bm25s.BM25()
    retriever.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)

    def ask(typed: str) -> object:
        if not typed.replace(" ", "").isalpha():
            raise ValueError("bm25s has neither phrases nor prefixes")
        tokens = bm25s.tokenize([typed], stopwords="en", show_progress=False)
        return retriever.retrieve(tokens, k=10, show_progress=False)

    return ask
