"""Completes what was typed as in the titles that have it, up to the end of the phrase."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from catalog.search.suggest.title_phrases import GAP
from catalog.search.text.analyzer import TOKEN_PATTERN, Analyzer
from catalog.search.text.vocabulary import surface

MAX_ADDED_WORDS = 6
"""The number of words that are added to the one being typed; a title that has more before its next pause is skipped."""


def endings_in_titles(words: Sequence[str], titles: Iterable[str], analyzer: Analyzer) -> Iterator[str]:
    """Yield the parts of titles that begin with the words, of which the last may be the beginning of one.

    The most frequent come first. Each goes on until the next pause: a punctuation mark, the end, or a stop word. Parts
    that begin with a stop word, such as "how to", are sentences: they begin as the title does, or after a punctuation
    mark, and a stop word is no pause.
    """
    parts = Counter(filter(None, (_part(words, title, analyzer) for title in titles)))
    yield from (text for text, _ in parts.most_common())


def _part(words: Sequence[str], title: str, analyzer: Analyzer) -> str | None:
    """Return the part of a title that begins with the words, None if there is none that ends well."""
    *whole, last = words
    for tokens in _clauses(title):
        surfaces = [surface(token[0]) for token in tokens]
        for start in range(len(tokens) - len(whole)):
            position = start + len(whole)
            is_sentence = surfaces[start] in analyzer.stop_words
            may_begin = start == 0 or not is_sentence
            if may_begin and surfaces[start:position] == whole and surfaces[position].startswith(last):
                end = _last_word(surfaces, position, analyzer, is_sentence=is_sentence)
                if end is not None:
                    return title[tokens[start].start() : tokens[end].end()]
    return None


def _clauses(title: str) -> Iterator[list[re.Match[str]]]:
    """Yield the words between two punctuation marks of a title."""
    clause: list[re.Match[str]] = []
    for token in TOKEN_PATTERN.finditer(title):
        if clause and not GAP.fullmatch(title, clause[-1].end(), token.start()):
            yield clause
            clause = []
        clause.append(token)
    yield clause


def _last_word(surfaces: Sequence[str], position: int, analyzer: Analyzer, *, is_sentence: bool) -> int | None:
    """Return the position of the last word before the next pause, None if that is far or a stop word."""
    for end in range(position, min(position + MAX_ADDED_WORDS + 1, len(surfaces))):
        is_last = end == len(surfaces) - 1
        if surfaces[end] in analyzer.stop_words:
            if is_last:
                return None
        elif is_last or (surfaces[end + 1] in analyzer.stop_words and not is_sentence):
            return end
    return None
