"""`python -m tests.bench.spelling` measures how often typos are corrected, and correct queries are left unchanged."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from catalog.search.spelling.did_you_mean import Speller
from catalog.search.text.analyzer import TOKEN_PATTERN
from catalog.search.text.vocabulary import Vocabulary, WordCounter, surface
from tests.bench.catalogs import SPELLING_INDEXES, TextsByField, data_files, index_texts, tsv_rows
from tests.bench.tables import elapsed_s, format_table, median_ms

Pairs = Sequence[tuple[str, str]]
"""Typed and intended queries."""
CORRECT_QUERIES = ("doj_subject_terms.tsv", "pop_titles.txt")
MAX_UNSEEN_TITLES = 5_000
"""Titles of records outside an index that are tested at most."""


def spelling_tables() -> str:
    """Return two tables with a row for each index; an empty text if there are no lists of misspelled words."""
    word_lists = {path.stem: _word_pairs(path) for path in data_files("spelling/*.tsv")}
    if not word_lists:
        return ""
    query_rows, word_rows = [], []
    for name, catalogs in SPELLING_INDEXES.items():
        entries = list(index_texts(catalogs))
        vocabulary = _vocabulary(entries)
        speller = Speller(vocabulary)
        query_rows.append((name, *_query_figures(speller, vocabulary), *_unseen_title_figures(entries)))
        word_rows += [
            (name, list_name, *_correction_figures(speller, vocabulary, pairs, unknown_only=True))
            for list_name, pairs in word_lists.items()
        ]
    size, corrections = ("records", "words", "build, ms"), ("queries", "first", "first three", "median, ms")
    unchanged = ("correct queries", "unchanged", "unseen titles", "unchanged")
    query_table = format_table("Misspelled queries", ("index", *size, *corrections, *unchanged), query_rows)
    return "\n".join((query_table, format_table("Misspelled words", ("index", "list", *corrections), word_rows)))


def _query_figures(speller: Speller, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the size of an index, and its figures for misspelled and for correct queries."""
    pairs = [(row[0], row[1]) for path in data_files("queries/typo_queries.tsv") for row in tsv_rows(path)[1:]]
    paths = (path for name in CORRECT_QUERIES for path in data_files(f"queries/{name}"))
    correct = [row[0] for path in paths for row in tsv_rows(path)]
    build_ms = median_ms([elapsed_s(Speller, vocabulary) for _ in range(5)])
    return (
        *(f"{vocabulary.entries:,}", f"{len(vocabulary.words):,}", build_ms),
        *_correction_figures(speller, vocabulary, pairs),
        *_unchanged_figures(speller, vocabulary, [*correct, *dict(pairs).values()]),
    )


def _unseen_title_figures(entries: Sequence[TextsByField]) -> tuple[str, ...]:
    """Return how often an index of every other record leaves the titles of the rest unchanged."""
    vocabulary = _vocabulary(entries[::2])
    titles = [title for texts in entries[1::2] for title in texts["title"]][:MAX_UNSEEN_TITLES]
    return _unchanged_figures(Speller(vocabulary), vocabulary, titles)


def _vocabulary(entries: Iterable[TextsByField]) -> Vocabulary:
    counter = WordCounter()
    for texts in entries:
        counter.add(texts)
    return counter.vocabulary()


def _word_pairs(path: Path) -> Pairs:
    pairs = {(row[0].lower(), row[1].lower()) for row in tsv_rows(path)}
    return sorted(pair for pair in pairs if "".join(pair).isalpha() and pair[0] != pair[1])


def _correction_figures(
    speller: Speller, vocabulary: Vocabulary, pairs: Pairs, *, unknown_only: bool = False
) -> tuple[str, ...]:
    """Return the number of pairs, how many are corrected first and among the first three, and the median time.

    Only pairs whose intended words are in the index count; `unknown_only` also leaves out those that have the typed
    words in the index.
    """
    ranks, times = [], []
    for typed, intended in pairs:
        if _has_words(vocabulary, intended) and not (unknown_only and _has_words(vocabulary, typed)):
            started = time.perf_counter()
            corrections = [spelling.text.lower() for spelling in speller.corrections(typed)]
            times.append(time.perf_counter() - started)
            ranks.append(corrections.index(intended.lower()) if intended.lower() in corrections else 3)
    first = sum(rank == 0 for rank in ranks)
    first_three = sum(rank < 3 for rank in ranks)
    return f"{len(ranks):,}", _share(first, ranks), _share(first_three, ranks), median_ms(times)


def _unchanged_figures(speller: Speller, vocabulary: Vocabulary, correct: Sequence[str]) -> tuple[str, ...]:
    known = [text for text in correct if _has_words(vocabulary, text)]
    return f"{len(known):,}", _share(sum(not speller.corrections(text) for text in known), known)


def _has_words(vocabulary: Vocabulary, text: str) -> bool:
    return all(vocabulary.count(surface(piece)) for piece in TOKEN_PATTERN.findall(text) if piece[0].isalpha())


def _share(part: int, of: Sequence[object]) -> str:
    return f"{part / max(len(of), 1):.1%}"


if __name__ == "__main__":
    print(spelling_tables())
