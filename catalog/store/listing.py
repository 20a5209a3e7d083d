"""Editorial content on disk to validated values: one function for every kind of file and folder."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from marshmallow import Schema

from catalog.errors import Problem
from catalog.store.records import validated
from catalog.store.yaml_json import Malformed, RawRecord, display_path, read_records

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Loaded(Generic[ItemT]):
    """The valid items of a listing, and every problem of the others.

    `kept` says that some items are those published before, because their file was refused.
    """

    items: tuple[ItemT, ...] = ()
    problems: tuple[Problem, ...] = ()
    kept: bool = False


@dataclass(frozen=True, slots=True)
class FileContents(Generic[ItemT]):
    """The valid items of one file, and its problems. If it is `refused`, the items it held before stay published."""

    items: tuple[ItemT, ...] = ()
    problems: tuple[Problem, ...] = ()
    refused: bool = False


class ListingSchema(ABC, Generic[ItemT]):
    """How one kind of listing is read and checked: one file of items, or a folder with a file for each item.

    `kind` is that of its problems, and `in_folder` tells which of the two it is.
    """

    kind: ClassVar[str]
    in_folder: ClassVar[bool] = False

    @abstractmethod
    def read(self, path: Path, file: str) -> FileContents[ItemT]:
        """Return what a file holds; never raise for its contents. `file` is its path for people."""

    def published_from(self, path: Path, previous: Collection[ItemT]) -> Iterable[ItemT]:  # noqa: ARG002  # for folders
        """Return which of the previous items a file held."""
        return previous

    def still_valid(self, item: ItemT) -> ItemT | None:
        """Return as much of a previous item as is still valid, or None."""
        return item

    def combine(self, items: Mapping[Path, tuple[ItemT, ...]]) -> tuple[tuple[ItemT, ...], tuple[Problem, ...]]:
        """Return the items of all files in the order to publish, and the problems between files."""
        return tuple(item for listed in items.values() for item in listed), ()


def load_listing(path: Path, schema: ListingSchema[ItemT], previous: Collection[ItemT] = ()) -> Loaded[ItemT]:
    """Return what a file or folder of the corpus holds; nothing if it does not exist. Never raises for its contents.

    Items with problems are left out. If a file is refused, as it cannot be read for instance, its items among the
    `previous` ones, which are published now, stay as far as they are still valid.
    """
    corpus = path.parent
    try:
        paths = _files(path, in_folder=schema.in_folder)
    except OSError as error:
        problem = Problem(schema.kind, f"the folder could not be read: {error.strerror}", display_path(path, corpus))
        kept = _still_valid(schema, previous)
        return Loaded(kept, (problem,), bool(kept))
    contents = {each: schema.read(each, display_path(each, corpus)) for each in paths}
    kept_items = {
        each: _still_valid(schema, schema.published_from(each, previous))
        for each, read in contents.items()
        if read.refused
    }
    items, problems = schema.combine({each: kept_items.get(each, read.items) for each, read in contents.items()})
    in_files = (problem for read in contents.values() for problem in read.problems)
    return Loaded(items, (*in_files, *problems), any(kept_items.values()))


def read_items(path: Path, file: str, noun: str, kind: str) -> tuple[list[RawRecord], list[Problem]]:
    """Return the items of a file that lists any number of them, unchecked, and a problem for each malformed part."""
    listed = list(read_records(path, file, noun, may_be_empty=True))
    raws = [item for item in listed if isinstance(item, RawRecord)]
    return raws, [malformed_problem(item, kind) for item in listed if isinstance(item, Malformed)]


def check_items(
    raws: Iterable[RawRecord], schema: Schema, kind: str, further: Mapping[int, Problem] | None = None
) -> tuple[tuple[Any, ...], list[Problem]]:
    """Return the items without problems, and the problems of the others.

    `further` are problems that the schema cannot see, by the line of their item.
    """
    items: list[Any] = []
    problems: list[Problem] = []
    for raw in raws:
        item_problems, item = validated(raw, schema, kind)
        if further and raw.line in further:
            item_problems = [*item_problems, further[raw.line]]
        problems += item_problems
        items += [] if item_problems else [item]
    return tuple(items), problems


def malformed_problem(item: Malformed, kind: str) -> Problem:
    """Return the problem of what could not be read."""
    return Problem(kind, item.message, item.file, item.line)


def by_line(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems of one file in the order of its lines."""
    return tuple(sorted(problems, key=lambda problem: problem.line or 0))


def _files(path: Path, *, in_folder: bool) -> list[Path]:
    """Return the files of a listing, sorted, without hidden ones; raise OSError for a folder that cannot be read."""
    if not in_folder:
        return [path] if path.exists() or path.is_symlink() else []  # a link to nothing is a problem
    try:
        return sorted(file for file in path.iterdir() if not file.name.startswith("."))
    except FileNotFoundError:
        return []


def _still_valid(schema: ListingSchema[ItemT], previous: Iterable[ItemT]) -> tuple[ItemT, ...]:
    return tuple(item for item in map(schema.still_valid, previous) if item is not None)
