"""What to offer while a visitor types: how the text may go on, resources by their titles, topics by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Protocol

from catalog.search.query.tree import MAX_TEXT
from catalog.search.result import FacetCount, SuggestedResource, Suggestions
from catalog.search.suggest.completion import Completer, Phrase, nearest_beginning, phrase_count
from catalog.search.suggest.did_you_mean import Speller
from catalog.search.suggest.titles import Title, Titles
from catalog.search.suggest.vocabulary import Vocabulary, surface
from catalog.search.text.analyzer import PIECE
from catalog.search.text.analyzers import terms
from catalog.taxonomy import Taxonomy
from catalog.text import clean, fold

MIN_CHARS, MAX_CHARS = 2, 200
SHOWN = 3
"""Resources, and topics, offered at most."""
MAX_WORDS = 16
"""Words of a text that resources are looked for by: the last ones."""
LAST_WORD = re.compile(r"""(?:^|(?<=[\s"(-]))[^\W_]+(?:['\u2019][^\W_]*)*$""")


class Source(Protocol):
    """What suggestions are made from; titles and values are asked once, at the first question."""

    @property
    def generation(self) -> str:
        """The generation's name."""

    @property
    def taxonomy(self) -> Taxonomy:
        """The vocabularies."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The words of every entry, as WordCounter counts them."""

    @property
    def speller(self) -> Speller:
        """The speller of this vocabulary."""

    def titles(self) -> Iterable[Title]:
        """Yield (id, title, format) of every entry, in the order that breaks ties."""

    def values(self, facet: str) -> tuple[FacetCount, ...]:
        """Return a facet's values with their counts."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """The beginning of a query: all before the last word, and that word, folded; empty if a next one is to begin."""

    head: str
    start: str

    @property
    def text(self) -> str:
        return self.head + self.start


class Suggester:
    """Suggestions from one generation; safe to share between threads, which may at worst prepare it twice."""

    def __init__(self, source: Source) -> None:
        """Take where to look; nothing is read before the first question."""
        self._source = source

    def suggest(self, text: str, limit: int) -> Suggestions:
        """Return at most `limit` completions, three resources and three topics; none below MIN_CHARS characters.

        Words that the index does not know are taken for the nearest ones that it does. A text of more than MAX_CHARS
        is none that somebody is still typing, and gets nothing.
        """
        text = clean(text[:MAX_TEXT]).lstrip()
        if not MIN_CHARS <= len(fold(text).strip()) <= MAX_CHARS:
            return Suggestions(self._source.generation)
        match = LAST_WORD.search(text)
        end = match.start() if match else len(text)
        begun = self._respelled(_Begun(text[:end], fold(text[end:])))
        titles = self._titled(begun)
        offered = self._completer.complete(begun.head, begun.start, [title for _, title, _ in titles])
        completions = islice((each for each in offered if fold(each) != fold(text)), limit)
        resources = tuple(SuggestedResource(*title) for title in titles[:SHOWN])
        return Suggestions(self._source.generation, tuple(completions), resources, self._topics(begun.text))

    def _respelled(self, begun: _Begun) -> _Begun:
        """Return the text with the words put right that nothing begins with."""
        speller = self._source.speller
        head = next((better.text for better in speller.corrections(begun.head, 1)), begun.head)
        start = begun.start
        if not start or self._completer.knows(start) or self._all_titles.knows(start):
            return _Begun(head, start)
        if nearest := nearest_beginning(start, self._source.vocabulary):
            return _Begun(head, nearest)
        return _Begun(head, next((better.text for better in speller.corrections(start, 1)), start))

    def _titled(self, begun: _Begun) -> tuple[Title, ...]:
        """Return resources whose titles have all words as typed so far, or else their stems."""
        words = [word for word in map(surface, PIECE.findall(begun.text)) if word][-MAX_WORDS:]
        stems = [*terms(begun.head), begun.start][-MAX_WORDS:]
        return self._all_titles.matching(words) or self._all_titles.matching([*filter(None, stems)])

    def _topics(self, text: str) -> tuple[FacetCount, ...]:
        """Return the topics of which a word of the label or a synonym begins so."""
        typed = f" {fold(text).strip()}"
        return tuple(topic for topic, names in self._topic_names if any(typed in name for name in names))[:SHOWN]

    @cached_property
    def _all_titles(self) -> Titles:
        return Titles(self._source.titles())

    @cached_property
    def _completer(self) -> Completer:
        return Completer(self._source.vocabulary, _phrases(self._source))

    @cached_property
    def _topic_names(self) -> tuple[tuple[FacetCount, tuple[str, ...]], ...]:
        found = [(topic, self._source.taxonomy.term("topic", topic.value)) for topic in self._source.values("topic")]
        return tuple(
            (topic, tuple(f" {fold(name)}" for name in ((term.label, *term.synonyms) if term else (topic.label,))))
            for topic, term in found
        )


def _phrases(source: Source) -> Iterator[Phrase]:
    """Yield the phrases worth offering: names of topics, formats and publishers, and what the taxonomy holds equal."""
    for facet in ("topic", "format", "publisher"):
        for value in source.values(facet):
            yield Phrase(fold(value.label), value.label, value.count)
            term = source.taxonomy.term(facet, value.value)
            for name in term.synonyms if term else ():
                if facet == "publisher":
                    yield Phrase(fold(name), value.label, value.count)
                else:
                    yield Phrase(fold(name), name, phrase_count(name, source.vocabulary))
    for group in source.taxonomy.synonyms:
        count = max(phrase_count(each, source.vocabulary) for each in group)
        for each in group:
            yield Phrase(fold(each), each, count)
            if each.isupper():  # who begins to type an acronym is offered what it stands for too
                yield Phrase(fold(each), group[0], count)
