"""Search on a Whoosh index: the only folder that imports whoosh."""

from __future__ import annotations

from pathlib import Path

from catalog.search.engines.columnar.backend import ColumnarBackend
from catalog.search.engines.columnar.segment import COLUMNS, read_segments
from catalog.search.engines.whoosh.rebuild import open_segment
from catalog.search.engines.whoosh.writer import WhooshWriter
from catalog.taxonomy import Taxonomy

DERIVED = (COLUMNS,)
FORMAT = "whoosh-8"


def open_writer(folder: Path, taxonomy: Taxonomy) -> WhooshWriter:
    """Open a folder for writing: empty, or the copy of an earlier generation."""
    return WhooshWriter(folder, taxonomy)


def open_backend(
    folder: Path, taxonomy: Taxonomy, generation: str, damaged: frozenset[str] = frozenset()
) -> ColumnarBackend:
    """Open a committed folder, whose files were verified but for the `damaged` ones, for reading.

    Segments whose columns are damaged are read from Whoosh's postings instead, which takes longer.
    """
    deleted = read_segments(folder)
    segments = [open_segment(folder, name, taxonomy, damaged=f"{name}{COLUMNS}" in damaged) for name in deleted]
    warnings = tuple(f"{name} is damaged; 'clearinghouse index' mends it" for name in sorted(damaged))
    return ColumnarBackend(segments, deleted, taxonomy, generation, warnings)
