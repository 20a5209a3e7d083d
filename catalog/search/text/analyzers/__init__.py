"""The languages of searching: one entry in ANALYZERS each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from types import MappingProxyType

from catalog.search.text.analyzer import Analyzer
from catalog.search.text.analyzers import english, spanish
from catalog.text import fold

ANALYZERS: Mapping[str, Analyzer] = MappingProxyType(
    {
        "en": english.ANALYZER,
        "es": spanish.ANALYZER,
    }
)
"""The analyzer of each language. A record in a language without one is analyzed as English.

To add a language, add its module and its entry here, and index again. The texts of the site in that language are its
translations, which are separate.
"""
DEFAULT = ANALYZERS["en"]
OTHERS = tuple(analyzer for analyzer in ANALYZERS.values() if analyzer is not DEFAULT)
"""The analyzers that mark their stems, in the order of a query leaf's variants."""
MARKERS = "".join(analyzer.marker for analyzer in OTHERS)


def analyzer_for(language_tag: str | None) -> Analyzer:
    """Return the analyzer for a language tag (BCP 47) such as `es-MX`; the default one if there is no other."""
    subtag = language_tag.casefold().split("-")[0] if language_tag else ""
    return next((analyzer for analyzer in OTHERS if subtag in analyzer.tags), DEFAULT)


def recognize(text: str) -> Analyzer:
    """Return the analyzer of the language that a text in NFC seems to be in."""
    return next((analyzer for analyzer in OTHERS if analyzer.recognizes(text)), DEFAULT)


def terms(text: str) -> tuple[str, ...]:
    """Return the terms of a text in the default language, from left to right."""
    return DEFAULT.terms(text)


def is_stop_word(text: str, analyzer: Analyzer = DEFAULT) -> bool:
    """Tell whether a typed word is a stop word in a query of the analyzer's language; punctuation is ignored.

    English stop words are so in every query. `IT` and `US` in capitals are words.
    """
    word = text.lstrip("\u00bf\u00a1").rstrip(".,;:!?")
    folded = fold(word)
    is_listed = folded in DEFAULT.stop_words or folded in analyzer.stop_words
    return is_listed and not (len(word) > 1 and word.isupper())


def unmarked(text: str) -> str:
    """Return terms as people read them, without markers."""
    return text.translate({ord(marker): None for marker in MARKERS})


def word_starts(terms: Iterable[str]) -> tuple[str, ...]:
    """Return the letters, lowercase and without accents, with which every word begins that has one of these terms.

    A number begins as it is written. Empty if every word must be read, as too many words begin so.
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
    analyzer = next((analyzer for analyzer in OTHERS if term.startswith(analyzer.marker)), DEFAULT)
    stem = term.removeprefix(analyzer.marker)
    return stem[: analyzer.shared_letters(len(stem))] if stem.isalpha() else ""


def _as_written(letters: str) -> Iterator[str]:
    """Yield how the first letters of a word may be written: with apostrophes, or as an abbreviation."""
    for apostrophes in product(("", "'"), repeat=len(letters) - 1):
        yield "".join(map("".join, zip(letters, (*apostrophes, ""), strict=True)))
    yield ".".join(letters)
