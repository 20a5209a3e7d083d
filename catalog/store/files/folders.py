"""Lists the files below a folder, and what of it could not be seen."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalog.store.cache.file_identity import FileIdentity, identity_of


@dataclass(frozen=True, slots=True)
class FolderListing:
    """The files below a folder, by their paths in it, in ascending order of their parts, without hidden ones.

    `files` are regular files, each with its identity; `links` are those of them that are links. `folders` are the
    folders below it. `others` are pipes, devices, and links to folders, which are not followed. `unseen` has the
    folders that could not be listed and the files that could not be examined, each with its error: what they contain is
    unknown, which does not mean that it is gone. The path of the folder itself is empty. `looked_at_ns` is the time
    before all of that, in nanoseconds.
    """

    files: Mapping[str, FileIdentity]
    links: frozenset[str]
    folders: tuple[str, ...]
    others: tuple[str, ...]
    unseen: Mapping[str, OSError]
    looked_at_ns: int

    @property
    def is_certain(self) -> bool:
        """Whether everything was seen, and each later change of a file will be."""
        return not self.unseen and all(identity.is_settled(self.looked_at_ns) for identity in self.files.values())


def list_files(folder: Path) -> FolderListing:
    """Return the files below a folder; never raise for what is in it. A missing folder is unseen."""
    looked_at_ns = time.time_ns()
    files: dict[str, FileIdentity] = {}
    links: set[str] = set()
    folders: list[str] = []
    others: list[str] = []
    unseen: dict[str, OSError] = {}
    open_folders = [("", _visible(folder, "", unseen))]
    while open_folders:
        parent, entries = open_folders[-1]
        if (entry := next(entries, None)) is None:
            open_folders.pop()
            continue
        path = f"{parent}/{entry.name}" if parent else entry.name
        try:
            status = entry.stat()
        except OSError as error:
            unseen[path] = error
            continue
        if stat.S_ISREG(status.st_mode):
            files[path] = identity_of(status)
            if entry.is_symlink():
                links.add(path)
        elif stat.S_ISDIR(status.st_mode) and not entry.is_symlink():
            folders.append(path)
            open_folders.append((path, _visible(folder, path, unseen)))
        else:
            others.append(path)
    return FolderListing(files, frozenset(links), tuple(folders), tuple(others), unseen, looked_at_ns)


def _visible(folder: Path, path: str, unseen: dict[str, OSError]) -> Iterator[os.DirEntry[str]]:
    """Return what is in a folder below the listed one, by name; if it cannot be listed, add it to `unseen`."""
    try:
        with os.scandir(folder / path) as entries:
            visible = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        unseen[path] = error
        return iter(())
    return iter(sorted(visible, key=lambda entry: entry.name))


def is_broken_link(path: Path) -> bool:
    """Return whether a path is a link to something that does not exist, or is not there at the moment."""
    try:
        path.stat()
    except FileNotFoundError:
        return path.is_symlink()
    except OSError:
        return False
    return False


def reason(error: OSError, path: Path) -> str:
    """Return why a file or folder could not be read, for editors."""
    if is_broken_link(path):
        return "this is a link to something that does not exist"
    return f"this could not be read: {error.strerror or error}"
