"""Writes changes to a Whoosh index: a new segment, marks on deleted documents, and columns for each segment."""

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
from catalog.search.engines.columnar.storage.columns import Description, describe, make_columns, save_columns
from catalog.search.engines.columnar.storage.file_names import COLUMNS, ENTRIES
from catalog.search.engines.columnar.storage.segment import Deleted, Segment, read_segments, write_segments
from catalog.search.engines.whoosh.postings import read_postings
from catalog.search.engines.whoosh.rebuild import open_segment
from catalog.search.engines.whoosh.schema import FACET_VALUES_FIELD, schema
from catalog.search.text.fields import field_positions, field_texts
from catalog.search.text.vocabulary import WordCounter
from catalog.taxonomy import Taxonomy

MAX_SEGMENTS_PER_TIER = 8
"""This many segments of about the same size are merged."""
POSTINGS_MEMORY_MB = 256
"""The memory for a segment's postings; Whoosh sorts further ones on disk."""


class WhooshWriter:
    """One commit: keeps encoded entries in memory, and writes them to Whoosh at the end, sorted by id."""

    def __init__(self, folder: Path, taxonomy: Taxonomy) -> None:
        """Open the folder; if it is empty, create an empty index in it."""
        self._folder = folder
        self._taxonomy = taxonomy
        self._storage = FileStorage(str(folder), supports_mmap=False)
        if not index.exists(self._storage):
            index.FileIndex.create(self._storage, schema())
        self._index = index.FileIndex(self._storage, schema=schema())
        self._added: dict[str, bytes] = {}
        self._words = WordCounter()
        self._removed: set[str] = set()

    def put(self, entry: Entry) -> None:
        """Add an entry, or replace the one with the same id."""
        self._added[entry.record.id] = encode(entry)

    def remove(self, record_id: str) -> None:
        """Remove an entry; an unknown id is not an error."""
        self._added.pop(record_id, None)
        self._removed.add(record_id)

    def commit(self) -> None:
        """Write one Whoosh segment and its columns; small or half-empty segments are merged into it."""
        deleted = read_segments(self._folder)
        segments = [open_segment(self._folder, name, self._taxonomy) for name in deleted]
        outdated = {key.encode() for key in self._removed | self._added.keys()}
        for segment in segments:
            docs = (segment.ids.find(key) for key in outdated)
            deleted[segment.name] = sorted({*deleted[segment.name], *(doc for doc in docs if doc is not None)})
        merged = segments_to_merge(
            {segment.name: (segment.columns.count, len(deleted[segment.name])) for segment in segments}
        )
        for segment in segments:
            if segment.name in merged:
                self._add_live_entries(segment, deleted.pop(segment.name))
        self._write(deleted)

    def cancel(self) -> None:
        """Discard all changes: nothing is written to Whoosh before the commit."""
        self._index.close()

    def _add_live_entries(self, segment: Segment, deleted: list[int]) -> None:
        """Add a segment's live entries to those of the new segment."""
        for doc in sorted(set(range(segment.columns.count)) - set(deleted)):
            entry = segment.entry(doc)
            self._added[entry.record.id] = encode(entry)

    def _write(self, deleted: Deleted) -> None:
        writer = SegmentWriter(self._index, compound=False, limitmb=POSTINGS_MEMORY_MB)
        try:
            for segment in writer.segments:
                for doc in deleted.get(segment.segment_id(), ()):
                    if not segment.is_deleted(doc):
                        segment.delete_document(doc)
            name = writer.newsegment.segment_id()
            descriptions, sizes = self._add_entries(writer, self._folder / f"{name}{ENTRIES}")
            writer.commit(
                mergetype=lambda _, existing: [segment for segment in existing if segment.segment_id() in deleted]
            )
            new_segment = writer.newsegment
        except BaseException:
            with suppress(Exception):  # on a full disk this fails too; the first error is the one to report
                writer.cancel()  # releases the lock
            raise
        self._index.close()
        for lock_file in self._folder.glob("*_WRITELOCK"):
            lock_file.unlink()
        if descriptions:
            postings = read_postings(self._storage, new_segment)
            columns = make_columns(descriptions, postings, sizes, self._words.vocabulary())
            save_columns(self._folder / f"{name}{COLUMNS}", columns)
            deleted[name] = []
        write_segments(self._folder, deleted)

    def _add_entries(self, writer: Any, path: Path) -> tuple[list[Description], list[int]]:
        """Add the new entries in the order of ids; return their descriptions, and the sizes of their lines in bytes."""
        descriptions: list[Description] = []
        sizes: list[int] = []
        if not self._added:
            return descriptions, sizes
        with path.open("wb") as file:
            for _, encoded in sorted(self._added.items()):
                entry = decode(encoded)
                texts = field_texts(entry, self._taxonomy)
                self._words.add(texts)
                positions = field_positions(entry.record, texts)
                description = describe(entry, self._taxonomy, texts, positions)
                descriptions.append(description)
                terms = {name: _positions_by_term(of_field.terms) for name, of_field in positions.items()}
                values = [f"{facet}={value}" for facet, value, _ in description.codes]
                writer.add_document(id=description.id, **terms, **{FACET_VALUES_FIELD: values})
                sizes += [file.write(line + b"\n") for line in encode_lines(entry)]
        return descriptions, sizes


def _positions_by_term(pairs: tuple[tuple[str, int], ...]) -> dict[str, list[int]]:
    """Return the positions of each term, ascending."""
    positions: dict[str, list[int]] = {}
    for term, position in pairs:
        positions.setdefault(term, []).append(position)
    return positions


def segments_to_merge(sizes: Mapping[str, tuple[int, int]]) -> set[str]:
    """Return the segments to merge, given the number of all documents and of deleted ones in each.

    These are the half-empty segments, and those of each tier that has MAX_SEGMENTS_PER_TIER. The segments of a tier are
    up to sixteen times as large as those of the tier below.
    """
    merged = {name for name, (count, deleted) in sizes.items() if deleted * 2 >= count}
    tiers: dict[int, set[str]] = {}
    for name, (count, _) in sizes.items():
        tiers.setdefault(count.bit_length() // 4, set()).add(name)
    for names in tiers.values():
        if len(names) >= MAX_SEGMENTS_PER_TIER:
            merged |= names
    return merged
