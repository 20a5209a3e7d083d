"""Rows of postings: where a word, phrase or beginning stands in the documents of a segment, by array arithmetic."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from catalog.search.engines.columnar.array_file import Array
from catalog.search.engines.columnar.columns import FIELD_NUMBERS, PLACE_BITS, Columns, spread
from catalog.search.engines.columnar.segment import Segment
from catalog.search.query.tree import Phrase, Prefix, Word
from catalog.search.text.fields import FIELDS

FIELD_BITS = 4
"""A document and a field make one number: document << FIELD_BITS | field."""
FEW = 32
"""Rows are sorted where they are fewer than one in so many document-fields; else a histogram is faster."""


class Rows(NamedTuple):
    """`size` is how often something stands in a field of a document; ascending by document, then field."""

    doc: Array
    field: Array
    size: Array

    def kept(self, mask: Array) -> Rows:
        """Return the rows for which `mask` is true."""
        return Rows(self.doc[mask], self.field[mask], self.size[mask])


NONE = Rows(np.zeros(0, np.int32), np.zeros(0, np.uint8), np.zeros(0, np.int64))


def word_rows(segment: Segment, term: str) -> Rows:
    """Return the rows of one term."""
    columns, (first, end) = segment.columns, segment.rows_of(term)
    return Rows(columns.doc[first:end], columns.field[first:end], np.diff(columns.place_at[first : end + 1]))


def phrase_rows(segment: Segment, terms: Sequence[str], field: str | None, docs: Array | None = None) -> Rows:
    """Return the rows in which the terms stand one after the other, of these documents (ascending) only if given."""
    keys, codes = _phrase(segment, terms, field, docs)
    counts = np.bincount(codes >> PLACE_BITS, minlength=len(keys)) if len(keys) else np.zeros(0, np.int64)
    found = counts > 0
    return _split(keys[found], counts[found])


def rows_of(segment: Segment, leaf: Word | Phrase, docs: Array | None = None) -> Rows:
    """Return the rows of a word, or those of a phrase (of these documents only if given), in texts of any language."""
    rows, *others = (
        word_rows(segment, terms[0]) if isinstance(leaf, Word) else phrase_rows(segment, terms, leaf.field, docs)
        for terms in leaf.alternatives(segment.markers)
    )
    for other in others:
        rows = _joined(rows, other) if len(other.doc) else rows
    return rows


def _joined(found: Rows, others: Rows) -> Rows:
    """Return the rows of two languages as one; the others are few and put in their places, for less than sorting."""
    keys, more = (rows.doc.astype(np.int64) << FIELD_BITS | rows.field for rows in (found, others))
    places, shared = np.searchsorted(keys, more), among(more, keys)
    size = found.size.astype(np.int64)
    size[places[shared]] += others.size[shared].astype(np.int64)
    places, new = places[~shared], others.kept(~shared)
    return Rows(*map(np.insert, (found.doc, found.field, size), (places,) * 3, new))


def located(segment: Segment, leaf: Word | Phrase, docs: Array) -> tuple[Rows, Array, Array]:
    """Return the rows of a word or phrase in some documents, and the row's number and the place of each occurrence."""
    found = [_phrase(segment, terms, leaf.field, docs) for terms in leaf.alternatives(segment.markers)]
    keys = reduce(np.union1d, (keys for keys, _ in found))
    numbers = np.concatenate([np.searchsorted(keys, own)[codes >> PLACE_BITS] for own, codes in found])
    places = np.concatenate([codes & (2**PLACE_BITS - 1) for _, codes in found])
    return _split(keys, np.bincount(numbers, minlength=len(keys))), numbers, places


def _split(keys: Array, counts: Array) -> Rows:
    return Rows((keys >> FIELD_BITS).astype(np.int32), (keys & (2**FIELD_BITS - 1)).astype(np.uint8), counts)


def _phrase(segment: Segment, terms: Sequence[str], field: str | None, docs: Array | None) -> tuple[Array, Array]:
    """Return the document-fields that have all terms, and number << PLACE_BITS | place of each occurrence."""
    columns = segment.columns
    listed = [_keys(columns, _among_docs(columns, *segment.rows_of(term), docs), field) for term in terms]
    shared = min(listed, key=lambda each: len(each[0]))[0]
    for keys, _ in sorted(listed, key=lambda each: len(each[0])):
        shared = shared[among(shared, keys)]
    codes: Array | None = None
    for offset, (keys, rows) in enumerate(listed):
        found = _codes(columns, rows[np.searchsorted(keys, shared)], offset)
        codes = found if codes is None else codes[among(codes, found)]
    return shared, np.zeros(0, np.int64) if codes is None else codes


def _among_docs(columns: Columns, first: int, end: int, docs: Array | None) -> Array:
    """Return the numbers of the rows of a run that are of the given documents."""
    if docs is None:
        return np.arange(first, end)
    run = columns.doc[first:end]
    low = np.searchsorted(run, docs)
    return spread(first + low, np.searchsorted(run, docs, side="right") - low)


def _keys(columns: Columns, rows: Array, field: str | None) -> tuple[Array, Array]:
    """Return the document-fields of rows, and the rows; only those of a field if it is given."""
    fields = columns.field[rows]
    if field is not None:
        rows, fields = rows[fields == FIELD_NUMBERS[field]], fields[fields == FIELD_NUMBERS[field]]
    return columns.doc[rows].astype(np.int64) << FIELD_BITS | fields, rows


def _codes(columns: Columns, rows: Array, offset: int) -> Array:
    """Return number << PLACE_BITS | place - offset for every place of the rows, numbered in their order; ascending."""
    starts = columns.place_at[rows].astype(np.int64)
    sizes = columns.place_at[rows + 1].astype(np.int64) - starts
    places = columns.place[spread(starts, sizes)].astype(np.int64) - offset
    numbers = np.repeat(np.arange(len(rows), dtype=np.int64), sizes)
    there = places >= 0
    return numbers[there] << PLACE_BITS | places[there]


def among(values: Array, others: Array) -> Array:
    """Tell which values are among others; both ascend."""
    if not len(others):
        return np.zeros(len(values), dtype=bool)
    places = np.searchsorted(others, values)
    places[places == len(others)] = 0
    there: Array = others[places] == values
    return there


def prefix_rows(segment: Segment, numbers: Collection[int]) -> Rows:
    """Return the rows of several terms, by their numbers, as if they were one term."""
    columns = segment.columns
    chosen = np.array(sorted(numbers), dtype=np.int64)
    if not len(chosen):
        return NONE
    first = columns.row_at[chosen].astype(np.int64)
    rows = spread(first, columns.row_at[chosen + 1].astype(np.int64) - first)
    keys = columns.doc[rows].astype(np.int64) << FIELD_BITS | columns.field[rows]
    counts = columns.place_at[rows + 1] - columns.place_at[rows]
    if len(keys) * FEW < columns.count << FIELD_BITS:
        found, inverse = np.unique(keys, return_inverse=True)
        together = np.bincount(inverse, counts)
    else:
        every = np.bincount(keys, counts)
        found = (every > 0).nonzero()[0]  # three times as fast as asking floats
        together = every[found]
    return _split(found, together.astype(np.int64))


def terms_from(segment: Segment, leaf: Prefix) -> Sequence[range]:
    """Return the numbers of the terms that begin so, in one run for each language, and what else the leaf is."""
    runs = [_run(segment, start.encode()) for start in leaf.starts(segment.markers)]
    stems = (segment.terms.find(stem.encode()) for stem in leaf.stems(segment.markers))
    return [*runs, *(range(number, number + 1) for number in stems if number is not None)]


def _run(segment: Segment, start: bytes) -> range:
    return range(segment.terms.first_from(start), segment.terms.first_from(start + b"\xff"))  # no UTF-8 has this byte


def documents_with(segment: Segment, terms: range, live: Array, field: str | None) -> Array:
    """Return for each of the terms how many living documents have it."""
    columns = segment.columns
    bounds = columns.row_at[terms.start : terms.stop + 1].astype(np.int64)
    first, end = int(bounds[0]), int(bounds[-1])
    docs, fields = columns.doc[first:end], columns.field[first:end]
    counted = live[docs]
    if field is None:
        new = np.ones(end - first, dtype=bool)
        new[1:] = docs[1:] != docs[:-1]
        new[bounds[:-1] - first] = True
        counted &= new
    else:
        counted &= fields == FIELD_NUMBERS[field]
    return np.add.reduceat(counted, bounds[:-1] - first, dtype=np.int64)


def body_places(segment: Segment, doc: int, terms: Sequence[str]) -> Array:
    """Return where the terms stand one after the other in a document's body, by the place of the first."""
    columns = segment.columns
    body = len(FIELDS) - 1
    found: Array | None = None
    for offset, term in enumerate(terms):
        first, end = segment.rows_of(term)
        row = first + int(np.searchsorted(columns.doc[first:end], doc, side="right")) - 1
        if row < first or columns.doc[row] != doc or columns.field[row] != body:
            return np.zeros(0, np.int64)
        places = columns.place[columns.place_at[row] : columns.place_at[row + 1]].astype(np.int64) - offset
        found = places if found is None else found[among(found, places)]
    return np.zeros(0, np.int64) if found is None else found


def body_places_of_any(segment: Segment, doc: int, numbers: Collection[int]) -> Array:
    """Return where any of the terms stands in a document's body, from the terms' numbers."""
    columns = segment.columns
    chosen = np.array(sorted(numbers), dtype=np.int64)
    first = columns.row_at[chosen].astype(np.int64)
    rows = spread(first, columns.row_at[chosen + 1].astype(np.int64) - first)
    rows = rows[(columns.doc[rows] == doc) & (columns.field[rows] == len(FIELDS) - 1)]
    starts = columns.place_at[rows].astype(np.int64)
    return np.sort(columns.place[spread(starts, columns.place_at[rows + 1].astype(np.int64) - starts)])
