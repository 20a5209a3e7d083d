"""Reads and writes files so that a reader finds the old or the new content, also after a machine stopped."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from catalog.errors import CatalogError
from catalog.generations.manifest import sync_folder
from indexer.editing.change_set import EditError

UNFINISHED = ".unfinished-"
"""How the names of files begin that are being written: hidden, so that nothing else reads them."""


class WritingError(CatalogError):
    """A file cannot be written. What was there before is as it was."""


def write_file(path: Path, content: bytes, mode: int | None = None) -> None:
    """Write a file in one step, and wait for the disk; raise WritingError if that fails.

    The file keeps its permissions, and a link to a file leads to it as before. A new one gets `mode`, or the usual
    ones.
    """
    try:
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = _mode(path) if mode is None else mode
        with tempfile.NamedTemporaryFile(prefix=UNFINISHED, dir=path.parent, delete=False) as file:
            unfinished = Path(file.name)
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                unfinished.chmod(mode)
                unfinished.replace(path)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise
        sync_folder(path.parent)
    except OSError as error:
        raise WritingError(f"{path}: this could not be written: {error.strerror or error}") from error


def write_protected(path: Path) -> Path | None:
    """Return what keeps a file from being written or removed: itself, or its folder; None if nothing does.

    Somebody may have protected a file on purpose, and `write_file` needs only its folder.
    """
    if path.exists() and not os.access(path, os.W_OK):
        return path
    folder = next(parent for parent in path.resolve().parents if parent.exists())
    return None if os.access(folder, os.W_OK | os.X_OK) else folder


def remove_unfinished(folder: Path) -> None:
    """Remove what an interrupted command left in a folder. Nobody may be writing there at the time."""
    with suppress(OSError):
        for path in folder.glob(f"{UNFINISHED}*"):
            path.unlink()


def read_or_none(path: Path) -> bytes | None:
    """Return the content of a file, or None if it does not exist; raise EditError if it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EditError(f"{path}: this could not be read: {error.strerror}") from error


def content_hash(content: bytes | None) -> str | None:
    """Return the SHA-256 of a content, None for no file."""
    return None if content is None else hashlib.sha256(content).hexdigest()


def remove_file(path: Path, top: Path) -> None:
    """Remove a file, and the folders above it that are empty then, up to but without `top`."""
    try:
        path.unlink(missing_ok=True)
        sync_folder(path.parent)
        for folder in path.parents:
            if folder == top or top not in folder.parents or any(folder.iterdir()):
                return
            folder.rmdir()
    except OSError as error:
        raise WritingError(f"{path}: this could not be removed: {error.strerror or error}") from error


def _mode(path: Path) -> int:
    """Return the permissions of a file, or those that a new one gets here."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask
