"""Finds files below a folder by the names that people write, whose characters may have another form on disk.

A Mac stores "í" as "i" and an accent (NFD), other systems as one character (NFC). Both look the same, so a name in
one form stands for the file in the other.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePosixPath

from catalog.text import clean, fold

NameForm = Callable[[str], str]
"""A function that returns the form in which names are compared."""


def written_form(name: str) -> str:
    """Return a name as fields of records have it, whatever its form on disk."""
    return clean(name).strip()


def loose_form(name: str) -> str:
    """Return a name without what people often get wrong: capital letters, accents, apostrophes, spaces."""
    return "".join(fold(name).split())


class FolderNames:
    """The names in a folder and in those below it. Each folder is listed once, and only if it is needed."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; nothing is listed yet."""
        self._folder = folder
        self._names: dict[tuple[Path, NameForm], dict[str, list[str]]] = {}

    def locate(self, relative: PurePosixPath) -> tuple[Path, ...]:
        """Return the path as written if something is there, without listing a folder, or else those of the same form.

        Several paths of the same form are different files. Raises OSError if nothing is found, and a folder in which it
        may be cannot be listed.
        """
        path = self._folder / relative
        return (path,) if os.path.lexists(path) else self.find(relative, written_form)

    def path_of(self, name: str) -> Path:
        """Return the path of a file by its name, with slashes: as written unless only one file has the same form."""
        with suppress(OSError):
            paths = self.locate(PurePosixPath(name))
            if len(paths) == 1:
                return paths[0]
        return self._folder / name

    def find(self, relative: PurePosixPath, form: NameForm) -> tuple[Path, ...]:
        """Return the paths whose names have the same forms, in ascending order.

        Raises OSError if there are none, and a folder in which they may be cannot be listed.
        """
        folders, unseen = [self._folder], None
        for name in relative.parts:
            paths: list[Path] = []
            for folder in folders:
                try:
                    paths += (folder / same for same in self._listed(folder, form).get(form(name), ()))
                except OSError as error:
                    unseen = error
            folders = paths
        if unseen and not folders:
            raise unseen
        return tuple(sorted(folders))

    def _listed(self, folder: Path, form: NameForm) -> dict[str, list[str]]:
        """Return the names in a folder by their form, none if it does not exist."""
        key = folder, form
        if key not in self._names:
            names: dict[str, list[str]] = {}
            for name in _names_in(folder):
                names.setdefault(form(name), []).append(name)
            self._names[key] = names
        return self._names[key]


def _names_in(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
