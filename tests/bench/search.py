"""Searching and building, beside the peers that are installed."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median as _median
from typing import Any

from catalog.model import Entry
from catalog.search.engines.whoosh import open_searcher, open_writer
from catalog.search.query import Query
from catalog.taxonomy import load_taxonomy
from tests.bench.peers import Ask, peers
from tests.bench.tables import median_ms, middle_and_slow_ms

Rows = tuple[tuple[str, ...], list[tuple[str, ...]]]
ROUNDS = 5
TAXONOMY = load_taxonomy(Path(__file__).resolve().parents[2] / "corpus" / "taxonomy.yaml")


def build_rows(entries: list[Entry], folder: Path) -> Rows:
    """Build our index in `folder`; return how long that takes, one changed record, and opening it."""
    folder.mkdir()
    whole = _timed(lambda: _write(folder, entries))
    change = [_timed(lambda: _write(folder, entries[:1])) for _ in range(ROUNDS)]
    opened = [_timed(lambda: open_searcher(folder, TAXONOMY, "bench")) for _ in range(ROUNDS)]
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    return ("what", "figure"), [
        ("everything, s", f"{whole:.1f}"),
        ("one changed record written, ms", median_ms(change)),
        ("index opened by a reader, ms", median_ms(opened)),
        ("index on disk, MB", f"{size:.1f}"),
    ]


def query_rows(entries: list[Entry], folder: Path) -> Rows:
    """Return medians and 95th percentiles by kind of query, and how many times faster we are than each peer.

    Every query is asked first of a fresh searcher, then ROUNDS times in turn of ours and of each peer.
    """
    asked = peers(entries, folder)
    searcher = open_searcher(folder / "ours", TAXONOMY, "bench")
    searcher.search(Query())
    rows = []
    for kind, texts in _texts(entries).items():
        first = [_timed(lambda text=text: searcher.search(Query(text))) for text in texts]
        ours, theirs = _interleaved(searcher, asked, texts * ROUNDS)
        click = [_timed(lambda text=text: searcher.search(Query(text, {"format": ("publication",)}))) for text in texts]
        figures = (middle_and_slow_ms(times) for times in (first, ours, click))
        ratios = (f"{_median(theirs[name]) / _median(ours):.1f}" if theirs[name] else "-" for name in asked)
        rows.append((kind, *figures, *ratios))
    head = ("query", "first time, ms (p50 / p95)", "again, ms", "facet clicked, ms", *(f"x {name}" for name in asked))
    return head, rows


def _interleaved(searcher: Any, asked: dict[str, Ask], texts: list[str]) -> tuple[list[float], dict[str, list[float]]]:
    ours: list[float] = []
    theirs: dict[str, list[float]] = {name: [] for name in asked}
    for text in texts:
        ours.append(_timed(lambda text=text: searcher.search(Query(text))))
        for name, ask in asked.items():
            try:
                theirs[name].append(_timed(lambda ask=ask, text=text: ask(text)))
            except ValueError:
                continue
    return ours, theirs


def _texts(entries: list[Entry]) -> dict[str, list[str]]:
    chance = random.Random(11)  # noqa: S311  # the same queries each time
    titles = [[word for word in each.record.title.split() if word.isalpha() and len(word) > 4] for each in entries]
    picked = [words for words in chance.sample(titles, min(400, len(titles))) if len(words) > 1][:40]
    return {
        "one word": [words[0] for words in picked],
        "all of two words": [" ".join(words[:2]) for words in picked],
        "either of two words": [" OR ".join(words[:2]) for words in picked],
        "phrase": [f'"{words[0]} {words[1]}"' for words in picked],
        "prefix": [f"{words[0][:4].lower()}*" for words in picked],
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
