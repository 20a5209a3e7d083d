"""All that reading a document may need, imported before a child gives up its right to open files.

The server that children are forked from imports this module once, so that it costs each of them nothing. What a
library imports only when it first meets a certain document cannot be had in a locked child: import it here.
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
        # One that is broken or only for another system costs the documents that need it, not all others.
        with contextlib.suppress(Exception):
            importlib.import_module(module.name)


preload()
gc.freeze()  # what lives now is never collected, so the children's pages of it stay shared
