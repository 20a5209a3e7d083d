"""Names the files that an editor may have meant, if a source is not there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from catalog.errors import CatalogError
from catalog.text import did_you_mean

MAX_NAMED = 5
MAX_LOOKED_AT = 1_000
"""The names in a folder that are compared."""


class MissingSourceError(CatalogError):
    """The file or folder of a source does not exist."""


def check_is_there(path: Path, *, is_folder: bool) -> None:
    """Raise MissingSourceError if a file or folder does not exist, or a folder is there in place of a file."""
    kind, other = ("folder", "file") if is_folder else ("file", "folder")
    is_there = _holds(path.exists)
    if _holds(path.is_dir) is not is_folder and is_there:
        formats = "'import folder' takes a folder" if is_folder else "'import folder' imports a folder of documents"
        raise MissingSourceError(f"'{path}' is a {other}, not a {kind}: {formats}")
    if is_there or _holds(path.is_symlink):  # what is wrong with a link is found when it is opened
        return
    if not _holds(path.parent.is_dir):
        parent = path.parent
        names = _names(parent.parent, is_folder=True, suffix="")
        raise MissingSourceError(f"there is no folder '{parent}'{did_you_mean(parent.name, names)}")
    names = _names(path.parent, is_folder=is_folder, suffix="")
    if guess := did_you_mean(path.name, names):
        raise MissingSourceError(f"there is no {kind} '{path}'{guess}")
    alike = _names(path.parent, is_folder=is_folder, suffix=path.suffix)
    listed = ", ".join(alike[:MAX_NAMED]) + (" ..." if len(alike) > MAX_NAMED else "")
    there = f". In '{path.parent.absolute()}' are: {listed}" if alike else f" in '{path.parent.absolute()}'"
    raise MissingSourceError(f"there is no {kind} '{path.name}'{there}")


def _holds(test: Callable[[], bool]) -> bool:
    """Return what a test of a path says, false where the system refuses to look, as at a name that is too long."""
    try:
        return test()
    except OSError:
        return False


def _names(folder: Path, *, is_folder: bool, suffix: str) -> Sequence[str]:
    """Return the names of the files or folders in a folder, of one kind if there is a suffix; none on any error."""
    try:
        with_kind = [
            path.name
            for path in sorted(folder.iterdir())[:MAX_LOOKED_AT]
            if not path.name.startswith(".") and path.is_dir() is is_folder
        ]
    except OSError:
        return []
    return [name for name in with_kind if name.lower().endswith(suffix.lower())]
