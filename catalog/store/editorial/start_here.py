"""Reads the file of the resources to start with, and validates it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from catalog.editorial.start_here import StartHere
from catalog.errors import Problem
from catalog.generations.generation import TAXONOMY
from catalog.schemas.editorial.start_here import StartHereSchema
from catalog.store.editorial.listing import FileContents, ListingSchema, Loaded, by_line, load_listing, read_items
from catalog.store.taxonomy import load_taxonomy
from catalog.store.validation import Validated, validate
from catalog.taxonomy import Taxonomy
from catalog.text import did_you_mean

FILE = "start_here.yaml"


def load_start_here(corpus: Path, records: Collection[str], previous: Collection[StartHere] = ()) -> Loaded[StartHere]:
    """Return the resources to start with, by topic, in the order of their file.

    `records` are the ids that the file may name, `previous` what is published now. Raises TaxonomyError if there is
    such a file and no readable taxonomy.
    """
    return load_listing(corpus / FILE, StartHereListing(corpus, records), previous)


class StartHereListing(ListingSchema[StartHere]):
    """A file with the resources to start with.

    A topic with a problem is left out, but one that names a record which does not exist is published without it. If
    nothing in the file can be read, or it is empty, the previous ones are retained; without the file there are none.
    """

    kind = "start-here"

    def __init__(self, corpus: Path, records: Collection[str]) -> None:
        """Take the corpus, and the ids that the file may name."""
        self._corpus = corpus
        self._records = records

    @cached_property
    def _taxonomy(self) -> Taxonomy:
        return load_taxonomy(self._corpus / TAXONOMY)

    def read(self, path: Path, file: str) -> FileContents[StartHere]:
        """Return the valid topics of the file."""
        raws, malformed = read_items(path, file, "topic to start with", self.kind, may_be_empty=False)
        validated = [validate(raw, StartHereSchema(self._taxonomy), self.kind) for raw in raws]
        repeated = tuple(self._repeated_topics(validated))
        valid = [item for item in validated if item.value and item.raw.line not in {item.line for item in repeated}]
        problems = (
            *malformed,
            *(problem for item in validated for problem in item.problems),
            *repeated,
            *(problem for item in valid for problem in self._missing_records(item)),
        )
        published = (self.valid_part(item.value) for item in valid)
        return FileContents(
            tuple(start for start in published if start),
            by_line(problems),
            refused=bool(problems) and not validated,
            notes=tuple(note for item in valid for note in item.notes),
        )

    def _repeated_topics(self, validated: Sequence[Validated]) -> Iterator[Problem]:
        """Yield a problem for each item with the topic of an earlier one, at the line where the item begins."""
        first_lines: dict[str, int] = {}
        for item in validated:
            if item.value and (first := first_lines.setdefault(item.value.topic, item.raw.line)) != item.raw.line:
                message = f"topic '{item.value.topic}' is already used in line {first}"
                yield Problem(self.kind, message, item.raw.file, item.raw.line, field="topic")

    def _missing_records(self, item: Validated) -> Iterator[Problem]:
        """Yield a problem for each record that does not exist."""
        for number, record in enumerate(item.value.records):
            if record not in self._records:
                hint = did_you_mean(record, self._records)
                message = f"there is no record '{record}', so the topic page leaves it out{hint}"
                line = item.raw.line_of(("records", number))
                yield Problem(self.kind, message, item.raw.file, line, record, f"records[{number}]")

    def valid_part(self, item: StartHere) -> StartHere | None:
        """Return what remains without records that do not exist, or None."""
        records = tuple(record for record in item.records if record in self._records)
        return replace(item, records=records) if records else None
