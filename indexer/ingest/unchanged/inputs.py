"""What the report of a run depends on, besides the generation that is published: told without reading a file."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from catalog.settings import Settings
from catalog.store.cache.file_identity import identity_of
from catalog.store.files.folders import FolderListing, list_files

RECORDS = "records"
_OF_DATA = ("pages", "cache/documents")
"""The folders of the data folder that a run reads, except caches of what it knows of the corpus."""
_LINKS = ("links.sqlite", "links.sqlite-wal")
"""What is known of links."""
_PACKAGES = ("catalog", "indexer")


@dataclass(frozen=True, slots=True)
class RunInputs:
    """The folders that a run reads, as they were listed before it, by their names in the corpus or in the data folder.

    "." has the files in the corpus itself, and what is known of links. Nothing is listed if the corpus cannot be.
    """

    folders: Mapping[str, FolderListing]

    @property
    def records(self) -> FolderListing | None:
        """The folder of the record files, None if it is not there."""
        return self.folders.get(RECORDS)

    def digest(self, settings: Settings, *others: str) -> str:
        """Return what differs as soon as a run may have another result; empty if that cannot be told.

        It depends on the settings, the program, the day, and on `others`. A file that was changed a moment ago may be
        changed again without a trace.
        """
        if not self.folders or not all(listing.is_certain for listing in self.folders.values()):
            return ""
        folders = {
            name: (each.files, sorted(each.links), each.folders, each.others) for name, each in self.folders.items()
        }
        parts = (repr(settings), _program(), dt.datetime.now(dt.UTC).date().isoformat(), others, folders)
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def list_inputs(settings: Settings) -> RunInputs:
    """Return the folders that a run reads."""
    looked_at_ns = time.time_ns()
    try:
        with os.scandir(settings.corpus) as entries:
            visible = [entry for entry in entries if not entry.name.startswith(".")]
        files = {entry.name: identity_of(entry.stat()) for entry in visible if not entry.is_dir()}
        files |= {name: identity_of(path.stat()) for name in _LINKS if (path := settings.data / name).exists()}
    except OSError:
        return RunInputs({})
    paths = {entry.name: settings.corpus / entry.name for entry in visible if entry.is_dir()}
    paths |= {f"data/{name}": path for name in _OF_DATA if (path := settings.data / name).exists()}
    own = FolderListing(files, frozenset(), (), (), {}, looked_at_ns)
    return RunInputs({".": own, **{name: list_files(path) for name, path in paths.items()}})


def _program() -> list[object]:
    """Return what differs for another version of the code, the libraries or Python."""
    folders = [Path(str(spec.origin)).parent for spec in map(find_spec, _PACKAGES) if spec]
    listings = [list_files(folder).files for folder in folders]
    code = [{name: identity for name, identity in files.items() if name.endswith(".py")} for files in listings]
    libraries: list[str] = []
    for folder in sys.path:
        with suppress(OSError):
            libraries += sorted(path.name for path in Path(folder).glob("*.dist-info"))
    return [sys.version, libraries, *code]
