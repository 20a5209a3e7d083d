"""Search on a Whoosh index: the only folder that imports whoosh."""

from __future__ import annotations

from pathlib import Path

from catalog.search.engines.whoosh.searcher import WhooshSearcher
from catalog.search.engines.whoosh.segment import COLUMNS
from catalog.search.engines.whoosh.writer import WhooshWriter
from catalog.taxonomy import Taxonomy

DERIVED = (COLUMNS,)
FORMAT = "whoosh-8"


def open_writer(folder: Path, taxonomy: Taxonomy) -> WhooshWriter:
    """Open a folder for writing: empty, or the copy of an earlier generation."""
    return WhooshWriter(folder, taxonomy)


def open_searcher(
    folder: Path, taxonomy: Taxonomy, generation: str, damaged: frozenset[str] = frozenset()
) -> WhooshSearcher:
    """Open a committed folder, whose files were verified but for the `damaged` ones, for reading."""
    return WhooshSearcher(folder, taxonomy, generation, damaged)
