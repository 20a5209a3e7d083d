"""Sources that are imported, wherever they are: files, folders, and addresses of feeds and other catalogs.

Files are read in the sandbox, and addresses are fetched by the harvester. What fails becomes a fault at its place, and
the rest goes on. A link of the kind INCOMPLETE says that something of the source is missing, so that records which did
not come may still be there; one of the kind RESUME has where a later run can go on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from catalog.errors import CatalogError
from indexer.importers.rows import SourceItem
from indexer.importers.sources.file_source import file_items
from indexer.importers.sources.folder_source import folder_items
from indexer.importers.sources.oai_source import oai_items
from indexer.importers.sources.opening import INCOMPLETE, RESUME, Opener, SourceOptions, is_address
from indexer.importers.sources.sitemap_source import sitemap_items

__all__ = ["INCOMPLETE", "RESUME", "Opener", "SourceOptions", "is_address", "open_source"]

_OPENERS: Mapping[str, Callable[[Opener, str, SourceOptions], Iterator[SourceItem]]] = MappingProxyType(
    {"oai": oai_items, "sitemap": sitemap_items}
)


def open_source(
    source_format: str, source: str, opener: Opener, options: SourceOptions | None = None
) -> Iterator[SourceItem]:
    """Yield the items of a source in its order. `source` is a path or a web address.

    Raises CatalogError at the first step if a file or folder cannot be opened.
    """
    options = options or SourceOptions()
    if source_format == "folder":
        if is_address(source):
            raise CatalogError("A folder is on this computer: give its path, not an address.")
        return folder_items(Path(source), opener.settings)
    if items := _OPENERS.get(source_format):
        return items(opener, source, options)
    return file_items(opener, source_format, source, options)
