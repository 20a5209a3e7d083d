"""Tells importers which resources the catalog has already from elsewhere."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from catalog.model import Record
from catalog.store.records import Contents
from catalog.taxonomy import Taxonomy
from indexer.check.duplicates.corpus import duplicate_finder
from indexer.check.duplicates.finder import DuplicateFinder
from indexer.check.duplicates.model import Suggestion
from indexer.check.duplicates.wording import evidence_words


class KnownRecords:
    """The records of a corpus that do not come from one source, to compare those of the source with.

    The records are prepared when the first one is looked for: that takes some seconds for 20,000 of them, and each
    look-up less than a millisecond.
    """

    def __init__(
        self,
        corpus: Path,
        taxonomy: Taxonomy,
        contents: Contents,
        source: str,
    ) -> None:
        """Take the corpus folder, what was read from it, and the name of the source. A source may repeat itself."""
        self._corpus = corpus
        self._taxonomy = taxonomy
        self._contents = contents
        self._source = source

    def __call__(self, record: Record) -> tuple[str, str] | None:
        """Return the id of the record that certainly or likely is the same as a new one, and why; None if none is."""
        pairs = (pair for pair in self._finder.matches(record) if pair.suggestion is Suggestion.MERGE)
        best = next(pairs, None)
        if best is None:
            return None
        (record_id,) = {*best.ids} - {record.id}
        return record_id, ", ".join(map(evidence_words, best.evidence))

    @cached_property
    def _finder(self) -> DuplicateFinder:
        finder, _problems = duplicate_finder(self._corpus, self._taxonomy, self._contents, except_source=self._source)
        return finder
