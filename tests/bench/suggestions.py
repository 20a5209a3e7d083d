"""`python -m tests.bench.suggestions`: how long suggestions take while titles are typed letter by letter."""

from __future__ import annotations

import random
import statistics
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from catalog.search.result import FacetCount
from catalog.search.spelling import Speller
from catalog.search.suggest import Suggester
from catalog.search.vocabulary import Vocabulary, WordCounter
from catalog.taxonomy import Taxonomy, slug
from tests.bench.catalogs import INDEXES, TAXONOMY, Texts, data_folder, index_texts
from tests.bench.tables import median_ms, table

SIZES = (252, 10_000, 60_000)
TITLES = 60
ROUNDS = 3
TYPED = 24
"""Letters of a title that are typed."""


class Source:
    """What suggestions are made from, without an engine; publishers with counts, topics and formats with one each."""

    generation = "bench"
    taxonomy: Taxonomy = TAXONOMY

    def __init__(self, entries: list[Texts]) -> None:
        """Count the words."""
        counter = WordCounter()
        for texts in entries:
            counter.add(texts)
        self.vocabulary: Vocabulary = counter.vocabulary()
        self.speller = Speller(self.vocabulary)
        self.names = [texts["title"][0] for texts in entries if texts["title"]]
        self._publishers = Counter(name for texts in entries for name in texts["publisher"][:1])

    def titles(self) -> Iterator[tuple[str, str, str | None]]:
        """Yield the titles, numbered."""
        return ((str(number), title, None) for number, title in enumerate(self.names))

    def values(self, facet: str) -> tuple[FacetCount, ...]:
        """Return a facet's values."""
        if facet == "publisher":
            return tuple(FacetCount(slug(name), name, count) for name, count in self._publishers.items())
        return tuple(FacetCount(term.value, term.label, 1) for term in self.taxonomy.terms(facet))


def suggestion_table(folder: Path) -> str:
    """Measure each size, and return a table; times are the best of ROUNDS."""
    entries = list(index_texts(list(INDEXES.values())[-1], folder))
    measured = [_measured(Source(entries[:size])) for size in SIZES]
    return table("Suggestions", ("records", "prepared ms", "kept MB", "suggested", "median ms", "95% ms"), measured)


def _measured(source: Source) -> tuple[str, ...]:
    prepared = f"{_best_s(lambda: Suggester(source).suggest('police', 8)) * 1000:.0f}"
    suggester = Suggester(source)
    titles = random.Random(3).sample(source.names, TITLES)  # noqa: S311  # the same titles each time
    typed = [title[:end] for title in titles for end in range(2, min(len(title), TYPED) + 1)]
    times = [_best_s(lambda text=text: suggester.suggest(text, 8)) for text in typed]
    slow = median_ms([statistics.quantiles(times, n=20)[-1]])
    kept = f"{_kept_mb(source):.1f}"
    return f"{len(source.names):,}", prepared, kept, f"{len(typed):,}", median_ms(times), slow


def _best_s(call: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return min(times)


def _kept_mb(source: Source) -> float:
    tracemalloc.start()
    suggester = Suggester(source)
    suggester.suggest("police", 8)
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return kept / 1e6


if __name__ == "__main__":
    print(suggestion_table(data_folder()))
