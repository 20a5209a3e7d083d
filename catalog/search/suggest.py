"""What to offer while a visitor types: words of titles and topics that begin so, resources, topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from catalog.search.analysis import clean, fold
from catalog.search.query import MAX_TEXT, Query
from catalog.search.result import FacetCount, SearchResult, SuggestedResource, Suggestions
from catalog.taxonomy import Taxonomy

MIN_CHARS = 2
SHOWN = 3
"""Resources, and topics, offered at most."""


class Source(Protocol):
    """What suggestions are made from."""

    @property
    def generation(self) -> str:
        """The generation's name."""

    @property
    def taxonomy(self) -> Taxonomy:
        """The vocabularies."""

    def titles(self) -> Iterable[tuple[str, str, str | None]]:
        """Yield (id, title, format) of every entry."""

    def search(self, query: Query) -> SearchResult:
        """Answer a query."""

    def values(self, facet: str) -> tuple[FacetCount, ...]:
        """Return a facet's values with their counts."""


class Suggester:
    """Suggestions by simple prefix."""

    def __init__(self, source: Source) -> None:
        """Take where to look; nothing is read before the first question."""
        self._source = source
        self._phrases: tuple[tuple[str, str], ...] | None = None

    def suggest(self, text: str, limit: int) -> Suggestions:
        """Return at most `limit` completions, three resources that have the words, and three topics by name."""
        typed = fold(clean(text[:MAX_TEXT])).strip()
        if len(typed) < MIN_CHARS:
            return Suggestions(self._source.generation)
        completions = [phrase for key, phrase in self._all_phrases() if key.startswith(typed)][:limit]
        begun = text if text.endswith((" ", "*", '"')) else f"{text}*"
        found = self._source.search(Query(begun[:MAX_TEXT], per_page=SHOWN))
        resources = tuple(SuggestedResource(hit.record.id, hit.record.title, hit.record.format) for hit in found.hits)
        topics = [topic for topic in self._source.values("topic") if self._names(topic.value, typed)][:SHOWN]
        shown = () if found.relaxed or not found.interpreted_as else resources
        return Suggestions(self._source.generation, tuple(completions), shown, tuple(topics))

    def _all_phrases(self) -> tuple[tuple[str, str], ...]:
        """Return (folded, shown) phrases to complete to, commonest first: synonyms, topics, two words of a title."""
        if self._phrases is None:
            taxonomy = self._source.taxonomy
            listed = [term for group in taxonomy.synonyms for term in group]
            listed += [term.label for facet in ("topic", "format", "publisher") for term in taxonomy.terms(facet)]
            common = Counter({fold(phrase): 0 for phrase in listed})
            shown = {fold(phrase): phrase for phrase in listed}
            for _, title, _ in self._source.titles():
                folded = fold(title)
                common.update({phrase: 1 for phrase in shown if phrase in folded})
            ranked = sorted(common, key=lambda phrase: (-common[phrase], phrase))
            self._phrases = tuple((phrase, shown[phrase]) for phrase in ranked)
        return self._phrases

    def _names(self, topic: str, typed: str) -> bool:
        """Tell whether a word of the topic's label or one of its synonyms begins so."""
        term = self._source.taxonomy.term("topic", topic)
        names = (term.label, *term.synonyms) if term else (topic,)
        return any(f" {fold(name)}".find(f" {typed}") >= 0 for name in names)
