"""Tells whether two phrases mean the same: singular and plural, accents, synonyms and acronyms."""

from __future__ import annotations

from functools import lru_cache

from catalog.search.query.synonyms import TermSequence, thesaurus
from catalog.search.text.analyzer import TOKEN_PATTERN
from catalog.search.text.analyzers import DEFAULT_ANALYZER, analyzer_for
from catalog.taxonomy import Taxonomy
from catalog.text import fold
from catalog.weakly_bound import weakly_bound

PhraseMeaning = tuple[frozenset[TermSequence], ...]
"""The parts of a phrase from left to right, each with all its synonyms."""
CACHED_MEANINGS = 10_000


class Meanings:
    """The meanings of phrases, by the synonyms of a taxonomy. Safe to share between threads."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        """Prepare the lookup."""
        self._thesaurus = thesaurus(taxonomy)
        self.meaning = lru_cache(maxsize=CACHED_MEANINGS)(weakly_bound(self._meaning))

    def _meaning(self, text: str, language: str) -> PhraseMeaning:
        """Return the meaning of a text in a language, without its stop words."""
        analyzer = analyzer_for(language)
        read = analyzer.terms if analyzer is DEFAULT_ANALYZER else analyzer.forms
        words = [word for word in TOKEN_PATTERN.findall(text) if read(word)]
        forms = tuple(map(read, words))
        parts: list[frozenset[TermSequence]] = []
        start = 0
        while start < len(words):
            count, synonyms = self._thesaurus.longest_match(forms, start)
            if synonyms and not self._thesaurus.senses(" ".join(words[start : start + count])):
                typed = sum(forms[start : start + count], ())
                parts.append(frozenset({typed, *(synonym.terms for synonym in synonyms)}))
            else:
                count = max(count, 1)
                content = [word for word in words[start : start + count] if fold(word) not in analyzer.stop_words]
                parts += [frozenset({analyzer.terms(word)}) for word in content]
            start += count
        return tuple(parts)


def plain_meaning(text: str, language: str) -> TermSequence:
    """Return the terms of a text, which are the same for singular and plural."""
    return analyzer_for(language).terms(text)
