"""Suggestions while a visitor types: completions, resources by their titles, and topics by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Protocol

from catalog.search.query.parser import beside_others
from catalog.search.query.rewrite import MIN_PROSE_WORDS
from catalog.search.query.tree import MAX_TEXT
from catalog.search.result import FacetCount, SuggestedResource, Suggestions
from catalog.search.suggest.completion import Completer, CompletionPhrase, nearest_prefix, phrase_count
from catalog.search.suggest.did_you_mean import Speller
from catalog.search.suggest.titles import Title, Titles
from catalog.search.suggest.vocabulary import Vocabulary, WordCounter, surface
from catalog.search.text.analyzer import TOKEN_PATTERN, surface_word
from catalog.search.text.analyzers import analyzer_for, terms
from catalog.taxonomy import Taxonomy
from catalog.text import APOSTROPHES, INVISIBLE, clean, fold
from catalog.vocabularies import TRANSLATED, Term

MIN_CHARS, MAX_CHARS = 2, 200
MAX_COMPLETIONS = 8
MAX_SUGGESTED = 3
"""The maximum number of resources, and of topics."""
MAX_WITHIN = 1_000
"""The number of characters of the words that narrow suggestions to a part of the catalog."""
MAX_WORDS = 16
"""The number of words, at the end of the text, by which resources are looked up."""
LAST_WORD = re.compile(rf"""(?:^|(?<=[\s"(-]))[^\W_](?:[^\W_]|[{APOSTROPHES}{INVISIBLE}])*$""")


class SuggestionSource(Protocol):
    """The data that suggestions come from; titles and values are read once, for the first suggestion."""

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

    def titles(self, language: str | None = None) -> Iterable[Title]:
        """Yield (id, title, format) of every entry, in the order that breaks ties.

        The title is in `language` if the record has it.
        """

    def values(self, facet: str) -> tuple[FacetCount, ...]:
        """Return a facet's values with their counts."""


@dataclass(frozen=True, slots=True)
class _PartialQuery:
    """The beginning of a query: the text before the last word, and the beginning of that word, folded; may be empty."""

    head: str
    prefix: str

    @property
    def text(self) -> str:
        return self.head + self.prefix


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
        self._completers: dict[str | None, Completer] = {}

    def suggest(
        self, text: str, limit: int, max_resources: int = MAX_SUGGESTED, language: str | None = None
    ) -> Suggestions:
        """Return at most `limit` completions, `max_resources` resources and MAX_SUGGESTED topics.

        Titles are in `language` if the record has it, and are found by their words in both languages. Unknown words are
        corrected. Texts with fewer than MIN_CHARS or more than MAX_CHARS characters get none.
        """
        if not (text := _suggestable(text)):
            return Suggestions(self._source.generation)
        head, last_word = _divided(text)
        all_titles = self._titles_in(language)
        partial = self._correct(_PartialQuery(head, surface_word(last_word)), all_titles.searchable, language)
        titles = all_titles.localized(_matching_titles(partial, all_titles.searchable))
        texts = self._completer_in(language).complete(partial.head, partial.prefix, [title for _, title, _ in titles])
        completions = islice((completion for completion in texts if fold(completion) != fold(text)), limit)
        resources = tuple(SuggestedResource(*title) for title in titles[:max_resources])
        return Suggestions(self._source.generation, tuple(completions), resources, self._topics(partial.text))

    def _correct(self, partial: _PartialQuery, titles: Titles, language: str | None) -> _PartialQuery:
        """Return the query with its unknown words corrected."""
        speller = self._source.speller
        head = next((spelling.text for spelling in speller.corrections(partial.head, 1)), partial.head)
        prefix = partial.prefix
        if not prefix or self._completer_in(language).knows(prefix) or titles.knows(prefix):
            return _PartialQuery(head, prefix)
        if nearest := nearest_prefix(prefix, self._source.vocabulary):
            return _PartialQuery(head, nearest)
        return _PartialQuery(head, next((spelling.text for spelling in speller.corrections(prefix, 1)), prefix))

    def _topics(self, text: str) -> tuple[FacetCount, ...]:
        """Return the topics whose label, in any language, or a synonym has a word that begins with the text."""
        typed = f" {fold(text).strip()}"
        matches = (topic for topic, names in self._topic_names if any(typed in name for name in names))
        return tuple(islice(matches, MAX_SUGGESTED))

    def _titles_in(self, language: str | None) -> _LocalizedTitles:
        if language not in self._titles:
            self._titles[language] = _localized_titles(self._source, language)
        return self._titles[language]

    def _completer_in(self, language: str | None) -> Completer:
        """Return the completer for a language: with the words of all entries, or of the titles in a translation."""
        key = language if language in TRANSLATED else None
        if key not in self._completers:
            self._completers[key] = _translated_completer(self._source, key) if key else _completer(self._source)
        return self._completers[key]

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


def _matching_titles(partial: _PartialQuery, titles: Titles) -> tuple[Title, ...]:
    """Return the titles that have all words as typed so far, or else their stems."""
    words = [word for word in map(surface, TOKEN_PATTERN.findall(partial.text)) if word][-MAX_WORDS:]
    stems = [*terms(partial.head), partial.prefix][-MAX_WORDS:]
    return titles.matching(words) or titles.matching([*filter(None, stems)])


def query_so_far(text: str) -> str:
    """Return the query for the beginning of one: its last word, as far as it is typed, may be the beginning of others.

    Empty for texts without suggestions. It can follow another text: quotes are left out if one is not closed yet.
    """
    text = beside_others(_suggestable(text))
    head, last_word = _divided(text)
    if not last_word:
        return head
    is_prose = len(text.split()) >= MIN_PROSE_WORDS  # there, OR and parentheses are punctuation
    return f"{head}{last_word}*" if is_prose else f"{head}({last_word} OR {last_word}*)"


def _suggestable(text: str) -> str:
    """Return the text to suggest for, empty if it has fewer than MIN_CHARS or more than MAX_CHARS characters."""
    text = clean(text[:MAX_TEXT]).lstrip()
    return text if MIN_CHARS <= len(fold(text).strip()) <= MAX_CHARS else ""


def _divided(text: str) -> tuple[str, str]:
    """Return the text before the last word, and the last word, empty if the text does not end with a word."""
    match = LAST_WORD.search(text)
    end = match.start() if match else len(text)
    return text[:end], text[end:]


def _names(term: Term) -> tuple[str, ...]:
    """Return the label of a term, its synonyms, and its labels in other languages."""
    return (term.label, *term.synonyms, *(translation.label for translation in term.translations))


def _completer(source: SuggestionSource) -> Completer:
    return Completer(source.vocabulary, _phrases(source))


def _translated_completer(source: SuggestionSource, language: str) -> Completer:
    """Return a completer in another language than English: from titles, names, and translated synonyms."""
    counter = WordCounter()
    written: Counter[tuple[str, str]] = Counter()
    for _, title, _ in source.titles(language):
        counter.add({"title": [title]})
        written.update((surface(token), token.lower()) for token in TOKEN_PATTERN.findall(title))
    vocabulary, stop_words = counter.vocabulary(), analyzer_for(language).stop_words
    spellings = {word: spelling for (word, spelling), _ in reversed(written.most_common())}
    return Completer(vocabulary, _translated_phrases(source, language, vocabulary), stop_words, spellings)


def _translated_phrases(source: SuggestionSource, language: str, vocabulary: Vocabulary) -> Iterator[CompletionPhrase]:
    """Yield the names of topics, formats and publishers in a language, and its words for English ones.

    The `vocabulary` is that of the titles in the language, which need not have these words.
    """
    taxonomy = source.taxonomy.in_language(language)
    for facet in ("topic", "format", "publisher"):
        for value in source.values(facet):
            label = taxonomy.label(facet, value.value) if taxonomy.term(facet, value.value) else value.label
            yield CompletionPhrase(fold(label), label, value.count)
    for group in source.taxonomy.translated_synonyms:
        for text in group.terms if group.language == language else ():
            yield CompletionPhrase(fold(text), text, max(1, phrase_count(text, vocabulary)))


def _phrases(source: SuggestionSource) -> Iterator[CompletionPhrase]:
    """Yield the phrases to suggest: the names of topics, formats and publishers, and the taxonomy's synonyms."""
    for facet in ("topic", "format", "publisher"):
        for value in source.values(facet):
            yield CompletionPhrase(fold(value.label), value.label, value.count)
            term = source.taxonomy.term(facet, value.value)
            for name in term.synonyms if term else ():
                if facet == "publisher":
                    yield CompletionPhrase(fold(name), value.label, value.count)
                else:
                    yield CompletionPhrase(fold(name), name, phrase_count(name, source.vocabulary))
    for group in source.taxonomy.synonyms:
        count = max(phrase_count(text, source.vocabulary) for text in group)
        for text in group:
            yield CompletionPhrase(fold(text), text, count)
            if text.isupper():  # an acronym is also completed to its full term
                yield CompletionPhrase(fold(text), group[0], count)
