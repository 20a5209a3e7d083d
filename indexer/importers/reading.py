"""Reads a file of any format that can be imported, in the sandbox: its rows, one after the other."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

from catalog.text import pluralized
from indexer.importers.frames import from_frame
from indexer.importers.rows import SourceFault, SourceItem
from indexer.sandbox.limits import StreamLimits
from indexer.sandbox.row_stream import StreamError, StreamProgram, content_error, stream_frames

MAX_ITEMS = 1_000_000
"""Rows and links of one file."""
MAX_LISTED_FAULTS = 1_000
"""Further parts of a file that cannot be read are only counted."""

READERS: Mapping[str, str] = MappingProxyType(
    {
        "csv": "indexer.importers.readers.tables.csv_rows:read",
        "bibtex": "indexer.importers.readers.citations.bibtex_rows:read",
        "jsonl": "indexer.importers.readers.jsonl_rows:read",
        "ris": "indexer.importers.readers.citations.ris_rows:read",
        "xlsx": "indexer.importers.readers.tables.xlsx_rows:read",
    }
)
"""The function that reads each format, as `module:function`. It gets the open file and yields items."""

ENCODER = "indexer.importers.frames:to_frame"
WHOLE_FILE = "the file"


def read_rows(path: Path, source_format: str, limits: StreamLimits) -> Generator[SourceItem, None, None]:
    """Yield the items of a file in its order, as soon as they are read; closing the generator ends the reading.

    `source_format` is a name of READERS. Raises CatalogError at the first step if the file cannot be opened. If reading
    stops before the end of the file, the last item is a fault that says why, and after which row.
    """
    return read_rows_by(READERS[source_format], path, limits)


def read_rows_by(reader: str, path: Path, limits: StreamLimits) -> Generator[SourceItem, None, None]:
    """Yield the items of a file that a reader (`module:function`) finds, as `read_rows` does."""
    last_place = ""
    faults = 0
    try:
        with closing(_items(path, StreamProgram(reader, ENCODER), limits)) as items:
            for item in items:
                faults += isinstance(item, SourceFault)
                last_place = getattr(item, "place", last_place)
                if faults <= MAX_LISTED_FAULTS or not isinstance(item, SourceFault):
                    yield item
    except StreamError as error:
        yield SourceFault(WHOLE_FILE, _stop_message(last_place, error))
    if faults > MAX_LISTED_FAULTS:
        further = pluralized(faults - MAX_LISTED_FAULTS, "more part")
        yield SourceFault(WHOLE_FILE, f"{further} of this file could not be read.")


def _items(path: Path, program: StreamProgram, limits: StreamLimits) -> Generator[SourceItem, None, None]:
    """Yield the item of each frame; raise StreamError if reading stops before the end of the file."""
    items = 0
    with closing(stream_frames(path, program, limits)) as frames:
        for content in frames:
            item = _decoded(content)
            items += not isinstance(item, SourceFault)
            if items > MAX_ITEMS:
                raise StreamError(f"it has more than {MAX_ITEMS:,} rows; split the file")
            yield item


def _decoded(content: bytes) -> SourceItem:
    """Return the item of a frame; raise StreamError if it has none."""
    try:
        return from_frame(content)
    except ValueError as error:
        raise content_error() from error


def _stop_message(last_place: str, error: StreamError) -> str:
    where = f" after {last_place}" if last_place else ""
    return f"This file could not be read{where}: {error}."
