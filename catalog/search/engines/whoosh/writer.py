"""Changes to a Whoosh index: a segment for what is new, marks on what is gone, and columns beside each segment."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from whoosh import index
from whoosh.filedb.filestore import FileStorage
from whoosh.writing import SegmentWriter

from catalog.generations.codec import decode, encode, encode_lines
from catalog.model import Entry
from catalog.search.engines.columnar.columns import Description, describe, make_columns, save_columns
from catalog.search.engines.columnar.segment import COLUMNS, ENTRIES, Deleted, Segment, read_segments, write_segments
from catalog.search.engines.whoosh.postings import read_postings
from catalog.search.engines.whoosh.rebuild import open_segment
from catalog.search.engines.whoosh.schema import VALUES, schema
from catalog.search.suggest.vocabulary import WordCounter
from catalog.search.text.fields import field_analyzer, field_texts
from catalog.taxonomy import Taxonomy

TIER = 8
"""Segments of about the same size before they are put together."""
MEMORY_MB = 256
"""How much Whoosh holds of a segment's postings before it sorts them on disk."""


class WhooshWriter:
    """One commit: entries are kept as lines as they come, and go to Whoosh when everything is known."""

    def __init__(self, folder: Path, taxonomy: Taxonomy) -> None:
        """Open the folder; an empty one gets an empty index."""
        self._folder = folder
        self._taxonomy = taxonomy
        self._storage = FileStorage(str(folder), supports_mmap=False)
        if not index.exists(self._storage):
            index.FileIndex.create(self._storage, schema())
        self._index = index.FileIndex(self._storage, schema=schema())
        self._put: dict[str, bytes] = {}
        self._words = WordCounter()
        self._removed: set[str] = set()

    def put(self, entry: Entry) -> None:
        """Add an entry or replace the one of the same id."""
        self._put[entry.record.id] = encode(entry)

    def remove(self, record_id: str) -> None:
        """Take an entry out."""
        self._put.pop(record_id, None)
        self._removed.add(record_id)

    def commit(self) -> None:
        """Write one Whoosh segment and its columns; small or half-empty segments become part of it."""
        deleted = read_segments(self._folder)
        segments = [open_segment(self._folder, name, self._taxonomy) for name in deleted]
        gone = {key.encode() for key in self._removed | self._put.keys()}
        for segment in segments:
            found = (segment.ids.find(key) for key in gone)
            deleted[segment.name] = sorted({*deleted[segment.name], *(doc for doc in found if doc is not None)})
        merged = to_merge({segment.name: (segment.columns.count, len(deleted[segment.name])) for segment in segments})
        for segment in segments:
            if segment.name in merged:
                self._take_over(segment, deleted.pop(segment.name))
        self._write(deleted)

    def cancel(self) -> None:
        """Give up: nothing was written to Whoosh before the commit."""
        self._index.close()

    def _take_over(self, segment: Segment, deleted: list[int]) -> None:
        """Index a segment's living entries anew, as part of the new one."""
        for doc in sorted(set(range(segment.columns.count)) - set(deleted)):
            entry = segment.entry(doc)
            self._put[entry.record.id] = encode(entry)

    def _write(self, deleted: Deleted) -> None:
        writer = SegmentWriter(self._index, compound=False, limitmb=MEMORY_MB)
        try:
            for segment in writer.segments:
                for doc in deleted.get(segment.segment_id(), ()):
                    if not segment.is_deleted(doc):
                        segment.delete_document(doc)
            name = writer.newsegment.segment_id()
            described, sizes = self._add_entries(writer, self._folder / f"{name}{ENTRIES}")
            writer.commit(mergetype=lambda _, there: [each for each in there if each.segment_id() in deleted])
            segment = writer.newsegment
        except BaseException:
            with suppress(Exception):  # after a full disk this fails too, and the first error is the one to tell
                writer.cancel()  # or the index stays locked
            raise
        self._index.close()
        for left in self._folder.glob("*_WRITELOCK"):
            left.unlink()
        if described:
            columns = make_columns(described, read_postings(self._storage, segment), sizes, self._words.vocabulary())
            save_columns(self._folder / f"{name}{COLUMNS}", columns)
            deleted[name] = []
        write_segments(self._folder, deleted)

    def _add_entries(self, writer: Any, path: Path) -> tuple[list[Description], list[int]]:
        """Add what is new in the order of ids; return what the columns keep of it, and the sizes of its lines."""
        described: list[Description] = []
        sizes: list[int] = []
        if not self._put:
            return described, sizes
        with path.open("wb") as file:
            for _, packed in sorted(self._put.items()):
                entry = decode(packed)
                fields = field_texts(entry, self._taxonomy)
                self._words.add(fields)
                texts = {name: field_analyzer(entry.record, name).positions(found) for name, found in fields.items()}
                description = describe(entry, self._taxonomy, fields, texts["body"][1])
                described.append(description)
                terms = {name: _places(pairs) for name, (pairs, _) in texts.items()}
                values = [f"{facet}={value}" for facet, value, _ in description.codes]
                writer.add_document(id=description.id, **terms, **{VALUES: values})
                sizes += [file.write(line + b"\n") for line in encode_lines(entry)]
        return described, sizes


def _places(pairs: tuple[tuple[str, int], ...]) -> dict[str, list[int]]:
    """Return the positions of each term."""
    found: dict[str, list[int]] = {}
    for term, place in pairs:
        found.setdefault(term, []).append(place)
    return found


def to_merge(sizes: Mapping[str, tuple[int, int]]) -> set[str]:
    """Return which segments to put together, from how many documents each one holds and how many of them are deleted.

    Those half empty, and all of a tier (sixteen times the size of the one below) once it has TIER of them.
    """
    merged = {name for name, (count, deleted) in sizes.items() if deleted * 2 >= count}
    tiers: dict[int, set[str]] = {}
    for name, (count, _) in sizes.items():
        tiers.setdefault(count.bit_length() // 4, set()).add(name)
    for names in tiers.values():
        if len(names) >= TIER:
            merged |= names
    return merged
