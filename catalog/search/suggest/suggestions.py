"""Suggestions while a visitor types: completions, resources by their titles, and topics by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Protocol

from catalog.search.query.parser import beside_others
from catalog.search.query.rewrite import MIN_PROSE_WORDS
from catalog.search.query.tree import Query
from catalog.search.result import FacetCount, SuggestedResource, Suggestions
from catalog.search.suggest.completer import Completer, Completions, CompletionSource
from catalog.search.suggest.phrases import DEFAULT_LANGUAGE
from catalog.search.suggest.titles import Title, Titles
from catalog.search.suggest.typed_text import divided, suggestable
from catalog.search.text.analyzer import TOKEN_PATTERN
from catalog.search.text.analyzers import terms
from catalog.search.text.vocabulary import surface
from catalog.text import fold
from catalog.vocabularies import Term

MAX_COMPLETIONS = 8
MAX_SUGGESTED = 3
"""The maximum number of resources, and of topics."""
MAX_WITHIN = 1_000
"""The number of characters of the words that narrow suggestions to a part of the catalog."""
MAX_WORDS = 16
"""The number of words, at the end of the text, by which resources are looked up."""
MIN_QUESTION_WORDS = 4
"""A text with this many words also suggests resources that have only some of them."""


class SuggestionSource(CompletionSource, Protocol):
    """The data that suggestions come from; titles and values are read once, for the first suggestion."""

    @property
    def generation(self) -> str:
        """The generation's name."""


@dataclass(frozen=True, slots=True)
class _LocalizedTitles:
    """The titles to search in, in both languages, and by id those that are translated into the reader's language."""

    searchable: Titles
    translated: Mapping[str, Title]

    def localized(self, titles: Iterable[Title]) -> tuple[Title, ...]:
        """Return the titles in the reader's language, each resource once."""
        return tuple({title[0]: self.translated.get(title[0], title) for title in titles}.values())


class Suggester:
    """Suggests from one generation. Safe to share between threads, which at worst prepare it twice."""

    def __init__(self, source: SuggestionSource) -> None:
        """Take the source; nothing is read before the first suggestion."""
        self._source = source
        self._titles: dict[str | None, _LocalizedTitles] = {}

    def suggest(
        self, text: str, limit: int, max_resources: int = MAX_SUGGESTED, language: str | None = None
    ) -> Suggestions:
        """Return at most `limit` completions, `max_resources` resources and MAX_SUGGESTED topics.

        Titles are in `language` if the record has it, and are found by their words in both languages; a text that no
        title has suggests the best results of a search. Unknown words are corrected. Texts with fewer than MIN_CHARS or
        more than MAX_CHARS characters get none.
        """
        if not (text := suggestable(text)):
            return Suggestions(self._source.generation)
        all_titles = self._titles_in(language)
        reader = language or DEFAULT_LANGUAGE
        typed, text = text, self._completer.corrected(text, reader, all_titles.searchable)
        titles = all_titles.localized(_matching_titles(text, all_titles.searchable))
        completed = self._completer.complete(text, typed, reader, [title for _, title, _ in titles], limit)
        if completed.text != text:
            titles = all_titles.localized(_matching_titles(completed.text, all_titles.searchable))
        resources = [SuggestedResource(*title) for title in titles[:max_resources]]
        return Suggestions(
            self._source.generation,
            completed.completions,
            tuple(resources or self._best_results(completed, max_resources, language)),
            self._topics(completed.text),
        )

    def _best_results(self, completed: Completions, limit: int, language: str | None) -> Iterator[SuggestedResource]:
        """Yield the first results of a search for the first completion, or else for the text.

        They have every word, but those of a question may have only some. Its last word counts once it is a whole one.
        """
        text = completed.text
        is_question = len(text.split()) >= MIN_QUESTION_WORDS
        head, last_word = divided(text)
        question = text if not last_word or self._source.vocabulary.count(surface(last_word)) else head
        completion = next(iter(completed.completions), "")
        query = completion or (question if is_question else query_so_far(text))
        if limit and query:
            result = self._source.search(Query(query, per_page=limit, passages=0, facets=()))
            for hit in result.hits if result.complete or is_question else ():
                yield SuggestedResource(hit.record.id, hit.record.text_in(language).title, hit.record.format)

    def _topics(self, text: str) -> tuple[FacetCount, ...]:
        """Return the topics whose label, in any language, or a synonym has a word that begins with the text."""
        typed = f" {fold(text).strip()}"
        matches = (topic for topic, names in self._topic_names if any(typed in name for name in names))
        return tuple(islice(matches, MAX_SUGGESTED))

    def _titles_in(self, language: str | None) -> _LocalizedTitles:
        if language not in self._titles:
            self._titles[language] = _localized_titles(self._source, language)
        return self._titles[language]

    @cached_property
    def _completer(self) -> Completer:
        return Completer(self._source)

    @cached_property
    def _topic_names(self) -> tuple[tuple[FacetCount, tuple[str, ...]], ...]:
        topics = [(topic, self._source.taxonomy.term("topic", topic.value)) for topic in self._source.values("topic")]
        return tuple(
            (topic, tuple(f" {fold(name)}" for name in (_names(term) if term else (topic.label,))))
            for topic, term in topics
        )


def _localized_titles(source: SuggestionSource, language: str | None) -> _LocalizedTitles:
    own = {title[0]: title for title in source.titles()}
    translated = {title[0]: title for title in source.titles(language) if title != own[title[0]]} if language else {}
    return _LocalizedTitles(Titles((*own.values(), *translated.values())), translated)


def _matching_titles(text: str, titles: Titles) -> tuple[Title, ...]:
    """Return the titles that have all words as typed so far, or else their stems."""
    head, last_word = divided(text)
    words = [word for word in map(surface, TOKEN_PATTERN.findall(text)) if word][-MAX_WORDS:]
    stems = [*terms(head), surface(last_word)][-MAX_WORDS:]
    return titles.matching(words) or titles.matching([*filter(None, stems)])


def query_so_far(text: str) -> str:
    """Return the query for the beginning of one: its last word, as far as it is typed, may be the beginning of others.

    Empty for texts without suggestions. It can follow another text: quotes are left out if one is not closed yet.
    """
    text = beside_others(suggestable(text))
    head, last_word = divided(text)
    if not last_word:
        return head
    is_prose = len(text.split()) >= MIN_PROSE_WORDS  # there, OR and parentheses are punctuation
    return f"{head}{last_word}*" if is_prose else f"{head}({last_word} OR {last_word}*)"


def _names(term: Term) -> tuple[str, ...]:
    """Return the label of a term, its synonyms, and its labels in other languages."""
    return (term.label, *term.synonyms, *(translation.label for translation in term.translations))
