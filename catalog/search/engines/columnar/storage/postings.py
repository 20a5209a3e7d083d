"""Rows of postings: the occurrences of a word, phrase or prefix in the documents of a segment, by array arithmetic."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from catalog.search.engines.columnar.storage.array_file import Array
from catalog.search.engines.columnar.storage.columns import FIELD_NUMBERS, POSITION_BITS, Columns, concatenated_ranges
from catalog.search.engines.columnar.storage.segment import Segment
from catalog.search.query.tree import Phrase, Prefix, Spellings, Word
from catalog.search.text.fields import FIELDS, OUTSIDE_PUBLISHER

FIELD_BITS = 4
"""A key is a document and a field as one number: document << FIELD_BITS | field."""
HISTOGRAM_RATIO = 32
"""Keys are counted by sorting if at most one in this many possible keys occurs; otherwise a histogram is faster."""


class Rows(NamedTuple):
    """How often something occurs (`size`) in each field of each document; ascending by document, then field."""

    doc: Array
    field: Array
    size: Array

    def where(self, mask: Array) -> Rows:
        """Return the rows for which `mask` is true."""
        return Rows(self.doc[mask], self.field[mask], self.size[mask])


NO_ROWS = Rows(np.zeros(0, np.int32), np.zeros(0, np.uint8), np.zeros(0, np.int64))


def field_mask(fields: Array, field: str) -> Array:
    """Return which of the fields, by number, are in the scope of a leaf's field."""
    is_outside = field == OUTSIDE_PUBLISHER
    number = FIELD_NUMBERS["publisher" if is_outside else field]
    mask: Array = fields != number if is_outside else fields == number
    return mask


def word_rows(segment: Segment, term: str) -> Rows:
    """Return the rows of one term."""
    columns, (first, end) = segment.columns, segment.row_range(term)
    return Rows(columns.doc[first:end], columns.field[first:end], np.diff(columns.position_at[first : end + 1]))


def phrase_rows(segment: Segment, terms: Sequence[str], field: str | None, docs: Array | None = None) -> Rows:
    """Return the rows in which the terms follow each other; `docs`, ascending, limits them to these documents."""
    keys, occurrences = _phrase_occurrences(segment, terms, field, docs)
    counts = np.bincount(occurrences >> POSITION_BITS, minlength=len(keys)) if len(keys) else np.zeros(0, np.int64)
    is_match = counts > 0
    return _rows_from_keys(keys[is_match], counts[is_match])


def leaf_rows(segment: Segment, leaf: Word | Phrase | Spellings, docs: Array | None = None) -> Rows:
    """Return the rows of a leaf in texts of any language; `docs` limits those of phrases."""
    rows, *others = (
        word_rows(segment, terms[0]) if len(terms) == 1 else phrase_rows(segment, terms, leaf.field, docs)
        for terms in leaf.alternatives(segment.markers)
    )
    for other in others:
        rows = _merged(rows, other) if len(other.doc) else rows
    return rows


def _merged(rows: Rows, others: Rows) -> Rows:
    """Return the rows of two alternatives as one. The others are few, so inserting them costs less than sorting."""
    keys, other_keys = (part.doc.astype(np.int64) << FIELD_BITS | part.field for part in (rows, others))
    indexes, is_shared = np.searchsorted(keys, other_keys), sorted_isin(other_keys, keys)
    size = rows.size.astype(np.int64)
    size[indexes[is_shared]] += others.size[is_shared].astype(np.int64)
    indexes, added = indexes[~is_shared], others.where(~is_shared)
    return Rows(*map(np.insert, (rows.doc, rows.field, size), (indexes,) * 3, added))


def rows_and_positions(segment: Segment, leaf: Word | Phrase | Spellings, docs: Array) -> tuple[Rows, Array, Array]:
    """Return the rows of a leaf in some documents, and for each occurrence its row's number and position."""
    alternatives = [
        _phrase_occurrences(segment, terms, leaf.field, docs) for terms in leaf.alternatives(segment.markers)
    ]
    keys = reduce(np.union1d, (own_keys for own_keys, _ in alternatives))
    numbers = np.concatenate(
        [np.searchsorted(keys, own_keys)[occurrences >> POSITION_BITS] for own_keys, occurrences in alternatives]
    )
    positions = np.concatenate([occurrences & (2**POSITION_BITS - 1) for _, occurrences in alternatives])
    return _rows_from_keys(keys, np.bincount(numbers, minlength=len(keys))), numbers, positions


def _rows_from_keys(keys: Array, counts: Array) -> Rows:
    return Rows((keys >> FIELD_BITS).astype(np.int32), (keys & (2**FIELD_BITS - 1)).astype(np.uint8), counts)


def _phrase_occurrences(
    segment: Segment, terms: Sequence[str], field: str | None, docs: Array | None
) -> tuple[Array, Array]:
    """Return the keys that have all terms, and key number << POSITION_BITS | position for each occurrence."""
    columns = segment.columns
    by_term = [_keys_and_rows(columns, _rows_in_docs(columns, *segment.row_range(term), docs), field) for term in terms]
    fewest_first = sorted(by_term, key=lambda keys_and_rows: len(keys_and_rows[0]))
    shared = fewest_first[0][0]
    for keys, _ in fewest_first:
        shared = shared[sorted_isin(shared, keys)]
    occurrences: Array | None = None
    for offset, (keys, rows) in enumerate(by_term):
        of_term = _occurrences(columns, rows[np.searchsorted(keys, shared)], offset)
        occurrences = of_term if occurrences is None else occurrences[sorted_isin(occurrences, of_term)]
    return shared, np.zeros(0, np.int64) if occurrences is None else occurrences


def _rows_in_docs(columns: Columns, first: int, end: int, docs: Array | None) -> Array:
    """Return the numbers of the rows from `first` to before `end` that belong to the documents."""
    if docs is None:
        return np.arange(first, end)
    row_docs = columns.doc[first:end]
    low = np.searchsorted(row_docs, docs)
    return concatenated_ranges(first + low, np.searchsorted(row_docs, docs, side="right") - low)


def _keys_and_rows(columns: Columns, rows: Array, field: str | None) -> tuple[Array, Array]:
    """Return the keys of the rows, and the rows; only those of `field` unless it is None."""
    fields = columns.field[rows]
    if field is not None:
        in_field = field_mask(fields, field)
        rows, fields = rows[in_field], fields[in_field]
    return columns.doc[rows].astype(np.int64) << FIELD_BITS | fields, rows


def _occurrences(columns: Columns, rows: Array, offset: int) -> Array:
    """Return number << POSITION_BITS | position - offset for every occurrence, rows numbered in order; ascending."""
    starts = columns.position_at[rows].astype(np.int64)
    sizes = columns.position_at[rows + 1].astype(np.int64) - starts
    positions = columns.position[concatenated_ranges(starts, sizes)].astype(np.int64) - offset
    numbers = np.repeat(np.arange(len(rows), dtype=np.int64), sizes)
    is_valid = positions >= 0
    return numbers[is_valid] << POSITION_BITS | positions[is_valid]


def sorted_isin(values: Array, others: Array) -> Array:
    """Return for each value whether it is in `others`, as `np.isin` does; both arrays ascend."""
    if not len(others):
        return np.zeros(len(values), dtype=bool)
    indexes = np.searchsorted(others, values)
    indexes[indexes == len(others)] = 0
    is_member: Array = others[indexes] == values
    return is_member


def prefix_rows(segment: Segment, numbers: Collection[int]) -> Rows:
    """Return the rows of several terms, by their numbers, as if they were one term."""
    columns = segment.columns
    terms = np.array(sorted(numbers), dtype=np.int64)
    if not len(terms):
        return NO_ROWS
    first = columns.row_at[terms].astype(np.int64)
    rows = concatenated_ranges(first, columns.row_at[terms + 1].astype(np.int64) - first)
    keys = columns.doc[rows].astype(np.int64) << FIELD_BITS | columns.field[rows]
    counts = columns.position_at[rows + 1] - columns.position_at[rows]
    if len(keys) * HISTOGRAM_RATIO < columns.count << FIELD_BITS:
        distinct_keys, inverse = np.unique(keys, return_inverse=True)
        totals = np.bincount(inverse, counts)
    else:
        histogram = np.bincount(keys, counts)
        distinct_keys = (histogram > 0).nonzero()[0]  # three times as fast as nonzero() of floats
        totals = histogram[distinct_keys]
    return _rows_from_keys(distinct_keys, totals.astype(np.int64))


def prefix_terms(segment: Segment, leaf: Prefix) -> Sequence[range]:
    """Return the numbers of the terms that match a prefix: a range for each language, and one for each stem."""
    ranges = [_terms_starting_with(segment, start.encode()) for start in leaf.starts(segment.markers)]
    stems = (segment.terms.find(stem.encode()) for stem in leaf.stems(segment.markers))
    return [*ranges, *(range(number, number + 1) for number in stems if number is not None)]


def _terms_starting_with(segment: Segment, start: bytes) -> range:
    terms = segment.terms
    return range(terms.bisect_left(start), terms.bisect_left(start + b"\xff"))  # no UTF-8 has this byte


def document_counts(segment: Segment, terms: range, live: Array, field: str | None) -> Array:
    """Return for each of the terms how many live documents have it."""
    columns = segment.columns
    bounds = columns.row_at[terms.start : terms.stop + 1].astype(np.int64)
    first, end = int(bounds[0]), int(bounds[-1])
    docs, fields = columns.doc[first:end], columns.field[first:end]
    is_counted = live[docs]
    if field is None:
        is_new = np.ones(end - first, dtype=bool)
        is_new[1:] = docs[1:] != docs[:-1]
        is_new[bounds[:-1] - first] = True
        is_counted &= is_new
    else:
        is_counted &= fields == FIELD_NUMBERS[field]
    return np.add.reduceat(is_counted, bounds[:-1] - first, dtype=np.int64)


def body_positions(segment: Segment, doc: int, terms: Sequence[str]) -> Array:
    """Return the positions in a document's body at which the terms begin to follow each other."""
    columns = segment.columns
    body = len(FIELDS) - 1
    matching: Array | None = None
    for offset, term in enumerate(terms):
        first, end = segment.row_range(term)
        row = first + int(np.searchsorted(columns.doc[first:end], doc, side="right")) - 1
        if row < first or columns.doc[row] != doc or columns.field[row] != body:
            return np.zeros(0, np.int64)
        positions = columns.position[columns.position_at[row] : columns.position_at[row + 1]].astype(np.int64) - offset
        matching = positions if matching is None else matching[sorted_isin(matching, positions)]
    return np.zeros(0, np.int64) if matching is None else matching


def body_positions_of_any(segment: Segment, doc: int, numbers: Collection[int]) -> Array:
    """Return the positions of any of the terms, given by their numbers, in a document's body."""
    columns = segment.columns
    terms = np.array(sorted(numbers), dtype=np.int64)
    first = columns.row_at[terms].astype(np.int64)
    rows = concatenated_ranges(first, columns.row_at[terms + 1].astype(np.int64) - first)
    rows = rows[(columns.doc[rows] == doc) & (columns.field[rows] == len(FIELDS) - 1)]
    starts = columns.position_at[rows].astype(np.int64)
    sizes = columns.position_at[rows + 1].astype(np.int64) - starts
    return np.sort(columns.position[concatenated_ranges(starts, sizes)])
