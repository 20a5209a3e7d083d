"""The public interface to one generation: search, suggestions, related resources, lookups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from weakref import proxy

from catalog.model import Entry, Passage, Record, TextSpans
from catalog.search.highlight import marks_in
from catalog.search.pipeline import IdsFor, SearchPipeline, none_first
from catalog.search.ports import Engine, SearchBackend
from catalog.search.query.tree import Query, Word
from catalog.search.related.links import LinkGraph
from catalog.search.related.related import related_ids
from catalog.search.result import FacetCount, Related, SearchResult, Suggestions
from catalog.search.spelling.did_you_mean import Speller, Spelling
from catalog.search.suggest.known_queries import KnownQuery
from catalog.search.suggest.phrases import Keywords
from catalog.search.suggest.suggestions import MAX_COMPLETIONS, MAX_SUGGESTED, Suggester
from catalog.search.suggest.titles import Title
from catalog.search.text.fields import field_analyzer
from catalog.search.text.vocabulary import Vocabulary
from catalog.taxonomy import Taxonomy
from catalog.text import nfc
from catalog.weakly_bound import weakly_bound


class Searcher:
    """Reads one generation, the same way for every engine. Safe to share between threads."""

    def __init__(self, backend: SearchBackend, known_queries: Iterable[KnownQuery] = ()) -> None:
        """Take the engine's view of the generation, and queries to suggest if they succeed."""
        self._backend = backend
        self.known_queries = tuple(known_queries)
        self._pipeline = SearchPipeline(backend, weakly_bound(self._corrections))
        self._suggester = Suggester(proxy(self))

    @property
    def generation(self) -> str:
        """The name of the generation."""
        return self._backend.generation

    @property
    def taxonomy(self) -> Taxonomy:
        """The vocabularies the entries were indexed by."""
        return self._backend.taxonomy

    @property
    def size(self) -> int:
        """The number of entries."""
        return self._backend.size

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences for editors about the state of the index; empty if it is intact."""
        return self._backend.warnings

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of all entries."""
        return self._backend.vocabulary

    @cached_property
    def speller(self) -> Speller:
        """The speller with the words of the vocabulary."""
        return Speller(self.vocabulary, self.taxonomy.known_words)

    def _corrections(self, text: str) -> tuple[Spelling, ...]:
        return self.speller.corrections(text)

    @cached_property
    def _links(self) -> LinkGraph:
        return LinkGraph(self._backend.links(), frozenset(self._backend.ids()))

    def warm(self) -> None:
        """Prepare what searches share, so that the first visitor does not wait for it."""
        marks_in("pe\u00f1a", (Word("pena"),), "summary")  # builds the table of accents
        self.search(Query("the"))
        self.speller.corrections("the")
        self.suggest("the")

    def search(self, query: Query, first: IdsFor = none_first) -> SearchResult:
        """Return the result of a query; raise QueryError if the text is too long or the page too deep.

        `first` returns the ids of the entries that come first by relevance, for the text as typed or corrected.
        """
        return self._pipeline.run(query, first)

    def has_results(self, text: str) -> bool:
        """Return whether some entry has everything in a text, which takes less time than a search."""
        return self._pipeline.has_results(text)

    def first_hits(self, query: Query, limit: int, first: IdsFor = none_first) -> SearchResult:
        """Return the result with the first hits, up to a limit, on one page without snippets and explanations."""
        return self._pipeline.run_for_first(query, limit, first)

    def marks(self, query: Query, record: Record, text: str) -> TextSpans:
        """Return the marks of a query in a text from the documents of a record, as snippets have them."""
        return marks_in(text, self._pipeline.leaves(query), "body", field_analyzer(record, "body"))

    def get(self, record_id: str) -> Entry | None:
        """Return a whole entry by its id or one of its aliases, or None."""
        resolved = self._resolve(record_id)
        return None if resolved is None else self._backend.get(resolved)

    def head(self, record_id: str) -> Entry | None:
        """Return an entry without its passages, by its id or one of its aliases, or None."""
        resolved = self._resolve(record_id)
        return None if resolved is None else self._backend.head(resolved)

    def _resolve(self, name: str) -> str | None:
        """Return the id of the entry with an id or alias, or None. Aliases are in NFC, as all fields of records."""
        return self._backend.resolve(nfc(name))

    def passage_counts(self, record_id: str) -> Sequence[int]:
        """Return how many passages each document of an entry has, in order, without those after the last passage.

        Nothing for an unknown id; aliases are not ids here.
        """
        return self._backend.passage_counts(record_id)

    def passages(self, record_id: str, document: int, numbers: range) -> Sequence[Passage]:
        """Return passages of an entry's document by consecutive numbers, which count from 0 within the document.

        Numbers beyond the last passage are ignored.
        """
        before, count = self.passage_counts(record_id)[:document], self.passage_counts(record_id)[document:][:1]
        in_entry = range(sum(before), sum(before) + sum(count))[numbers.start : numbers.stop]
        return self._backend.passages(record_id, in_entry.start, in_entry.stop)

    def records(self, ids: Iterable[str]) -> Mapping[str, Record]:
        """Return the records of the given ids, by id; unknown ids are left out."""
        return self._backend.records(ids)

    def related(self, record_id: str, limit: int = 6) -> tuple[Related, ...]:
        """Return at most `limit` resources related to one, by its id or an alias; none for an unknown id."""
        resolved = self._resolve(record_id)
        if resolved is None:
            return ()
        reasons = related_ids(self._links, self._backend.more_like_this, resolved, limit)
        records = self._backend.records(reasons)
        return tuple(Related(records[key], reason) for key, reason in reasons.items() if key in records)

    def featured(self, on: dt.date) -> tuple[Record, ...]:
        """Return the records featured on a day: the most recently featured first, equal ones by id.

        Samples and resources that lead nowhere are never featured.
        """
        dated = [
            (record.featured.sort_key, record.id, record)
            for record in self._backend.featured()
            if record.featured and record.featured.includes(on) and record.is_presentable
        ]
        return tuple(record for _, _, record in sorted(dated, key=lambda item: item[:2]))

    def values(self, facet: str) -> tuple[FacetCount, ...]:
        """Return every value that some entry has in a facet, with its count, in display order."""
        return self._backend.values(facet)

    def suggest(
        self,
        text: str,
        limit: int = MAX_COMPLETIONS,
        max_resources: int = MAX_SUGGESTED,
        language: str | None = None,
    ) -> Suggestions:
        """Return at most `limit` completions for the beginning of a query, three resources and three topics.

        `max_resources` is another maximum of resources, whose titles are in `language` if the record has it.
        """
        return self._suggester.suggest(text, limit, max_resources, language)

    def titles(self, language: str | None = None) -> Iterable[Title]:
        """Yield (id, title, format) of every entry, by id; the title is in `language` if the record has it."""
        return self._backend.titles(language)

    def keywords(self) -> Iterable[Keywords]:
        """Yield the keywords of every entry that has any."""
        return self._backend.keywords()

    def all_records(self) -> Iterable[Record]:
        """Yield the record of every entry, by id."""
        return self._backend.all_records()

    def ids(self) -> Iterator[str]:
        """Yield every entry's id, ascending."""
        return self._backend.ids()

    def id_digest(self) -> str:
        """Return the digest of every entry's id, as `generations.digests.id_digest` computes it."""
        return self._backend.id_digest()


def open_searcher(
    engine: Engine,
    folder: Path,
    taxonomy: Taxonomy,
    generation: str,
    damaged: frozenset[str] = frozenset(),
    *,
    known_queries: Iterable[KnownQuery] = (),
) -> Searcher:
    """Return a searcher over a committed folder; every file but the `damaged` ones was verified.

    It suggests those of the `known_queries` that succeed.
    """
    return Searcher(engine.open_backend(folder, taxonomy, generation, damaged), known_queries)
