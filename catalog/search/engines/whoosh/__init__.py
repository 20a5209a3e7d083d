"""Search on a Whoosh index: the only folder that imports whoosh."""

from __future__ import annotations

from pathlib import Path

from catalog.generations.entry_storage import FolderStorage
from catalog.search.engines.columnar.backend import ColumnarBackend
from catalog.search.engines.columnar.segment import COLUMNS, read_segments
from catalog.search.engines.whoosh.rebuild import open_segment
from catalog.search.engines.whoosh.writer import WhooshWriter
from catalog.settings import Settings
from catalog.taxonomy import Taxonomy


class WhooshEngine(FolderStorage):
    """Keeps a Whoosh index in each generation's folder, and a file of columns for each segment, for searching."""

    FORMAT = "whoosh-18"
    DERIVED = (COLUMNS,)

    def open_writer(self, folder: Path, taxonomy: Taxonomy) -> WhooshWriter:
        """Open a folder for writing: empty, or the copy of an earlier generation."""
        return WhooshWriter(folder, taxonomy)

    def open_backend(
        self, folder: Path, taxonomy: Taxonomy, generation: str, damaged: frozenset[str] = frozenset()
    ) -> ColumnarBackend:
        """Open a committed folder for reading; every file but the `damaged` ones was verified.

        Damaged columns are rebuilt from Whoosh's postings, which takes longer.
        """
        deleted = read_segments(folder)
        segments = [open_segment(folder, name, taxonomy, damaged=f"{name}{COLUMNS}" in damaged) for name in deleted]
        warnings = tuple(f"{name} is damaged; 'clearinghouse index' repairs it" for name in sorted(damaged))
        return ColumnarBackend(segments, deleted, taxonomy, generation, warnings)


def make_engine(_settings: Settings) -> WhooshEngine:
    """Return the engine, which has no settings."""
    return WhooshEngine()
