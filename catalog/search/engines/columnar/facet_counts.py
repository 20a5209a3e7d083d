"""Facet values of all documents: one class for each combination in a segment, so that counting is one histogram."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from catalog.facets import FACET_NAMES, ORDERED_FACETS
from catalog.search.engines.columnar.array_file import Array
from catalog.search.engines.columnar.columns import ANY_SIZE, spread
from catalog.search.engines.columnar.segment import Segment
from catalog.search.facet_order import MAX_FACET_VALUES, facet_counts
from catalog.search.result import FacetCount
from catalog.taxonomy import Taxonomy

FACET_BITS, COUNT_SHIFT = 56, 24
"""Codes are sorted by one number: their facet, then how many documents have them, then their place in the facet."""
FEW = 4
"""The codes of classes with matches are gathered where these are fewer than one in so many; else all are counted."""
KEPT_COUNTS = 20_000
"""Facet counts that were shown and are kept ready to be shown again."""


class Classes:
    """The classes of all segments, numbered through, and their values as codes.

    `of_doc` is each document's class, `count` how many classes there are, `codes` has the codes of each facet.
    """

    def __init__(self, segments: Sequence[Segment], live: Array, taxonomy: Taxonomy) -> None:
        """Put the segments' classes side by side; labels come from classes with living documents."""
        self._taxonomy = taxonomy
        self._count = lru_cache(maxsize=KEPT_COUNTS)(self._make_count)
        self._numbers: dict[tuple[str, str], int] = {}
        klass, self._pair_class, self._pair_code, self.count = self._joined(segments)
        self.of_doc = klass
        by_code = np.argsort(self._pair_code, kind="stable")
        self._of_code = self._pair_class[by_code]
        self._code_at = np.searchsorted(self._pair_code[by_code], np.arange(len(self._numbers) + 1))
        self._at = np.searchsorted(self._pair_class, np.arange(self.count + 1))
        alive = np.bincount(klass[live], minlength=self.count) > 0
        self._name(segments, alive, taxonomy)
        names = [facet for facet, _ in self._numbers]
        self.codes = {
            facet: np.array([code for code, name in enumerate(names) if name == facet], dtype=np.int64)
            for facet in FACET_NAMES
        }
        self._order, self._bounds = self._ordering(taxonomy)
        self._worth = np.full(len(names), 1 << COUNT_SHIFT, dtype=np.int64)
        for facet in ORDERED_FACETS:
            self._worth[self.codes[facet]] = 0  # however many documents have the value
        self.any_size = self.having("any_size", [ANY_SIZE[1]])

    def _joined(self, segments: Sequence[Segment]) -> tuple[Array, Array, Array, int]:
        klass, pair_class, pair_code, count = [], [], [], 0
        for segment in segments:
            columns = segment.columns
            numbers = [self._numbers.setdefault(code[:2], len(self._numbers)) for code in segment.codes]
            klass.append(columns.klass + count)
            sizes = _sizes(columns.class_at)
            pair_class.append(np.repeat(np.arange(count, count + len(sizes)), sizes))
            pair_code.append(np.array(numbers, dtype=np.int64)[columns.class_code])
            count += len(sizes)
        return _one(klass), _one(pair_class), _one(pair_code), count

    def _name(self, segments: Sequence[Segment], alive: Array, taxonomy: Taxonomy) -> None:
        """Find each value's label, the first in the alphabet where several are written, and the labels' order."""
        written: dict[int, str] = {}
        count = 0
        for segment in segments:
            columns, codes = segment.columns, segment.codes
            sizes = _sizes(columns.class_at)
            used = np.unique(columns.class_code[np.repeat(alive[count : count + len(sizes)], sizes)])
            count += len(sizes)
            for facet, value, label in (codes[number] for number in used):
                code = self._numbers[facet, value]
                written[code] = min(filter(None, (written.get(code), label)), default="")
        named = enumerate(self._numbers)
        self._labels = {key: written.get(code) or taxonomy.label(*key) for code, key in named if key[0] in FACET_NAMES}
        self._keys = tuple(self._numbers)
        self._values = [value for _, value in self._keys]

    def _ordering(self, taxonomy: Taxonomy) -> tuple[Array, Array]:
        """Return what to sort codes by where counts are equal, facet by facet, and where each facet begins in that."""
        ordered = ((facet, enumerate(taxonomy.terms(facet))) for facet in ORDERED_FACETS)
        ranks = {(facet, term.value): rank for facet, terms in ordered for rank, term in terms}
        places = {key: (ranks.get(key, len(ranks)), label.casefold()) for key, label in self._labels.items()}
        order = np.full(len(self._numbers), len(FACET_NAMES) << FACET_BITS, dtype=np.int64)
        for number, facet in enumerate(FACET_NAMES):
            keys = sorted((key for key in self._labels if key[0] == facet), key=lambda key: (places[key], key[1]))
            order[[self._numbers[key] for key in keys]] = (number << FACET_BITS) + np.arange(len(keys))
        return order, (np.arange(len(FACET_NAMES) + 1) << FACET_BITS) - (1 << FACET_BITS - 1)

    def label(self, facet: str, value: str) -> str:
        """Return how people read a value."""
        return self._labels.get((facet, value)) or self._taxonomy.label(facet, value)

    def having(self, facet: str, values: Iterable[str]) -> Array:
        """Tell for each class whether it has one of the values."""
        found = np.zeros(self.count, dtype=bool)
        for value in values:
            if (code := self._numbers.get((facet, value))) is not None:
                found[self._of_code[self._code_at[code] : self._code_at[code + 1]]] = True
        return found

    def values(self, weights: Array) -> Array:
        """Return how many documents have each code, from how many each class has."""
        there = (weights > 0).nonzero()[0]
        if len(there) * FEW > self.count:
            return np.bincount(self._pair_code, weights[self._pair_class], len(self._numbers)).astype(np.int64)
        sizes = self._at[there + 1] - self._at[there]
        codes = self._pair_code[spread(self._at[there], sizes)]
        return np.bincount(codes, np.repeat(weights[there], sizes), len(self._numbers)).astype(np.int64)

    def all_values(self, facet: str, docs: Array) -> Mapping[str, int]:
        """Return every value that some of the documents have in a facet, with how many do."""
        counts = self.values(np.bincount(self.of_doc[docs], minlength=self.count))
        return {self._values[code]: int(counts[code]) for code in self.codes[facet] if counts[code]}

    def first_of(self, facet: str) -> list[str | None]:
        """Return one value of each class in a facet, None where it has none."""
        found: list[str | None] = [None] * self.count
        for place in np.isin(self._pair_code, self.codes[facet]).nonzero()[0]:
            found[self._pair_class[place]] = self._values[self._pair_code[place]]
        return found

    def shown(
        self, counts: Array, selected: Mapping[str, tuple[str, ...]], facets: Collection[str]
    ) -> dict[str, tuple[FacetCount, ...]]:
        """Return the facets' values as `facets.facet_counts` does; `counts` has one for each code."""
        codes = counts.nonzero()[0]
        keys = self._order[codes] - counts[codes] * self._worth[codes]
        order = np.argsort(keys)
        codes, bounds = codes[order], np.searchsorted(keys[order], self._bounds).tolist()
        return {
            name: self._of_facet(name, counts, codes[first:end][:MAX_FACET_VALUES], selected.get(name, ()))
            for name, first, end in zip(FACET_NAMES, bounds, bounds[1:], strict=False)
            if name in facets
        }

    def _of_facet(self, facet: str, counts: Array, codes: Array, selected: tuple[str, ...]) -> tuple[FacetCount, ...]:
        """Return the values to show of one facet, whose first codes in order are given."""
        if not selected:
            return tuple(map(self._count, codes.tolist(), counts[codes].tolist()))
        chosen = {code for value in selected if (code := self._numbers.get((facet, value))) is not None}
        found = {self._values[code]: int(counts[code]) for code in {*codes.tolist(), *chosen}}
        return facet_counts(facet, found, selected, self.label, self._taxonomy)

    def _make_count(self, code: int, count: int) -> FacetCount:
        facet, value = self._keys[code]
        return FacetCount(value, self.label(facet, value), count)


def _one(parts: Sequence[Array]) -> Array:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _sizes(starts: Array) -> Array:
    return starts[1:].astype(np.int64) - starts[:-1].astype(np.int64)
