"""Reads the file of the resources to start with, and validates it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from catalog.editorial.start_here import StartHere
from catalog.errors import Problem
from catalog.schemas.editorial.start_here import StartHereSchema
from catalog.store.editorial.corpus_listing import CorpusListing
from catalog.store.editorial.listing import FileContents, Loaded, load_listing, read_items, valid_contents
from catalog.store.validation import Validated, validate

FILE = "start_here.yaml"


def load_start_here(corpus: Path, records: Collection[str], previous: Collection[StartHere] = ()) -> Loaded[StartHere]:
    """Return the resources to start with, by topic, in the order of their file.

    `records` are the ids that the file may name, `previous` what is published now. Raises TaxonomyError if there is
    such a file and no readable taxonomy.
    """
    return load_listing(corpus / FILE, StartHereListing(corpus, records), previous)


class StartHereListing(CorpusListing[StartHere]):
    """A file with the resources to start with.

    A topic with a problem is left out, but one that names a record which does not exist is published without it. If
    nothing in the file can be read, or it is empty, the previous ones are retained; without the file there are none.
    """

    kind = "start-here"

    def read(self, path: Path, file: str) -> FileContents[StartHere]:
        """Return the valid topics of the file."""
        raws, malformed = read_items(path, file, "topic to start with", self.kind, may_be_empty=False)
        validated = [validate(raw, StartHereSchema(self.taxonomy), self.kind) for raw in raws]
        contents = valid_contents(validated, malformed, self._repeated_topics(validated), self._missing_records)
        published = tuple(filter(None, map(self.valid_part, contents.items)))
        return replace(contents, items=published)

    def _repeated_topics(self, validated: Sequence[Validated]) -> dict[int, Problem]:
        """Return a problem for each item with the topic of an earlier one, by the line where the item begins."""
        first_lines: dict[str, int] = {}
        problems: dict[int, Problem] = {}
        for raw, topic in ((item.raw, item.value.topic) for item in validated if item.value):
            if (first := first_lines.setdefault(topic, raw.line)) != raw.line:
                message = f"topic '{topic}' is already used in line {first}"
                problems[raw.line] = Problem(self.kind, message, raw.file, raw.line, field="topic")
        return problems

    def _missing_records(self, item: Validated) -> Iterator[Problem]:
        named = ((("records", number), record) for number, record in enumerate(item.value.records))
        return self.missing_records(item.raw, named, ", so the topic page leaves it out")

    def valid_part(self, item: StartHere) -> StartHere | None:
        """Return what remains without records that do not exist, or None."""
        records = tuple(record for record in item.records if record in self.records)
        return replace(item, records=records) if records else None
