"""SQLite's full-text search, with a table of facet values beside it. It has nothing for words typed wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.bench.peers.plain import SHOWN, TEXTS, Ask, Plain, Unable, countings
from tests.bench.queries import Asked

MATCHING = "FROM texts WHERE texts MATCH ?"
HITS = f"SELECT title, subjects, summary, snippet(texts, -1, '[', ']', '', 30) {MATCHING}"
TYPED = {"all of two words": "{} AND {}"}


def build(records: Iterable[Plain], folder: Path) -> Ask:
    """Build the database; return how to ask it."""
    base = sqlite3.connect(folder / "fts5.db")
    base.execute(f"CREATE VIRTUAL TABLE texts USING fts5({', '.join(TEXTS)}, tokenize='porter unicode61', prefix='4')")
    base.execute(
        "CREATE TABLE facets (doc INTEGER, name TEXT, value TEXT, PRIMARY KEY (doc, name, value)) WITHOUT ROWID"
    )
    for number, each in enumerate(records, 1):
        base.execute(
            "INSERT INTO texts(rowid, title, subjects, summary, body) VALUES (?, ?, ?, ?, ?)", _row(number, each)
        )
        rows = [(number, name, value) for name, found in each.values.items() for value in found]
        base.executemany("INSERT INTO facets VALUES (?, ?, ?)", rows)
    base.execute("INSERT INTO texts(texts) VALUES ('optimize')")
    base.commit()

    def ask(asked: Asked) -> int:
        return _answer(base, asked)

    return ask


def _row(number: int, each: Plain) -> tuple[int | str, ...]:
    return (number, *(each.texts[name] for name in TEXTS))


def _answer(base: sqlite3.Connection, asked: Asked) -> int:
    if asked.kind == "a word typed wrong":
        raise Unable
    text = TYPED.get(asked.kind, asked.query.text).format(*asked.words)
    condition, given = _narrowed(asked.filters)
    base.execute(f"{HITS}{condition} ORDER BY rank LIMIT {SHOWN}", (text, *given)).fetchall()
    for filters, facets in countings(asked):
        condition, given = _narrowed(filters)
        counted = (
            f"SELECT name, value, count(*) FROM facets WHERE doc IN (SELECT rowid {MATCHING}{condition}) "  # noqa: S608
            f"AND name IN ({_marks(facets)}) GROUP BY 1, 2"
        )
        base.execute(counted, (text, *given, *facets)).fetchall()
    condition, given = _narrowed(asked.filters)
    total: int = base.execute(f"SELECT count(*) {MATCHING}{condition}", (text, *given)).fetchone()[0]
    return total


def _narrowed(filters: Mapping[str, tuple[str, ...]]) -> tuple[str, list[str]]:
    condition = "".join(
        f" AND EXISTS (SELECT 1 FROM facets WHERE doc = texts.rowid AND name = ? AND value IN ({_marks(values)}))"  # noqa: S608
        for values in filters.values()
    )
    return condition, [each for facet, values in filters.items() for each in (facet, *values)]


def _marks(values: tuple[str, ...]) -> str:
    return ", ".join("?" * len(values))
