"""Imports every module that extraction may need, before a child gives up the right to open files.

The fork server imports this module once for all children. A library that imports a module only when a document needs
it cannot do so in a locked child: import the module here.
"""

from __future__ import annotations

import contextlib
import encodings
import gc
import importlib
import pkgutil

import indexer.extract


def preload() -> None:
    """Import every extractor with its library, and every text encoding."""
    codecs = pkgutil.iter_modules(encodings.__path__, "encodings.")
    extractors = pkgutil.walk_packages(indexer.extract.__path__, "indexer.extract.")
    for module in (*codecs, *extractors):
        # A module that is broken or for another system must not cost documents that do not need it.
        with contextlib.suppress(Exception):
            importlib.import_module(module.name)


preload()
gc.freeze()  # objects that exist now are never collected, so their memory stays shared with the children
