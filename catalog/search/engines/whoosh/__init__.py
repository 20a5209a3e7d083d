"""Search on a Whoosh index: the only folder that imports whoosh.

Reader and writer are imported when they are opened: a run of the indexer with nothing to do needs neither.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from catalog.generations.entry_storage import FolderStorage
from catalog.search.engines.columnar.storage.file_names import COLUMNS
from catalog.settings import Settings
from catalog.taxonomy import Taxonomy

if TYPE_CHECKING:
    from catalog.search.engines.columnar.backend import ColumnarBackend
    from catalog.search.engines.whoosh.writer import WhooshWriter


class WhooshEngine(FolderStorage):
    """Keeps a Whoosh index in each generation's folder, and a file of columns for each segment, for searching."""

    FORMAT = "whoosh-18"
    DERIVED = (COLUMNS,)

    def open_writer(self, folder: Path, taxonomy: Taxonomy) -> WhooshWriter:
        """Open a folder for writing: empty, or the copy of an earlier generation."""
        from catalog.search.engines.whoosh.writer import WhooshWriter  # noqa: PLC0415  # see above

        return WhooshWriter(folder, taxonomy)

    def open_backend(
        self, folder: Path, taxonomy: Taxonomy, generation: str, damaged: frozenset[str] = frozenset()
    ) -> ColumnarBackend:
        """Open a committed folder for reading; every file but the `damaged` ones was verified.

        Damaged columns are rebuilt from Whoosh's postings, which takes longer.
        """
        from catalog.search.engines.whoosh.reader import open_index  # noqa: PLC0415  # see above

        return open_index(folder, taxonomy, generation, damaged)


def make_engine(_settings: Settings) -> WhooshEngine:
    """Return the engine, which has no settings."""
    return WhooshEngine()
