"""What a change of the corpus consists of, before and after it is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from catalog.errors import CatalogError


class EditError(CatalogError):
    """A file cannot be changed without changing something else, or is not as it was expected to be."""


class EditKind(StrEnum):
    """What made a change."""

    IMPORT = "import"
    EDIT = "edit"
    MERGE = "merge"
    TIDY = "tidy"
    TERMS = "terms"
    LINKS = "links"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class FileVersions:
    """The content of a file before and after a change; None where the file does not exist."""

    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class FileCopy:
    """The content of a file before a change, None if it does not exist, and the file whose copy it becomes."""

    before: bytes | None
    source: Path


@dataclass(frozen=True, slots=True)
class ChangeDraft:
    """A change to be made, with a title for people, such as "Import 12 records from partner.csv".

    `files` are by their paths in the corpus. `fields` names the changed fields of each record, by record id; it is
    empty for a record that is removed. `why` is what the editor said about it. `undoes` is the number of the set that
    the change takes back.
    """

    kind: EditKind
    title: str
    files: Mapping[PurePosixPath, FileVersions | FileCopy]
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    why: str = ""
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file of the corpus that a set changed, with the SHA-256 of its content before and after; None if absent."""

    path: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """A change that was made: when (UTC), by whom, and what. `number` counts all sets from 1.

    `is_forgotten` tells that the contents of its files are not kept any more: nothing can take it back.
    """

    number: int
    kind: EditKind
    title: str
    who: str
    at: dt.datetime
    files: tuple[ChangedFile, ...]
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    why: str = ""
    undoes: int | None = None
    is_forgotten: bool = False
