"""Lists the files below a folder, and what of it could not be seen."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FolderListing:
    """The files below a folder, in ascending order, without hidden ones.

    `files` are regular files, `others` are pipes, devices, and links to folders, which are not followed. `unseen` has
    the folders that could not be listed and the files that could not be examined, each with its error: what they
    contain is unknown, which does not mean that it is gone.
    """

    files: tuple[Path, ...]
    others: tuple[Path, ...]
    unseen: Mapping[Path, OSError]


def list_files(folder: Path) -> FolderListing:
    """Return the files below a folder; never raise for what is in it. A missing folder is unseen."""
    files: list[Path] = []
    others: list[Path] = []
    unseen: dict[Path, OSError] = {}
    folders = [folder]
    while folders:
        parent = folders.pop()
        try:
            with os.scandir(parent) as entries:
                visible = [entry for entry in entries if not entry.name.startswith(".")]
        except OSError as error:
            unseen[parent] = error
            continue
        for entry in visible:
            path = parent / entry.name
            try:
                mode = entry.stat().st_mode
                is_link = entry.is_symlink()
            except OSError as error:
                unseen[path] = error
                continue
            if stat.S_ISDIR(mode) and not is_link:
                folders.append(path)
            else:
                (files if stat.S_ISREG(mode) else others).append(path)
    return FolderListing(tuple(sorted(files)), tuple(sorted(others)), dict(sorted(unseen.items())))


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
