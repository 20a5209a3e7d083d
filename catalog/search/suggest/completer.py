"""Completes queries with phrases that have results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Protocol

from catalog.search.query.tree import Query
from catalog.search.result import SearchResult
from catalog.search.spelling.did_you_mean import Speller
from catalog.search.suggest.casing import Casing
from catalog.search.suggest.completion import PhraseIndex
from catalog.search.suggest.meaning import Meanings, PhraseMeaning, plain_meaning
from catalog.search.suggest.phrases import (
    DEFAULT_LANGUAGE,
    CompletionPhrase,
    PhraseSource,
    phrase_key,
    phrasebook,
)
from catalog.search.suggest.title_endings import endings_in_titles
from catalog.search.suggest.titles import Titles
from catalog.search.suggest.typed_text import divided, is_plain
from catalog.search.text.analyzer import TOKEN_PATTERN
from catalog.search.text.analyzers import OTHER_ANALYZERS, analyzer_for, is_stop_word
from catalog.search.text.vocabulary import surface
from catalog.text import fold
from catalog.weakly_bound import weakly_bound

MIN_PHRASES = 3
"""If there are fewer phrases, the titles and the end of the text are completed, too."""
MAX_LAST_WORDS, MAX_TRIED_ENDS = 6, 3
"""The number of words at the end of a text that a phrase may begin with, and of the phrases that are searched for."""
MIN_WORD_LETTERS = 3
"""The letters that each word must have for phrases that have the words in another order."""
MIN_CORRECTED_WORD, MAX_CORRECTED_WORDS = 3, 4
"""A text of a few words is corrected as a whole if its last word has this many letters."""
FIRST_RESULTS = 10
"""A known query succeeds if one of so many results answers it."""
BEFORE_NOUNS = frozenset(
    "a about against among an and at by during for from in of on or the through with without "
    "al con contra de del e el en entre la las los o para por sobre un una y".split()
)
"""Words that any phrase can follow."""
CACHED_SEARCHES = 5_000
START_OF_END = ' \t"\u201c('
"""What stands before the end of a text that is completed alone."""


class CompletionSource(PhraseSource, Protocol):
    """The data that completions come from, and the search that tells whether they have results."""

    @property
    def speller(self) -> Speller:
        """The speller of the vocabulary."""

    def search(self, query: Query) -> SearchResult:
        """Return the result of a query."""

    def has_results(self, text: str) -> bool:
        """Return whether some entry has everything in a text."""


@dataclass(frozen=True, slots=True)
class Completions:
    """The completions of a text, which is the typed one as it was probably meant."""

    text: str
    completions: tuple[str, ...]


class Completer:
    """Completes the beginnings of queries in one generation. Safe to share between threads."""

    def __init__(self, source: CompletionSource) -> None:
        """Take the source; the phrases are read when the first text is completed."""
        self._source = source
        self._meanings = Meanings(source.taxonomy)
        self._succeeds = lru_cache(maxsize=CACHED_SEARCHES)(weakly_bound(self._search_succeeds))

    @cached_property
    def _prepared(self) -> tuple[PhraseIndex, Casing]:
        book = phrasebook(self._source, self._meanings)
        return PhraseIndex(book.phrases), book.casing

    @property
    def _index(self) -> PhraseIndex:
        return self._prepared[0]

    def complete(self, text: str, typed: str, language: str, titles: Sequence[str], limit: int) -> Completions:
        """Return at most `limit` completions of a text, the best first: all have results, and no two mean the same.

        The text is `typed` with its mistakes corrected. `titles` are those that have its words, in the reader's
        `language`. If nothing completes it, a text that differs by one letter is completed.
        """
        language = _language_of(typed, language)
        offered = self._offered(text, typed, language, titles, limit)
        if not offered and not titles and (nearest := self._nearest(text, language)):
            return Completions(nearest, tuple(self._offered(nearest, typed, language, (), limit)))
        return Completions(text, tuple(offered))

    def _offered(self, text: str, typed: str, language: str, titles: Sequence[str], limit: int) -> list[str]:
        """Return the completions of a text that was typed in this way or as `typed`."""
        offered: dict[PhraseMeaning, str] = {}
        keys = {_typed_key(typed).strip()}
        for candidates, needed in (
            (self._phrases(text, language), limit),
            (self._with_words(text, language), MIN_PHRASES),
            (self._title_endings(text, titles, language), 1),
            (self._ends(text, language), 1),
        ):
            if len(offered) >= needed:
                break
            for phrase in candidates:
                if len(offered) >= limit:
                    break
                meaning, key = self._meanings.meaning(phrase.text, phrase.language), phrase_key(phrase.text)
                is_new = meaning not in offered and key not in keys and _adds_to(phrase, typed)
                if is_new and self._has_results(phrase):
                    offered[meaning] = phrase.text
                    keys.add(key)
        return list(offered.values())

    def corrected(self, text: str, language: str, titles: Titles) -> str:
        """Return a text with its unknown words corrected, as far as phrases, titles and the vocabulary tell."""
        language = _language_of(text, language)
        head, last_word = divided(text)
        prefix = surface(last_word)
        if self._is_known(text, head, prefix, titles):
            return text
        if nearest := self._nearest(text, language):
            return nearest
        speller = self._source.speller
        head = next((spelling.text for spelling in speller.corrections(head, 1)), head)
        if not prefix or self._index.knows(prefix) or titles.knows(prefix):
            return head + last_word
        nearest = self._index.nearest(prefix, language)
        return head + (nearest or next((spelling.text for spelling in speller.corrections(last_word, 1)), last_word))

    def _is_known(self, text: str, head: str, prefix: str, titles: Titles) -> bool:
        """Return whether something begins with the text, or else every word is known and something with the last."""
        if self._index.knows(_typed_key(text)):
            return True
        words = map(surface, TOKEN_PATTERN.findall(head))
        is_head_known = all(self._source.vocabulary.count(word) or word.isdigit() for word in words)
        is_known = self._index.knows(prefix) or titles.knows(prefix) or self._source.vocabulary.with_prefix(prefix)
        return is_head_known and bool(not prefix or is_known)

    def _nearest(self, text: str, language: str) -> str | None:
        """Return the beginning of a phrase that was probably meant by a text of a few words, or None."""
        key = _typed_key(text)
        words = key.split(" ")
        if len(words) > MAX_CORRECTED_WORDS or len(words[-1]) < MIN_CORRECTED_WORD or not is_plain(text):
            return None
        nearest = self._index.nearest(key, language)
        return nearest if nearest and len(nearest.split()) == len(words) else None

    def _phrases(self, text: str, language: str) -> Iterable[CompletionPhrase]:
        """Return the phrases with a word at which the text begins."""
        return self._index.matching(_typed_key(text), language) if is_plain(text) else ()

    def _with_words(self, text: str, language: str) -> Iterable[CompletionPhrase]:
        """Return the phrases in a language that have words with the beginnings that a text has, in any order."""
        words = _typed_key(text).split()
        is_looked_up = len(words) > 1 and is_plain(text) and len(min(words, key=len)) >= MIN_WORD_LETTERS
        return self._index.with_words(words, language) if is_looked_up else ()

    def _title_endings(self, text: str, titles: Sequence[str], language: str) -> Iterator[CompletionPhrase]:
        words = _typed_key(text).split()
        if text[-1:].isspace():
            words.append("")
        for ending in endings_in_titles(words, titles, analyzer_for(language)) if words and is_plain(text) else ():
            yield CompletionPhrase(self._prepared[1].of_title(ending), language, 0.0, certain=True)

    def _ends(self, text: str, language: str) -> Iterator[CompletionPhrase]:
        """Yield the text with its end completed: as much of it as some phrase begins with."""
        tokens = list(TOKEN_PATTERN.finditer(text))[-MAX_LAST_WORDS:]
        for previous, token in pairwise(tokens):
            head, end = text[: token.start()], text[token.start() :]
            if not is_plain(end) or is_stop_word(token[0]) or head[-1] not in START_OF_END:
                continue
            phrases = self._index.matching(_typed_key(end), language, at_start=True)
            if any(phrase_key(phrase.text) == _typed_key(end) for phrase in phrases):
                return
            fitting = [
                CompletionPhrase(head + phrase.text, phrase.language, phrase.score)
                for phrase in phrases
                if not phrase.is_question and self._fits(previous[0], phrase.text)
            ]
            if fitting:
                yield from fitting[:MAX_TRIED_ENDS]
                return

    def _fits(self, previous: str, phrase: str) -> bool:
        """Return whether a phrase can follow a word: a preposition, or a word that its first word follows somewhere."""
        vocabulary, word = self._source.vocabulary, surface(previous)
        numbers = (vocabulary.number(word), vocabulary.number(phrase_key(phrase).split(" ")[0]))
        return word in BEFORE_NOUNS or (not is_stop_word(previous) and vocabulary.pair_count(*numbers) > 0)

    def _has_results(self, phrase: CompletionPhrase) -> bool:
        return phrase.certain or self._succeeds(phrase.text, phrase.records)

    def _search_succeeds(self, text: str, records: tuple[str, ...]) -> bool:
        """Return whether resources have all words of a text, and one of the `records`, if any, is among the first."""
        if not records or not self._source.has_results(text):
            return not records and self._source.has_results(text)
        result = self._source.search(Query(text, per_page=FIRST_RESULTS, passages=0, facets=()))
        return not result.did_you_mean and not {hit.record.id for hit in result.hits}.isdisjoint(records)


def _typed_key(text: str) -> str:
    """Return the beginning of the keys of phrases that complete a text; its last word is whole if a space follows."""
    _, last_word = divided(text)
    return phrase_key(text) + ("" if last_word else " ")


def _language_of(text: str, language: str) -> str:
    """Return the language to complete a text in: another one than English for letters that English does not have."""
    is_other = language == DEFAULT_LANGUAGE and not text.isascii() and fold(text) != text.casefold()
    return OTHER_ANALYZERS[0].language if is_other else language


def _adds_to(phrase: CompletionPhrase, typed: str) -> bool:
    """Return whether a phrase is more than another inflection of what was typed."""
    return plain_meaning(phrase.text, phrase.language) != plain_meaning(typed, phrase.language)
