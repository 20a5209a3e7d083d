"""Facet values of all documents, counted by class: a class is a distinct combination of facet values in a segment.

One histogram of classes therefore counts every value of every facet.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from catalog.facets import FACET_NAMES, ORDERED_FACETS
from catalog.search.engines.columnar.storage.array_file import Array
from catalog.search.engines.columnar.storage.columns import ANY_SIZE, concatenated_ranges
from catalog.search.engines.columnar.storage.segment import Segment
from catalog.search.facet_order import MAX_FACET_VALUES, facet_counts
from catalog.search.result import FacetCount
from catalog.taxonomy import Taxonomy
from catalog.weakly_bound import weakly_bound

FACET_BITS, COUNT_SHIFT = 56, 24
"""Codes are sorted by one number: their facet, then how many documents have them, then their rank in the facet."""
GATHER_RATIO = 4
"""If fewer than one class in this many has matches, only the codes of these classes are read; otherwise all are."""
CACHED_COUNTS = 20_000
"""Facet counts that are cached, as most are displayed again."""


class FacetClasses:
    """The classes of all segments, numbered consecutively, and their values as codes.

    A code is the number of a facet value. `of_doc` is each document's class, `count` the number of classes, and `codes`
    the codes of each facet.
    """

    def __init__(self, segments: Sequence[Segment], live: Array, taxonomy: Taxonomy) -> None:
        """Combine the segments' classes; labels come from classes with live documents."""
        self._taxonomy = taxonomy
        self._cached_count = lru_cache(maxsize=CACHED_COUNTS)(weakly_bound(self._facet_count))
        self._numbers: dict[tuple[str, str], int] = {}
        doc_class, self._pair_class, self._pair_code, self.count = self._combine(segments)
        self.of_doc = doc_class
        by_code = np.argsort(self._pair_code, kind="stable")
        self._classes_by_code = self._pair_class[by_code]
        self._code_at = np.searchsorted(self._pair_code[by_code], np.arange(len(self._numbers) + 1))
        self._class_at = np.searchsorted(self._pair_class, np.arange(self.count + 1))
        is_live = np.bincount(doc_class[live], minlength=self.count) > 0
        self._set_labels(segments, is_live, taxonomy)
        names = [facet for facet, _ in self._numbers]
        self.codes = {
            facet: np.array([code for code, name in enumerate(names) if name == facet], dtype=np.int64)
            for facet in FACET_NAMES
        }
        self._order, self._bounds = self._ordering(taxonomy)
        self._count_weight = np.full(len(names), 1 << COUNT_SHIFT, dtype=np.int64)
        for facet in ORDERED_FACETS:
            self._count_weight[self.codes[facet]] = 0  # their order does not depend on counts
        self.any_size = self.having("any_size", [ANY_SIZE[1]])

    def _combine(self, segments: Sequence[Segment]) -> tuple[Array, Array, Array, int]:
        """Return the class of each document, every pair of a class and a code of it, and the number of classes."""
        doc_class, pair_class, pair_code, count = [], [], [], 0
        for segment in segments:
            columns = segment.columns
            numbers = [self._numbers.setdefault(code[:2], len(self._numbers)) for code in segment.codes]
            doc_class.append(columns.doc_class + count)
            sizes = _sizes(columns.class_at)
            pair_class.append(np.repeat(np.arange(count, count + len(sizes)), sizes))
            pair_code.append(np.array(numbers, dtype=np.int64)[columns.class_code])
            count += len(sizes)
        return _concatenate(doc_class), _concatenate(pair_class), _concatenate(pair_code), count

    def _set_labels(self, segments: Sequence[Segment], is_live: Array, taxonomy: Taxonomy) -> None:
        """Set the label of each value; of several labels in records, the first in alphabetical order."""
        labels: dict[int, str] = {}
        count = 0
        for segment in segments:
            columns, codes = segment.columns, segment.codes
            sizes = _sizes(columns.class_at)
            used = np.unique(columns.class_code[np.repeat(is_live[count : count + len(sizes)], sizes)])
            count += len(sizes)
            for facet, value, label in (codes[number] for number in used):
                code = self._numbers[facet, value]
                labels[code] = min(filter(None, (labels.get(code), label)), default="")
        numbered = enumerate(self._numbers)
        self._labels = {
            key: labels.get(code) or taxonomy.label(*key) for code, key in numbered if key[0] in FACET_NAMES
        }
        self._keys = tuple(self._numbers)
        self._values = [value for _, value in self._keys]

    def _ordering(self, taxonomy: Taxonomy) -> tuple[Array, Array]:
        """Return the sort key of each code if counts are equal, and the lower bound of each facet's sort keys."""
        ordered = ((facet, enumerate(taxonomy.terms(facet))) for facet in ORDERED_FACETS)
        ranks = {(facet, term.value): rank for facet, terms in ordered for rank, term in terms}
        sort_keys = {key: (ranks.get(key, len(ranks)), label.casefold()) for key, label in self._labels.items()}
        order = np.full(len(self._numbers), len(FACET_NAMES) << FACET_BITS, dtype=np.int64)
        for number, facet in enumerate(FACET_NAMES):
            keys = sorted((key for key in self._labels if key[0] == facet), key=lambda key: (sort_keys[key], key[1]))
            order[[self._numbers[key] for key in keys]] = (number << FACET_BITS) + np.arange(len(keys))
        return order, (np.arange(len(FACET_NAMES) + 1) << FACET_BITS) - (1 << FACET_BITS - 1)

    def label(self, facet: str, value: str) -> str:
        """Return the label of a value."""
        return self._labels.get((facet, value)) or self._taxonomy.label(facet, value)

    def having(self, facet: str, values: Iterable[str]) -> Array:
        """Return for each class whether it has one of the values."""
        mask = np.zeros(self.count, dtype=bool)
        for value in values:
            if (code := self._numbers.get((facet, value))) is not None:
                mask[self._classes_by_code[self._code_at[code] : self._code_at[code + 1]]] = True
        return mask

    def code_counts(self, class_counts: Array) -> Array:
        """Return the number of documents with each code, given the number of documents in each class."""
        classes = (class_counts > 0).nonzero()[0]
        if len(classes) * GATHER_RATIO > self.count:
            return np.bincount(self._pair_code, class_counts[self._pair_class], len(self._numbers)).astype(np.int64)
        sizes = self._class_at[classes + 1] - self._class_at[classes]
        codes = self._pair_code[concatenated_ranges(self._class_at[classes], sizes)]
        return np.bincount(codes, np.repeat(class_counts[classes], sizes), len(self._numbers)).astype(np.int64)

    def value_counts(self, facet: str, docs: Array) -> Mapping[str, int]:
        """Return the number of documents with each value of a facet, without values that none of them has."""
        counts = self.code_counts(np.bincount(self.of_doc[docs], minlength=self.count))
        return {self._values[code]: int(counts[code]) for code in self.codes[facet] if counts[code]}

    def any_value(self, facet: str) -> list[str | None]:
        """Return one value of each class in a facet, None if it has none."""
        values: list[str | None] = [None] * self.count
        for pair in np.isin(self._pair_code, self.codes[facet]).nonzero()[0]:
            values[self._pair_class[pair]] = self._values[self._pair_code[pair]]
        return values

    def facet_counts(
        self, counts: Array, selected: Mapping[str, tuple[str, ...]], facets: Collection[str]
    ) -> dict[str, tuple[FacetCount, ...]]:
        """Return the counts of the facets, as `facet_order.facet_counts` does; `counts` has one for each code."""
        codes = counts.nonzero()[0]
        keys = self._order[codes] - counts[codes] * self._count_weight[codes]
        order = np.argsort(keys)
        codes, bounds = codes[order], np.searchsorted(keys[order], self._bounds).tolist()
        return {
            name: self._of_facet(name, counts, codes[first:end][:MAX_FACET_VALUES], selected.get(name, ()))
            for name, first, end in zip(FACET_NAMES, bounds, bounds[1:], strict=False)
            if name in facets
        }

    def _of_facet(self, facet: str, counts: Array, codes: Array, selected: tuple[str, ...]) -> tuple[FacetCount, ...]:
        """Return the counts of one facet, given its first codes in order."""
        if not selected:
            return tuple(map(self._cached_count, codes.tolist(), counts[codes].tolist()))
        selected_codes = {code for value in selected if (code := self._numbers.get((facet, value))) is not None}
        value_counts = {self._values[code]: int(counts[code]) for code in {*codes.tolist(), *selected_codes}}
        return facet_counts(facet, value_counts, selected, self.label, self._taxonomy)

    def _facet_count(self, code: int, count: int) -> FacetCount:
        facet, value = self._keys[code]
        return FacetCount(value, self.label(facet, value), count)


def _concatenate(parts: Sequence[Array]) -> Array:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _sizes(starts: Array) -> Array:
    return starts[1:].astype(np.int64) - starts[:-1].astype(np.int64)
