"""Reads the files of featured toolkits, and validates them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from catalog.errors import Problem
from catalog.schemas.base.texts import ID
from catalog.schemas.toolkits.featured_toolkit import FeaturedToolkitSchema
from catalog.store.editorial.corpus_listing import CorpusListing
from catalog.store.editorial.listing import (
    FileContents,
    Loaded,
    by_line,
    load_listing,
    malformed_problem,
)
from catalog.store.files.yaml_json import FieldPath, RawRecord, display_path, read_records
from catalog.store.validation import validate
from catalog.toolkit import FeaturedToolkit, Section, Toolkit

FOLDER = "toolkits"
SUFFIXES = (".yaml", ".yml")


def load_toolkits(
    corpus: Path, records: Collection[str], previous: Collection[FeaturedToolkit] = ()
) -> Loaded[FeaturedToolkit]:
    """Return the featured toolkits of a corpus by rank, equal ones by name.

    `records` are the ids that a toolkit may name, `previous` the toolkits published now. Raises TaxonomyError if there
    are toolkits and no readable taxonomy.
    """
    return load_listing(corpus / FOLDER, ToolkitListing(corpus, records), previous)


class ToolkitListing(CorpusListing[FeaturedToolkit]):
    """A folder of toolkits, a file each.

    A toolkit with a problem is left out, but one that names a record which does not exist is published without that
    item. If a file cannot be read, its previous toolkit is retained.
    """

    kind = "toolkit"
    in_folder = True

    def read(self, path: Path, file: str) -> FileContents[FeaturedToolkit]:
        """Return the toolkit of a file."""
        if reason := _name_problem(path):
            return self._only_problem(reason, file)
        raw, *further = read_records(path, file, "toolkit")
        if not isinstance(raw, RawRecord):
            return FileContents(problems=(malformed_problem(raw, self.kind),), refused=True)
        if further:
            return self._only_problem(
                "a second toolkit begins here: put it into a file of its own", file, further[0].line
            )
        validated = validate(raw, FeaturedToolkitSchema(self.taxonomy, path.stem), self.kind)
        if validated.problems:
            return FileContents(problems=by_line(validated.problems))
        named = _named_records(validated.value.toolkit)
        missing = tuple(self.missing_records(validated.raw, named, ", so the toolkit is published without it"))
        published = _without(validated.value, {problem.record for problem in missing})
        return FileContents((published,) if published else (), missing, notes=validated.notes)

    def _only_problem(self, message: str, file: str, line: int | None = None) -> FileContents[FeaturedToolkit]:
        return FileContents(problems=(Problem(self.kind, message, file, line),))

    def previous_items(self, path: Path, previous: Collection[FeaturedToolkit]) -> list[FeaturedToolkit]:
        """Return the previous toolkit with the name of a file."""
        return [toolkit for toolkit in previous if toolkit.name == path.stem][-1:]

    def valid_part(self, item: FeaturedToolkit) -> FeaturedToolkit | None:
        """Return a toolkit with the records that still exist."""
        return _without(item, {record for record in item.toolkit.ids() if record not in self.records})

    def combine(
        self, items: Mapping[Path, tuple[FeaturedToolkit, ...]]
    ) -> tuple[tuple[FeaturedToolkit, ...], tuple[Problem, ...]]:
        """Return the toolkits by rank; of two files with the same name the second is a problem."""
        toolkits: dict[str, FeaturedToolkit] = {}
        problems: list[Problem] = []
        for path, toolkit in ((path, toolkit) for path, of_file in items.items() for toolkit in of_file):
            if toolkits.setdefault(toolkit.name, toolkit) is not toolkit:
                message = f"there is another toolkit '{path.stem}': rename one of the two"
                problems.append(Problem(self.kind, message, display_path(path, self.corpus)))
        ordered = sorted(toolkits.values(), key=lambda toolkit: (toolkit.rank, toolkit.name))
        return tuple(ordered), tuple(problems)


def _name_problem(path: Path) -> str | None:
    """Return the problem of the name of a toolkit's file, or None."""
    if path.suffix.lower() not in SUFFIXES:
        return "is not a toolkit: the name of a toolkit's file ends in .yaml"
    if not ID.fullmatch(path.stem):
        return f"'{path.stem}' is not a valid name for a toolkit: name the file with a-z, 0-9 and hyphens"
    return None


def _named_records(toolkit: Toolkit) -> Iterator[tuple[FieldPath, str]]:
    """Yield the records of a toolkit, each with its path in the file: items before any section come first."""
    for number, section in enumerate(toolkit.sections):
        path: FieldPath = ("sections", number - (not toolkit.sections[0].title)) if section.title else ()
        for item_number, item in enumerate(section.items):
            yield (*path, "items", item_number, "record"), item.record


def _without(featured: FeaturedToolkit, ids: Collection[str | None]) -> FeaturedToolkit | None:
    """Return a toolkit without these records and without sections that are then empty; None if nothing is left."""
    reduced = (
        Section(section.title, tuple(item for item in section.items if item.record not in ids))
        for section in featured.toolkit.sections
    )
    sections = tuple(section for section in reduced if section.items)
    return replace(featured, toolkit=replace(featured.toolkit, sections=sections)) if sections else None
