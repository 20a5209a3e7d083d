"""The languages that can be searched, each with one entry in ANALYZERS."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from types import MappingProxyType

from catalog.search.text.analyzer import COMPOUND_MARK, Analyzer
from catalog.search.text.analyzers import english, spanish
from catalog.text import fold

ANALYZERS: Mapping[str, Analyzer] = MappingProxyType(
    {
        "en": english.ANALYZER,
        "es": spanish.ANALYZER,
    }
)
"""The analyzer of each language. A record in a language without one is analyzed as English.

To add a language, add its module and its entry here, and index again. Translations of the site are separate.
"""
DEFAULT_ANALYZER = ANALYZERS["en"]
OTHER_ANALYZERS = tuple(analyzer for analyzer in ANALYZERS.values() if analyzer is not DEFAULT_ANALYZER)
"""The analyzers that mark their stems, in the order of a query leaf's variants."""
PUNCTUATION = "\u00bf\u00a1.,;:!?()\"'"
"""What may stand before or after a typed word."""
_ABBREVIATION = re.compile(r"\b(?:\w\.)+\w$")
MARKERS = "".join(analyzer.marker for analyzer in OTHER_ANALYZERS)


def analyzer_for(language_tag: str | None) -> Analyzer:
    """Return the analyzer for a language tag (BCP 47) such as `es-MX`; the default one if there is no other."""
    subtag = language_tag.casefold().split("-")[0] if language_tag else ""
    return next((analyzer for analyzer in OTHER_ANALYZERS if subtag in analyzer.tags), DEFAULT_ANALYZER)


def recognize(text: str) -> Analyzer:
    """Return the analyzer of the language that a text in NFC seems to be in."""
    return next((analyzer for analyzer in OTHER_ANALYZERS if analyzer.recognizes(text)), DEFAULT_ANALYZER)


def terms(text: str) -> tuple[str, ...]:
    """Return the terms of a text in the default language, from left to right."""
    return DEFAULT_ANALYZER.terms(text)


def is_stop_word(text: str, analyzer: Analyzer = DEFAULT_ANALYZER) -> bool:
    """Return whether a typed word is a stop word in a query of the analyzer's language; punctuation is ignored.

    English stop words apply to every query. `IT` and `US` in capitals are not stop words.
    """
    word = text.lstrip("\u00bf\u00a1").rstrip(".,;:!?")
    folded = fold(word)
    is_listed = folded in DEFAULT_ANALYZER.stop_words or folded in analyzer.stop_words
    return is_listed and not (len(word) > 1 and word.isupper())


def asks(text: str) -> bool:
    """Return whether a text is a sentence or a question of any language, and not a list of keywords."""
    words = {fold(word.strip(PUNCTUATION)) for word in text.split()}
    return any(not words.isdisjoint(analyzer.asking_words) for analyzer in ANALYZERS.values())


def without_punctuation(text: str) -> str:
    """Return typed words without the punctuation around them, but with the last point of an abbreviation (`U.S.`)."""
    bare = text.strip(PUNCTUATION)
    is_abbreviation = bool(_ABBREVIATION.search(bare)) and f"{bare}." in text
    return f"{bare}." if is_abbreviation else bare or text


def unmarked(text: str) -> str:
    """Return terms as people read them, without markers."""
    return text.translate({ord(marker): None for marker in MARKERS + COMPOUND_MARK})


def word_starts(terms: Iterable[str]) -> tuple[str, ...]:
    """Return the possible beginnings, lowercase and without accents, of all words that have one of these terms.

    A number is its own beginning. Empty if a beginning would be too short, so that every word must be read.
    """
    starts: set[str] = set()
    for term in terms:
        if term.isascii() and term.isdigit():
            starts.add(term)
            continue
        shared = _shared_letters(term)
        if not shared:
            return ()
        spellings = product(*((letter, "y") if letter == "i" else (letter,) for letter in shared))
        starts.update(start for letters in spellings for start in _as_written("".join(letters)))
    return tuple(sorted(starts))


def _shared_letters(term: str) -> str:
    """Return the first letters of a term that all its words share; empty if they are too few to search for."""
    analyzer = next((analyzer for analyzer in OTHER_ANALYZERS if term.startswith(analyzer.marker)), DEFAULT_ANALYZER)
    stem = term.removeprefix(analyzer.marker).removeprefix(COMPOUND_MARK)
    return stem[: analyzer.shared_letters(len(stem))] if stem.isalpha() else ""


def _as_written(letters: str) -> Iterator[str]:
    """Yield the ways to write the first letters of a word: with apostrophes or hyphens, or as an abbreviation."""
    for signs in product(("", "'", "-"), repeat=len(letters) - 1):
        yield "".join(map("".join, zip(letters, (*signs, ""), strict=True)))
    yield ".".join(letters)
