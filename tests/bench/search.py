"""Searching and building, beside Whoosh as it is usually used."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from whoosh import fields, index
from whoosh.qparser import MultifieldParser

from catalog.model import Entry
from catalog.search.engines.whoosh import open_searcher, open_writer
from catalog.search.query import Query
from catalog.taxonomy import load_taxonomy
from tests.bench.tables import median_ms

Rows = tuple[tuple[str, ...], list[tuple[str, ...]]]
ROUNDS = 5
TAXONOMY = load_taxonomy(Path(__file__).resolve().parents[2] / "corpus" / "taxonomy.yaml")


def build_rows(entries: list[Entry], folder: Path) -> Rows:
    """Build both indexes in `folder`; return how long it took, and how long one changed record takes."""
    (folder / "ours").mkdir()
    (folder / "naive").mkdir()
    ours = _timed(lambda: _write(folder / "ours", entries))
    naive = _timed(lambda: _write_naive(folder / "naive", entries))
    change = [_timed(lambda: _write(folder / "ours", entries[:1])) for _ in range(ROUNDS)]
    opened = [_timed(lambda: open_searcher(folder / "ours", TAXONOMY, "bench")) for _ in range(ROUNDS)]
    rows = [
        ("everything, s", f"{ours:.1f}", f"{naive:.1f}"),
        ("one changed record written, ms", median_ms(change), ""),
        ("index opened by a reader, ms", median_ms(opened), ""),
    ]
    return ("what", "this product", "naive Whoosh"), rows


def query_rows(entries: list[Entry], folder: Path) -> Rows:
    """Return the medians of kinds of queries, and how many times faster ours are."""
    searcher = open_searcher(folder / "ours", TAXONOMY, "bench")
    naive = index.open_dir(str(folder / "naive"))
    rows = []
    with naive.searcher() as reader:
        for kind, texts in _texts(entries).items():
            ours: list[float] = []
            theirs: list[float] = []
            for text in texts * ROUNDS:
                ours.append(_timed(lambda text=text: searcher.search(Query(text))))
                theirs.append(_timed(lambda text=text: _search_naive(reader, naive.schema, text)))
            ratio = sum(theirs) / sum(ours)
            rows.append((kind, median_ms(ours), median_ms(theirs), f"{ratio:.1f}"))
    return ("query", "this product, ms", "naive Whoosh, ms", "times faster"), rows


def _texts(entries: list[Entry]) -> dict[str, list[str]]:
    chance = random.Random(11)  # noqa: S311  # the same queries each time
    titles = [[word for word in each.record.title.split() if word.isalpha() and len(word) > 4] for each in entries]
    picked = [words for words in chance.sample(titles, min(200, len(titles))) if len(words) > 1][:12]
    return {
        "one word": [words[0] for words in picked],
        "all of two words": [" ".join(words[:2]) for words in picked],
        "either of two words": [" OR ".join(words[:2]) for words in picked],
        "phrase": [f'"{words[0]} {words[1]}"' for words in picked],
        "prefix": [f"{words[0][:4]}*" for words in picked],
    }


def _timed(call: Callable[[], Any]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def _write(folder: Path, entries: list[Entry]) -> None:
    writer = open_writer(folder, TAXONOMY)
    for entry in entries:
        writer.put(entry)
    writer.commit()


def _write_naive(folder: Path, entries: list[Entry]) -> None:
    text = fields.TEXT(stored=True)
    schema = fields.Schema(
        id=fields.ID(unique=True, stored=True),
        title=text,
        summary=text,
        body=text,
        topic=fields.KEYWORD(stored=True, commas=True, sortable=True),
        format=fields.KEYWORD(stored=True, sortable=True),
        publisher=fields.KEYWORD(stored=True, commas=True, sortable=True),
    )
    with index.create_in(str(folder), schema).writer() as writer:
        for entry in entries:
            writer.add_document(
                id=entry.record.id,
                title=entry.record.title,
                summary=entry.record.summary or "",
                body="\n".join(passage.text for passage in entry.passages),
                topic=",".join(entry.record.topics),
                format=entry.record.format or "",
                publisher=",".join(entry.record.publishers),
            )


def _search_naive(reader: Any, schema: Any, text: str) -> None:
    query = MultifieldParser(["title", "summary", "body"], schema).parse(text)
    results = reader.search(query, limit=10, groupedby=["topic", "format", "publisher"])
    for facet in ("topic", "format", "publisher"):
        {value: len(found) for value, found in results.groups(facet).items()}
    for hit in results:
        hit.highlights("summary")
        hit.highlights("body")
