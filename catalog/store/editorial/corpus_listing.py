"""What listings have in common whose items name terms of the taxonomy and records of the corpus."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path

from catalog.errors import Problem
from catalog.generations.generation import TAXONOMY
from catalog.store.editorial.listing import ItemT, ListingSchema
from catalog.store.files.yaml_json import FieldPath, RawRecord
from catalog.store.taxonomy import load_taxonomy
from catalog.store.validation import written_path
from catalog.taxonomy import Taxonomy
from catalog.text import did_you_mean


class CorpusListing(ListingSchema[ItemT]):
    """A listing whose items name terms and records. The taxonomy is read once, if it is needed at all."""

    def __init__(self, corpus: Path, records: Collection[str]) -> None:
        """Take the corpus, and the ids that the items may name."""
        self.corpus = corpus
        self.records = records

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy of the corpus. Raises TaxonomyError if it cannot be read."""
        return load_taxonomy(self.corpus / TAXONOMY)

    def missing_records(
        self, raw: RawRecord, named: Iterable[tuple[FieldPath, str]], consequence: str
    ) -> Iterator[Problem]:
        """Yield a problem for each record that does not exist, of those an item names, each with its path in the item.

        `consequence` continues "there is no record 'x'".
        """
        for path, record in named:
            if record not in self.records:
                message = f"there is no record '{record}'{consequence}{self.hint(record)}"
                yield Problem(self.kind, message, raw.file, raw.line_of(path), record, written_path(path))

    def hint(self, record: str) -> str:
        """Return the likely id in place of one that does not exist, as a question; empty if there is none."""
        return did_you_mean(record, self.records)
