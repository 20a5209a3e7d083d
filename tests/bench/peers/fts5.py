"""SQLite's full-text search, with a separate table of facet values. It cannot correct misspelled words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from tests.bench.peers.protocol import (
    FIELDS,
    HITS,
    Filters,
    PeerEntry,
    PeerSearch,
    UnsupportedQueryError,
    facet_count_requests,
)
from tests.bench.queries import MISSPELLED, BenchQuery

MATCHING = "FROM texts WHERE texts MATCH ?"
SELECT_HITS = f"SELECT title, subjects, summary, snippet(texts, -1, '[', ']', '', 30) {MATCHING}"
SYNTAX = {"all of two words": "{} AND {}"}


def build(entries: Iterable[PeerEntry], folder: Path) -> PeerSearch:
    """Build the database; return its search."""
    database = sqlite3.connect(folder / "fts5.db")
    database.execute(
        f"CREATE VIRTUAL TABLE texts USING fts5({', '.join(FIELDS)}, tokenize='porter unicode61', prefix='4')"
    )
    database.execute(
        "CREATE TABLE facets (doc INTEGER, name TEXT, value TEXT, PRIMARY KEY (doc, name, value)) WITHOUT ROWID"
    )
    for number, entry in enumerate(entries, 1):
        texts = (number, *(entry.texts[name] for name in FIELDS))
        database.execute("INSERT INTO texts(rowid, title, subjects, summary, body) VALUES (?, ?, ?, ?, ?)", texts)
        facet_rows = [(number, name, value) for name, values in entry.values.items() for value in values]
        database.executemany("INSERT INTO facets VALUES (?, ?, ?)", facet_rows)
    database.execute("INSERT INTO texts(texts) VALUES ('optimize')")
    database.commit()

    def search(query: BenchQuery) -> int:
        return _search(database, query)

    return search


def _search(database: sqlite3.Connection, query: BenchQuery) -> int:
    if query.kind == MISSPELLED:
        raise UnsupportedQueryError
    text = SYNTAX.get(query.kind, query.query.text).format(*query.words)
    condition, params = _filter_condition(query.filters)
    database.execute(f"{SELECT_HITS}{condition} ORDER BY rank LIMIT {HITS}", (text, *params)).fetchall()
    for filters, facets in facet_count_requests(query):
        condition, params = _filter_condition(filters)
        select_counts = (
            f"SELECT name, value, count(*) FROM facets WHERE doc IN (SELECT rowid {MATCHING}{condition}) "  # noqa: S608
            f"AND name IN ({_marks(facets)}) GROUP BY 1, 2"
        )
        database.execute(select_counts, (text, *params, *facets)).fetchall()
    condition, params = _filter_condition(query.filters)
    total: int = database.execute(f"SELECT count(*) {MATCHING}{condition}", (text, *params)).fetchone()[0]
    return total


def _filter_condition(filters: Filters) -> tuple[str, list[str]]:
    """Return an SQL condition and its parameters."""
    condition = "".join(
        f" AND EXISTS (SELECT 1 FROM facets WHERE doc = texts.rowid AND name = ? AND value IN ({_marks(values)}))"  # noqa: S608
        for values in filters.values()
    )
    return condition, [param for facet, values in filters.items() for param in (facet, *values)]


def _marks(values: tuple[str, ...]) -> str:
    """Return a question mark for each value."""
    return ", ".join("?" * len(values))
