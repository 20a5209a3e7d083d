"""Opens segments; rebuilds their columns from Whoosh's postings if the file is missing or damaged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from whoosh import index
from whoosh.filedb.filestore import FileStorage

from catalog.generations.codec import decode_head, decode_passage
from catalog.model import Entry
from catalog.search.engines.columnar.storage.columns import Columns, describe, load_columns, make_columns
from catalog.search.engines.columnar.storage.file_names import COLUMNS, ENTRIES
from catalog.search.engines.columnar.storage.segment import LOG, Segment
from catalog.search.engines.whoosh.postings import read_postings
from catalog.search.engines.whoosh.schema import schema
from catalog.search.text.fields import field_positions, field_texts
from catalog.search.text.vocabulary import WordCounter
from catalog.taxonomy import Taxonomy


def open_segment(folder: Path, name: str, taxonomy: Taxonomy, *, damaged: bool = False) -> Segment:
    """Return an open segment; if its columns are missing or damaged they are rebuilt in memory, which takes longer."""
    columns = None
    if not damaged:
        try:
            columns = load_columns(folder / f"{name}{COLUMNS}")
        except (OSError, ValueError) as error:
            LOG.warning("the columns of %s cannot be read (%s)", name, error)
    if columns is None:
        columns = rebuild_columns(folder, name, taxonomy)
    return Segment(name, columns, folder / f"{name}{ENTRIES}")


def rebuild_columns(folder: Path, name: str, taxonomy: Taxonomy) -> Columns:
    """Return a segment's columns, made from its postings and its entries."""
    storage = FileStorage(str(folder), supports_mmap=False)
    segments = index.FileIndex(storage, schema=schema())._segments()  # noqa: SLF001  # there is no public method
    segment = next(candidate for candidate in segments if candidate.segment_id() == name)
    lines = (folder / f"{name}{ENTRIES}").read_bytes().splitlines(keepends=True)
    descriptions = []
    counter = WordCounter()
    for entry in _entries(lines):
        texts = field_texts(entry, taxonomy)
        counter.add(texts)
        descriptions.append(describe(entry, taxonomy, texts, field_positions(entry.record, texts)))
    return make_columns(descriptions, read_postings(storage, segment), map(len, lines), counter.vocabulary())


def _entries(lines: Sequence[bytes]) -> Iterator[Entry]:
    """Yield the entries of a segment's lines, in which the passages of each entry follow its head."""
    heads = [number for number, line in enumerate(lines) if line.startswith(b"{")]
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        head = decode_head(lines[start])
        yield replace(head, passages=tuple(map(decode_passage, lines[start + 1 : end])))
