"""`python -m tests.bench.spelling`: how often the intended query is proposed, and how seldom a right one is doubted."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from catalog.search.suggest.did_you_mean import Speller
from catalog.search.suggest.vocabulary import Vocabulary, WordCounter, surface
from catalog.search.text.analyzer import PIECE
from tests.bench.catalogs import INDEXES, Texts, found, index_texts, rows
from tests.bench.tables import median_ms, table, timed_s

Pairs = Sequence[tuple[str, str]]
"""What was typed, and what was meant."""
LEFT = ("left alone",)
RIGHT = ("doj_subject_terms.tsv", "pop_titles.txt")
UNSEEN = 5_000
"""Titles of records that an index does not have, at most."""


def spelling() -> str:
    """Measure every index, and return two tables; nothing where there are no lists of words."""
    lists = {path.stem: _pairs(path) for path in found("spelling/*.tsv")}
    if not lists:
        return ""
    measured, single = [], []
    for name, catalogs in INDEXES.items():
        entries = list(index_texts(catalogs))
        speller = Speller(known := _vocabulary(entries))
        measured.append((name, *_measured(speller, known), *_unseen(entries)))
        single += [(name, each, *_proposed(speller, known, pairs, unknown=True)) for each, pairs in lists.items()]
    size, head = ("records", "words", "built ms"), ("queries", "first", "first three", "median ms")
    queries = ("index", *size, *head, "right ones", *LEFT, "unseen titles", *LEFT)
    alone = table("Misspelled words alone", ("index", "list", *head), single)
    return "\n".join((table("Misspelled queries", queries, measured), alone))


def _measured(speller: Speller, known: Vocabulary) -> tuple[str, ...]:
    """Return the size of an index, how it does on misspelled queries, and on right ones."""
    queries = [(row[0], row[1]) for path in found("queries/typo_queries.tsv") for row in rows(path)[1:]]
    paths = (path for name in RIGHT for path in found(f"queries/{name}"))
    right = [row[0] for path in paths for row in rows(path)]
    size = f"{known.entries:,}", f"{len(known.words):,}", median_ms([timed_s(Speller, known) for _ in range(5)])
    return (*size, *_proposed(speller, known, queries), *_left(speller, known, [*right, *dict(queries).values()]))


def _unseen(entries: Sequence[Texts]) -> tuple[str, ...]:
    """Return how titles of every second record are left alone by an index of the others."""
    known = _vocabulary(entries[::2])
    titles = [title for texts in entries[1::2] for title in texts["title"]][:UNSEEN]
    return _left(Speller(known), known, titles)


def _vocabulary(entries: Iterable[Texts]) -> Vocabulary:
    counter = WordCounter()
    for texts in entries:
        counter.add(texts)
    return counter.vocabulary()


def _pairs(path: Path) -> Pairs:
    pairs = {(row[0].lower(), row[1].lower()) for row in rows(path)}
    return sorted(pair for pair in pairs if "".join(pair).isalpha() and pair[0] != pair[1])


def _proposed(speller: Speller, known: Vocabulary, pairs: Pairs, *, unknown: bool = False) -> tuple[str, ...]:
    """Return how many of the pairs count, how many are proposed first and among three, and the median time.

    Those count whose intended words the index has; `unknown` leaves out those that it has as they were typed.
    """
    ranks, times = [], []
    for typed, meant in pairs:
        if _knows(known, meant) and not (unknown and _knows(known, typed)):
            started = time.perf_counter()
            proposed = [each.text.lower() for each in speller.corrections(typed)]
            times.append(time.perf_counter() - started)
            ranks.append(proposed.index(meant.lower()) if meant.lower() in proposed else 3)
    first = sum(rank == 0 for rank in ranks)
    among = sum(rank < 3 for rank in ranks)
    return f"{len(ranks):,}", _share(first, ranks), _share(among, ranks), median_ms(times)


def _left(speller: Speller, known: Vocabulary, right: Sequence[str]) -> tuple[str, ...]:
    there = [text for text in right if _knows(known, text)]
    return f"{len(there):,}", _share(sum(not speller.corrections(text) for text in there), there)


def _knows(known: Vocabulary, text: str) -> bool:
    return all(known.count(surface(piece)) for piece in PIECE.findall(text) if piece[0].isalpha())


def _share(part: int, of: Sequence[object]) -> str:
    return f"{part / max(len(of), 1):.1%}"


if __name__ == "__main__":
    print(spelling())
