"""One segment open for reading: its columns, and its entries line by line."""

from __future__ import annotations

import json
import logging
import os
import weakref
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from catalog.generations.codec import decode_head, decode_passage
from catalog.model import Entry, Passage
from catalog.search.engines.columnar.storage.array_file import Array
from catalog.search.engines.columnar.storage.columns import POSITION_BITS, Code, Columns, concatenated_ranges
from catalog.search.engines.columnar.storage.file_names import SEGMENTS
from catalog.search.related.links import Links
from catalog.search.text.analyzers import MARKERS
from catalog.search.text.vocabulary import Vocabulary
from catalog.weakly_bound import weakly_bound

LOG = logging.getLogger("clearinghouse")
CACHED_TERMS = 10_000
"""Terms whose rows are cached."""

Deleted = dict[str, list[int]]


class TextColumn:
    """A column of texts, read by number. Lookups need texts in ascending order."""

    def __init__(self, table: Array, starts: Array) -> None:
        """Take the bytes of all texts, and the start of each one."""
        self._table = table.data
        self._starts = starts.data

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> bytes:
        return bytes(self._table[self._starts[number] : self._starts[number + 1]])

    def __iter__(self) -> Iterator[bytes]:
        return map(self.__getitem__, range(len(self)))

    def bisect_left(self, text: bytes) -> int:
        """Return the number of the first text that is not less than `text`."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self[middle] < text:
                low = middle + 1
            else:
                high = middle
        return low

    def has_prefix(self, prefix: bytes) -> bool:
        """Return whether any text starts with `prefix`."""
        number = self.bisect_left(prefix)
        return number < len(self) and self[number].startswith(prefix)

    def find(self, text: bytes) -> int | None:
        """Return the number of a text, or None."""
        number = self.bisect_left(text)
        return number if number < len(self) and self[number] == text else None


class Passages(NamedTuple):
    """Passages by document, then position: `keys` are document << POSITION_BITS | start, `lengths` count terms."""

    keys: Array
    lengths: Array


class Segment:
    """An immutable segment; safe to share between threads, and readable after its files were removed."""

    def __init__(self, name: str, columns: Columns, entries: Path) -> None:
        """Open the file of entries, which is closed when nothing refers to the segment any more.

        `codes` are its facet values, and `markers` those of the languages of its texts other than the default one.
        """
        self.name = name
        self.columns = columns
        self.ids = TextColumn(columns.id, columns.id_at)
        self.titles = TextColumn(columns.title, columns.title_at)
        self.terms = TextColumn(columns.term, columns.term_at)
        self.codes: list[Code] = [tuple(json.loads(text)) for text in TextColumn(columns.code, columns.code_at)]
        self.markers = "".join(marker for marker in MARKERS if self.terms.has_prefix(marker.encode()))
        self._cached_row_range = lru_cache(maxsize=CACHED_TERMS)(weakly_bound(self._row_range))
        self._file = os.open(entries, os.O_RDONLY | os.O_CLOEXEC)
        weakref.finalize(self, os.close, self._file)

    def row_range(self, term: str) -> tuple[int, int]:
        """Return the first row of a term, and the row after its last; both are 0 for an unknown term."""
        return self._cached_row_range(term)

    def _row_range(self, term: str) -> tuple[int, int]:
        number = self.terms.find(term.encode())
        if number is None:
            return 0, 0
        return int(self.columns.row_at[number]), int(self.columns.row_at[number + 1])

    def vocabulary(self) -> Vocabulary:
        """Return the words of the segment's entries, including deleted ones."""
        columns = self.columns
        words = tuple(text.decode() for text in TextColumn(columns.word, columns.word_at))
        pairs, compounds = (columns.pair, columns.pair_count), (columns.compound, columns.compound_count)
        return Vocabulary(columns.count, words, columns.word_count, *pairs, *compounds)

    def extras(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield (document, extra) of the documents that have an extra."""
        texts = TextColumn(self.columns.extra, self.columns.extra_at)
        starts = self.columns.extra_at
        yield from ((doc, json.loads(texts[doc])) for doc in (starts[1:] > starts[:-1]).nonzero()[0].tolist())

    def titles_in(self, language: str | None) -> list[str]:
        """Return the title of every document, in a language if the record has a translation into it."""
        titles = [text.decode() for text in self.titles]
        translated = TextColumn(self.columns.translated_title, self.columns.translated_title_at)
        for doc, text in enumerate(translated if language else ()):
            titles[doc] = json.loads(text or b"{}").get(language, titles[doc])
        return titles

    def keywords(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield (document, keywords) of the documents that have keywords."""
        texts = TextColumn(self.columns.keyword, self.columns.keyword_at)
        for doc in (np.diff(self.columns.keyword_at) > 0).nonzero()[0].tolist():
            yield doc, tuple(json.loads(texts[doc]))

    def links(self) -> Iterator[tuple[int, Links]]:
        """Yield (document, links) of the documents that have links."""
        texts = TextColumn(self.columns.links, self.columns.links_at)
        for doc in (np.diff(self.columns.links_at) > 0).nonzero()[0].tolist():
            supersedes, related, series = json.loads(texts[doc])
            yield doc, Links(tuple(supersedes), tuple(related), series)

    @cached_property
    def passages(self) -> Passages:
        """The passages of all documents."""
        columns = self.columns
        head = columns.head.astype(np.int64)
        sizes = np.diff(head) - 1
        docs = np.repeat(np.arange(columns.count), sizes)
        starts = columns.start[concatenated_ranges(head[:-1] + 1, sizes)].astype(np.int64)
        last = np.cumsum(sizes)[sizes > 0] - 1
        ends = np.append(starts[1:], 0)[: len(starts)]
        body = columns.lengths[-1].astype(np.int64) + sizes  # one position stays free after each passage
        ends[last] = body[sizes > 0]
        return Passages(docs << POSITION_BITS | starts, (ends - starts - 1).astype(np.float64))

    def starts(self, doc: int) -> Array:
        """Return the body positions at which a document's passages begin."""
        return self.columns.start[int(self.columns.head[doc]) + 1 : int(self.columns.head[doc + 1])]

    def head(self, doc: int) -> Entry:
        """Return a document's entry without its passages."""
        line = int(self.columns.head[doc])
        return decode_head(self._lines(line, line + 1)[0])

    def passage(self, doc: int, number: int) -> Passage:
        """Return one passage of a document."""
        line = int(self.columns.head[doc]) + 1 + number
        return decode_passage(self._lines(line, line + 1)[0])

    def passages_at(self, doc: int, numbers: range) -> list[Passage]:
        """Return the passages of a document with consecutive numbers; numbers beyond the last one are ignored."""
        first, end = int(self.columns.head[doc]) + 1, int(self.columns.head[doc + 1])
        lines = range(first, end)[numbers.start : numbers.stop]
        return list(map(decode_passage, self._lines(lines.start, lines.stop))) if lines else []

    def passage_counts(self, doc: int) -> tuple[int, ...]:
        """Return how many passages each linked document of an entry has, without those after the last passage.

        Passages are in the order of the documents, so that few of them have to be read.
        """
        numbers = range(int(self.columns.head[doc + 1]) - int(self.columns.head[doc]) - 1)
        if not numbers:
            return ()

        def document_of(number: int) -> int:
            return self.passage(doc, number).document

        ends = [bisect_right(numbers, document, key=document_of) for document in range(document_of(numbers[-1]))]
        return tuple(end - start for start, end in pairwise([0, *ends, len(numbers)]))

    def entry(self, doc: int) -> Entry:
        """Return a document's whole entry."""
        head_line, *passage_lines = self.lines(doc)
        head = decode_head(head_line)
        return replace(head, passages=tuple(map(decode_passage, passage_lines)))

    def lines(self, doc: int) -> list[bytes]:
        """Return a document's lines, without line ends."""
        return self._lines(int(self.columns.head[doc]), int(self.columns.head[doc + 1]))

    def _lines(self, first: int, end: int) -> list[bytes]:
        start, stop = int(self.columns.line_at[first]), int(self.columns.line_at[end])
        return os.pread(self._file, stop - start, start).split(b"\n")[:-1]


def read_segments(folder: Path) -> Deleted:
    """Return the deleted documents of each segment, in the order of segments."""
    path = folder / SEGMENTS
    deleted: Deleted = json.loads(path.read_bytes()) if path.exists() else {}
    return deleted


def write_segments(folder: Path, deleted: Deleted) -> None:
    """Replace the list of segments, which an earlier generation may share."""
    path = folder / SEGMENTS
    path.unlink(missing_ok=True)
    path.write_text(json.dumps(deleted), encoding="utf-8")
