"""Opens a segment, and makes its columns from Whoosh's postings where they are lost or damaged."""

from __future__ import annotations

from pathlib import Path

from whoosh import index
from whoosh.filedb.filestore import FileStorage

from catalog.generations.codec import decode_head, decode_passage
from catalog.model import Entry
from catalog.search.engines.columnar.columns import Columns, describe, load_columns, make_columns
from catalog.search.engines.columnar.segment import COLUMNS, ENTRIES, LOG, Segment
from catalog.search.engines.whoosh.postings import read_postings
from catalog.search.engines.whoosh.schema import schema
from catalog.search.suggest.vocabulary import WordCounter
from catalog.search.text.analyzers import DEFAULT
from catalog.search.text.fields import field_texts
from catalog.taxonomy import Taxonomy


def open_segment(folder: Path, name: str, taxonomy: Taxonomy, *, damaged: bool = False) -> Segment:
    """Open a segment; without its columns, or where they are damaged, from Whoosh's postings, which takes longer."""
    columns = None
    if not damaged:
        try:
            columns = load_columns(folder / f"{name}{COLUMNS}")
        except (OSError, ValueError) as error:
            LOG.warning("the columns of %s cannot be read (%s)", name, error)
    if columns is None:
        columns = columns_anew(folder, name, taxonomy)
    return Segment(name, columns, folder / f"{name}{ENTRIES}")


def columns_anew(folder: Path, name: str, taxonomy: Taxonomy) -> Columns:
    """Return a segment's columns made from its postings and its entries."""
    storage = FileStorage(str(folder), supports_mmap=False)
    opened = index.FileIndex(storage, schema=schema())
    segment = next(each for each in opened._segments() if each.segment_id() == name)  # noqa: SLF001  # no public way
    lines = (folder / f"{name}{ENTRIES}").read_bytes().splitlines(keepends=True)
    entries: list[list[bytes]] = []
    for line in lines:
        if line.startswith(b"{"):
            entries.append([line])
        else:
            entries[-1].append(line)
    described = []
    counter = WordCounter()
    for first, *others in entries:
        head = decode_head(first)
        entry = Entry(head.record, head.texts, tuple(map(decode_passage, others)))
        texts = field_texts(entry, taxonomy)
        counter.add(texts)
        starts = DEFAULT.positions(texts["body"])[1]
        described.append(describe(entry, taxonomy, texts, starts))
    return make_columns(described, read_postings(storage, segment), map(len, lines), counter.vocabulary())
