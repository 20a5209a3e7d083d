"""One segment's columns: searching reads them instead of postings and records. They never change.

Rows are ordered by term, then document, then field; the rows of a term are `row_at[t]` to `row_at[t + 1]`. Documents
are numbered as in the Whoosh segment, in the order of their ids.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from dataclasses import field as default
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from catalog.model import Entry, PartialDate, day_added
from catalog.search.engines.columnar.storage.array_file import Array, load_arrays, save_arrays, text_table
from catalog.search.related.links import Links, links_of
from catalog.search.text.analyzer import FieldPositions
from catalog.search.text.fields import FIELDS, record_names, signature
from catalog.search.text.vocabulary import Vocabulary
from catalog.taxonomy import Taxonomy

FIELD_NUMBERS: Mapping[str, int] = {name: number for number, name in enumerate(FIELDS)}
"""The number of each field in rows: its index in FIELDS."""
NO_LIMIT = 2**31 - 1
POSITION_BITS = 32
"""A number (of a row or a document) and a position are packed into one: number << POSITION_BITS | position."""
ANY_SIZE = ("any_size", "yes", "")
"""The code, among the facet values of a document, that marks it as one for agencies of any size."""


Code = tuple[str, str, str]
"""A facet, a value, and the label of a value that the taxonomy does not list (else empty)."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Arrays by document (N of them), class, term, row, and line of the segment's entries.

    Texts are concatenated UTF-8, with the start of each in `..._at` (one more than texts). `translated_title` has JSON
    objects of titles by language, and `keyword` JSON lists of keywords. `date` is YYYYMMDD with zeros for unknown
    parts, 0 without a date; so is `added`, the day that `day_added` returns. `size` has the least and most sworn
    officers, -1 twice for any size. `lengths` (fields x N) counts the words in each field. `extra` has JSON texts, and
    `links` JSON lists of a record's links to others. `name_key`, ascending, has the keys of names, and `name_doc` the
    document of each.

    Documents with the same facet values are of one class, which is `doc_class`. `code` has JSON lists of facet, value,
    and the label of a value that the taxonomy does not list. The codes of a class are `class_code` from `class_at[c]`
    to `class_at[c + 1]`.

    `position` from `position_at[r]` to `position_at[r + 1]` are the positions of a row's term in its field.

    The signature of a document is `signature` from `signature_at[d]` to `signature_at[d + 1]`: hashes of terms.
    `term_hash`, ascending, has every hash once, and `term_hash_count` the number of documents with each.

    `word` to `compound_count` are the segment's `Vocabulary`.

    `head` is the line of each document's record, which its passages follow, and `start` the body position at which the
    passage of a line begins.
    """

    id: Array
    id_at: Array
    title: Array
    title_at: Array
    translated_title: Array
    translated_title_at: Array
    keyword: Array
    keyword_at: Array
    date: Array
    added: Array
    size: Array
    lengths: Array
    extra: Array
    extra_at: Array
    links: Array
    links_at: Array
    doc_class: Array
    code: Array
    code_at: Array
    class_code: Array
    class_at: Array
    term: Array
    term_at: Array
    row_at: Array
    doc: Array
    field: Array
    position_at: Array
    position: Array
    name_key: Array
    name_doc: Array
    signature: Array
    signature_at: Array
    term_hash: Array
    term_hash_count: Array
    word: Array
    word_at: Array
    word_count: Array
    pair: Array
    pair_count: Array
    compound: Array
    compound_count: Array
    line_at: Array
    head: Array
    start: Array

    @property
    def count(self) -> int:
        """The number of documents, including deleted ones."""
        return len(self.date)


@dataclass(frozen=True, slots=True)
class Description:
    """The content of the columns for one entry, except postings.

    `starts` are the body positions of its passages, `lengths` the number of words in each field.
    """

    id: str
    title: str
    translated_titles: Mapping[str, str]
    keywords: tuple[str, ...]
    date: int
    added: int
    size: tuple[int, int]
    codes: tuple[Code, ...]
    starts: tuple[int, ...]
    lengths: tuple[int, ...]
    names: tuple[int, ...]
    signature: tuple[int, ...]
    links: Links
    extra: Mapping[str, Any] = default(default_factory=dict)


def describe(
    entry: Entry, taxonomy: Taxonomy, texts: Mapping[str, tuple[str, ...]], positions: Mapping[str, FieldPositions]
) -> Description:
    """Return the description of an entry, given the texts of its fields and the positions of their terms."""
    record, size = entry.record, entry.record.agency_size
    codes = {
        (facet, value.value, "" if taxonomy.term(facet, value.value) else value.label)
        for facet, values in taxonomy.facet_values(entry).items()
        for value in values
    }
    extra = {
        "aliases": record.aliases,
        "featured": record.featured is not None,
        "sample": record.sample,
        "only_listed": record.is_only_listed,
    }
    return Description(
        record.id,
        record.title,
        {text.language: text.title for text in record.translations if text.language},
        record.keywords,
        date_number(record.published),
        date_number(day_added(record)),
        (-1, -1) if size is None else (size.sworn_min or 0, NO_LIMIT if size.sworn_max is None else size.sworn_max),
        tuple(sorted(codes | ({ANY_SIZE} if size is None else set()))),
        positions["body"].starts,
        tuple(positions[name].length for name in FIELDS),
        tuple(sorted(map(name_key, record_names(record)))),
        signature(record, texts),
        links_of(record),
        {name: value for name, value in extra.items() if value},
    )


def date_number(date: PartialDate | dt.date | None) -> int:
    """Return YYYYMMDD with zeros for unknown parts; 0 for None."""
    return 0 if date is None else date.year * 10_000 + date.month * 100 + date.day


def make_columns(
    docs: Sequence[Description], postings: Iterable[Posting], line_sizes: Iterable[int], words: Vocabulary
) -> Columns:
    """Return the columns of a segment; `line_sizes` are the bytes of its entries' lines with line ends."""
    heads = np.cumsum([0, *(len(doc.starts) + 1 for doc in docs)])
    arrays: dict[str, Array] = {
        "date": np.array([doc.date for doc in docs], dtype=np.int32),
        "added": np.array([doc.added for doc in docs], dtype=np.int32),
        "size": np.array([doc.size for doc in docs], dtype=np.int32).reshape(len(docs), 2),
        "lengths": np.array([doc.lengths for doc in docs], dtype=np.int32).reshape(len(docs), len(FIELDS)).T,
        "head": heads.astype(np.uint32),
        "start": np.array([start for doc in docs for start in (0, *doc.starts)], dtype=np.uint32),
        "line_at": np.cumsum([0, *line_sizes]).astype(np.uint64),
        **_names([doc.names for doc in docs]),
        **_signatures([doc.signature for doc in docs]),
        "word_count": words.counts.astype(np.int64),
        "pair": words.pairs.astype(np.int64),
        "pair_count": words.pair_counts.astype(np.int64),
        "compound": words.compounds.astype(np.int64),
        "compound_count": words.compound_counts.astype(np.int64),
        **_table("word", words.words),
        **_table("id", (doc.id for doc in docs)),
        **_table("title", (doc.title for doc in docs)),
        **_table("translated_title", (_json_or_empty(doc.translated_titles) for doc in docs)),
        **_table("keyword", (json.dumps(doc.keywords) if doc.keywords else "" for doc in docs)),
        **_table("extra", (_json_or_empty(doc.extra) for doc in docs)),
        **_table("links", (json.dumps(astuple(doc.links)) if doc.links != Links() else "" for doc in docs)),
        **_classes([doc.codes for doc in docs]),
        **_rows(postings),
    }
    return Columns(**arrays)


def _json_or_empty(content: Mapping[str, Any]) -> str:
    return json.dumps(content) if content else ""


def name_key(terms: tuple[str, ...]) -> int:
    """Return the key of a name: 64 bits of the BLAKE2b hash of its terms."""
    return int.from_bytes(hashlib.blake2b(" ".join(terms).encode(), digest_size=8).digest(), "little")


def _names(docs: Sequence[tuple[int, ...]]) -> dict[str, Array]:
    keys = np.array([key for names in docs for key in names], dtype=np.uint64)
    numbers = np.repeat(np.arange(len(docs), dtype=np.int32), [len(names) for names in docs])
    order = np.lexsort((numbers, keys))
    return {"name_key": keys[order], "name_doc": numbers[order]}


def _signatures(docs: Sequence[tuple[int, ...]]) -> dict[str, Array]:
    hashes = np.array([term_hash for signature in docs for term_hash in signature], dtype=np.uint32)
    distinct, counts = np.unique(hashes, return_counts=True)
    return {
        "signature": hashes,
        "signature_at": np.cumsum([0, *map(len, docs)]).astype(np.uint32),
        "term_hash": distinct,
        "term_hash_count": counts.astype(np.int32),
    }


def _classes(docs: Sequence[tuple[Code, ...]]) -> dict[str, Array]:
    """Return the class of each document, and the codes of each class."""
    classes = {codes: number for number, codes in enumerate(sorted(set(docs)))}
    numbers = {code: number for number, code in enumerate(sorted({code for codes in classes for code in codes}))}
    return {
        "doc_class": np.array([classes[codes] for codes in docs], dtype=np.int32),
        "class_code": np.array([numbers[code] for codes in classes for code in codes], dtype=np.int32),
        "class_at": np.cumsum([0, *map(len, classes)]).astype(np.uint32),
        **_table("code", map(json.dumps, numbers)),
    }


def _table(name: str, texts: Iterable[str]) -> dict[str, Array]:
    table, starts = text_table(text.encode() for text in texts)
    return {name: table, f"{name}_at": starts}


def _rows(postings: Iterable[Posting]) -> dict[str, Array]:
    """Return the columns of terms and rows."""
    postings = list(postings)
    terms = sorted({posting.term for posting in postings})
    numbers = {term: number for number, term in enumerate(terms)}
    df = np.array([len(posting.docs) for posting in postings], dtype=np.int64)
    term = np.repeat(np.array([numbers[posting.term] for posting in postings], dtype=np.int32), df)
    field = np.repeat(np.array([FIELD_NUMBERS[posting.field] for posting in postings], dtype=np.uint8), df)
    doc = np.fromiter((doc for posting in postings for doc in posting.docs), dtype=np.int32, count=int(df.sum()))
    packed = [positions for posting in postings for positions in posting.positions]
    size = np.fromiter((len(positions) // 4 for positions in packed), np.int64, len(doc))
    position = np.frombuffer(b"".join(packed), dtype="<u4")
    order = np.lexsort((field, doc, term))
    table, starts = text_table(terms)
    return {
        "term": table,
        "term_at": starts,
        "row_at": np.searchsorted(term[order], np.arange(len(terms) + 1)).astype(np.uint32),
        "doc": doc[order],
        "field": field[order],
        "position_at": np.concatenate(([0], np.cumsum(size[order]))).astype(np.uint32),
        "position": position[concatenated_ranges((np.cumsum(size) - size)[order], size[order])],
    }


def concatenated_ranges(starts: Array, sizes: Array) -> Array:
    """Return the numbers of each range of a start and a size, one range after the other."""
    shifts = starts - (np.cumsum(sizes) - sizes)
    return np.repeat(shifts, sizes) + np.arange(int(sizes.sum()))


def save_columns(path: Path, columns: Columns) -> None:
    """Write columns to a new file."""
    save_arrays(path, {column.name: getattr(columns, column.name) for column in fields(Columns)})


def load_columns(path: Path) -> Columns:
    """Return the columns of a file, mapped; raise ValueError or OSError if it is not one."""
    try:
        return Columns(**load_arrays(path))
    except (TypeError, KeyError) as error:
        raise ValueError(f"{path.name} does not hold the columns it should: {error}") from error


class Posting(NamedTuple):
    """One term of one field: the documents that have it, ascending, and the bytes of its positions in each."""

    field: str
    term: bytes
    docs: tuple[int, ...]
    positions: tuple[bytes, ...]
