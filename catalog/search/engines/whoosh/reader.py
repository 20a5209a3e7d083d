"""Opens the index of a generation for searching."""

from __future__ import annotations

from pathlib import Path

from catalog.search.engines.columnar.backend import ColumnarBackend
from catalog.search.engines.columnar.storage.file_names import COLUMNS
from catalog.search.engines.columnar.storage.segment import read_segments
from catalog.search.engines.whoosh.rebuild import open_segment
from catalog.taxonomy import Taxonomy


def open_index(folder: Path, taxonomy: Taxonomy, generation: str, damaged: frozenset[str]) -> ColumnarBackend:
    """Return a searcher of the columns of all segments; `damaged` ones are rebuilt."""
    deleted = read_segments(folder)
    segments = [open_segment(folder, name, taxonomy, damaged=f"{name}{COLUMNS}" in damaged) for name in deleted]
    warnings = tuple(f"{name} is damaged; 'clearinghouse index' repairs it" for name in sorted(damaged))
    return ColumnarBackend(segments, deleted, taxonomy, generation, warnings)
