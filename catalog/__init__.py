"""The catalog: resources, and searching them.

These names are the public API. They are imported on first use, so that `import catalog.errors` stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from catalog.errors import CatalogError
    from catalog.live import open_catalog
    from catalog.search.query.tree import Query, Sort
    from catalog.search.result import SearchResult
    from catalog.settings import load_settings

__all__ = ["CatalogError", "Query", "SearchResult", "Sort", "load_settings", "open_catalog"]

_MODULES = MappingProxyType(
    {
        "CatalogError": "catalog.errors",
        "Query": "catalog.search.query.tree",
        "SearchResult": "catalog.search.result",
        "Sort": "catalog.search.query.tree",
        "load_settings": "catalog.settings",
        "open_catalog": "catalog.live",
    }
)


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module 'catalog' has no attribute '{name}'")
    return getattr(import_module(_MODULES[name]), name)
