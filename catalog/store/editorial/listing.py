"""Reads and validates editorial content, with one function for every kind of file and folder."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from marshmallow import Schema

from catalog.errors import Problem
from catalog.store.field_note import FieldNote
from catalog.store.files.folders import is_broken_link, reason
from catalog.store.files.yaml_json import Malformed, RawRecord, display_path, read_records
from catalog.store.validation import Validated, validate

ItemT = TypeVar("ItemT")

MISSING_FOLDER = "this folder is missing, so what was published from it stays: put it back, or leave an empty folder"


@dataclass(frozen=True, slots=True)
class Loaded(Generic[ItemT]):
    """The valid items of a listing, and the problems of the others.

    `retained` tells whether some items are previously published ones, because their file was refused. `notes` say which
    values of valid items were understood that are in another form than the right one.
    """

    items: tuple[ItemT, ...] = ()
    problems: tuple[Problem, ...] = ()
    retained: bool = False
    notes: tuple[FieldNote, ...] = ()


@dataclass(frozen=True, slots=True)
class FileContents(Generic[ItemT]):
    """The valid items of one file, its problems, and notes about the items.

    If it is `refused`, its previous items stay published.
    """

    items: tuple[ItemT, ...] = ()
    problems: tuple[Problem, ...] = ()
    refused: bool = False
    notes: tuple[FieldNote, ...] = ()


class ListingSchema(ABC, Generic[ItemT]):
    """How one kind of listing is read and checked: one file of items, or a folder with a file for each item.

    `kind` is that of its problems, and `in_folder` tells which of the two it is.
    """

    kind: ClassVar[str]
    in_folder: ClassVar[bool] = False

    @abstractmethod
    def read(self, path: Path, file: str) -> FileContents[ItemT]:
        """Return the contents of a file; never raise for errors in it. `file` is its path for people."""

    def previous_items(self, path: Path, previous: Collection[ItemT]) -> Iterable[ItemT]:  # noqa: ARG002  # for folders
        """Return the previous items that came from a file."""
        return previous

    def valid_part(self, item: ItemT) -> ItemT | None:
        """Return the valid part of a previous item, or None."""
        return item

    def combine(self, items: Mapping[Path, tuple[ItemT, ...]]) -> tuple[tuple[ItemT, ...], tuple[Problem, ...]]:
        """Return the items of all files in the order to publish, and the problems between files."""
        return tuple(item for of_file in items.values() for item in of_file), ()


def load_listing(path: Path, schema: ListingSchema[ItemT], previous: Collection[ItemT] = ()) -> Loaded[ItemT]:
    """Return the contents of a file or folder of the corpus, empty if it does not exist. Never raises for errors in it.

    Items with problems are left out. If a file is refused, for example because it cannot be read, its items among the
    `previous` ones, which are published now, are retained if they are still valid. So are all items of a folder that
    cannot be read, or is missing: only files that were seen to be absent from their folder are gone.
    """
    corpus = path.parent
    try:
        paths = _files(path, in_folder=schema.in_folder)
    except OSError as error:
        retained = _valid_items(schema, previous)
        is_missing = isinstance(error, FileNotFoundError) and not is_broken_link(path)
        if is_missing and not retained:
            return Loaded()
        message = MISSING_FOLDER if is_missing else reason(error, path)
        problem = Problem(schema.kind, message, display_path(path, corpus), stale=bool(retained))
        return Loaded(retained, (problem,), bool(retained))
    contents = {file: schema.read(file, display_path(file, corpus)) for file in paths}
    retained_items = {
        file: _valid_items(schema, schema.previous_items(file, previous))
        for file, content in contents.items()
        if content.refused
    }
    items, problems = schema.combine(
        {file: retained_items.get(file, content.items) for file, content in contents.items()}
    )
    file_problems = (
        replace(problem, stale=bool(retained_items.get(file)))
        for file in contents
        for problem in contents[file].problems
    )
    notes = tuple(note for content in contents.values() for note in content.notes)
    return Loaded(items, (*file_problems, *problems), any(retained_items.values()), notes)


def read_items(
    path: Path, file: str, noun: str, kind: str, *, may_be_empty: bool = True
) -> tuple[list[RawRecord], list[Problem]]:
    """Return the unchecked items of a file, and a problem for each malformed part.

    A file without items is malformed unless it `may_be_empty`.
    """
    items = list(read_records(path, file, noun, may_be_empty=may_be_empty))
    raws = [item for item in items if isinstance(item, RawRecord)]
    return raws, [malformed_problem(item, kind) for item in items if isinstance(item, Malformed)]


def check_items(
    raws: Iterable[RawRecord], malformed: Iterable[Problem], schema: Schema, kind: str
) -> FileContents[Any]:
    """Return the valid items of a file, whose malformed parts are known. An id that an earlier item has is a problem.

    The file is refused if nothing in it could be read.
    """
    validated = [validate(raw, schema, kind) for raw in raws]
    return valid_contents(validated, malformed, _duplicate_ids([item.raw for item in validated], kind))


def valid_contents(
    validated: Sequence[Validated],
    malformed: Iterable[Problem],
    repeated: Mapping[int, Problem],
    faults: Callable[[Validated], Iterable[Problem]] = lambda _: (),
) -> FileContents[Any]:
    """Return the valid items of a file, and all its problems.

    `repeated` has the problems of items that repeat an earlier one, by the line where they begin. `faults` returns
    those of a valid item that do not invalidate it. The file is refused if nothing in it could be read.
    """
    valid = [item for item in validated if not item.problems and item.raw.line not in repeated]
    problems = (
        *malformed,
        *(problem for item in validated for problem in item.problems),
        *repeated.values(),
        *(problem for item in valid for problem in faults(item)),
    )
    return FileContents(
        tuple(item.value for item in valid),
        by_line(problems),
        refused=bool(problems) and not validated,
        notes=tuple(note for item in valid for note in item.notes),
    )


def _duplicate_ids(raws: Iterable[RawRecord], kind: str) -> dict[int, Problem]:
    """Return a problem for each item with the id of an earlier one, by the line where it begins."""
    first_lines: dict[str, int] = {}
    problems: dict[int, Problem] = {}
    for raw in raws:
        if raw.id and raw.id in first_lines:
            message = f"id '{raw.id}' is already used in line {first_lines[raw.id]}"
            problems[raw.line] = Problem(kind, message, raw.file, raw.line_of(("id",)), raw.id)
        first_lines.setdefault(raw.id, raw.line)
    return problems


def malformed_problem(item: Malformed, kind: str) -> Problem:
    """Return the problem of a malformed part of a file."""
    return Problem(kind, item.message, item.file, item.line)


def by_line(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems of one file in the order of its lines."""
    return tuple(sorted(problems, key=lambda problem: problem.line or 0))


def _files(path: Path, *, in_folder: bool) -> list[Path]:
    """Return the files of a listing, sorted, without hidden ones; raise OSError for a folder that cannot be read."""
    if in_folder:
        return sorted(file for file in path.iterdir() if not file.name.startswith("."))
    try:
        path.lstat()
    except FileNotFoundError:
        return []
    except OSError:
        return [path]  # reading it says why it cannot be read
    return [path]


def _valid_items(schema: ListingSchema[ItemT], previous: Iterable[ItemT]) -> tuple[ItemT, ...]:
    return tuple(item for item in map(schema.valid_part, previous) if item is not None)
