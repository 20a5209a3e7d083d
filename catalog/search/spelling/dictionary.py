"""The words of English and Spanish, whether an index has them or not, and the spellings of one word."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources

from catalog.search.text.analyzer import surface_word

LANGUAGES = ("en", "es")
"""The languages whose words are known: those in which visitors search."""
PLURALS = (("ies", "y"), ("es", ""), ("s", ""))
"""Endings of plurals, and of the words without them."""
MIN_SINGULAR = 3
"""The fewest letters of a word that has a plural."""
SPELLING_VARIANTS = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=[a-z]{2})our(?=$|s$|ed$|ing$|able|ful|hood|ite|less|ly$)", "or"),  # behaviour, neighbourhood
        (r"(?<=[^aeiou])re(?=s?$)", "er"),  # centre
        (r"(?<=[a-z]{2})yz|(?<=[a-z]{2})iz", "is"),  # organize, analyze
        (r"(?<=[a-z]{2})ys(?=e|i)", "is"),
        (r"(?<=en)c(?=e)", "s"),  # licence, defence
        (r"ogue", "og"),  # dialogue
        (r"(?<=[a-z]{2})amme", "am"),  # programme
        (r"([bdglmnprst])\1(?=(?:e[drn]|ing|ers?|ors?|able)s?$)", r"\1"),  # focussed, kidnapper
        (r"ll", "l"),  # enrollment, counsellor
        (r"[ao]e(?=[a-z]{2})", "e"),  # paediatric, oestrogen
        (r"(?<=dg)e(?=m)", ""),  # judgement
    )
)
"""How British and American spellings differ, and which letters may be doubled; applied in order to both spellings."""


class Dictionary:
    """Tells correctly spelled words from others. Safe to share between threads."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        """Take further words, in any case: those of a field, which dictionaries of a language lack."""
        self._words = frozenset(map(surface_word, words))

    def has(self, word: str) -> bool:
        """Return whether a word, as in a vocabulary, is correctly spelled: it or its singular is known."""
        singulars = (word.removesuffix(plural) + end for plural, end in PLURALS if word.endswith(plural))
        forms = (word, *(form for form in singulars if len(form) >= MIN_SINGULAR))
        return any(form in self._words or form in _common_words() for form in forms)


def is_same_word(one: str, other: str) -> bool:
    """Return whether two words are spellings of one: `organise` and `organize`, `focussed` and `focused`."""
    return _canonical(one) == _canonical(other)


def _canonical(word: str) -> str:
    """Return one form for all spellings of a word."""
    for pattern, replacement in SPELLING_VARIANTS:
        word = pattern.sub(replacement, word)
    return word


def _word_counts(language: str) -> dict[str, int]:
    """Return how often each word occurs in the texts of pyspellchecker, without its checker, which loads slowly."""
    words = resources.files("spellchecker") / "resources" / f"{language}.json.gz"
    counts: dict[str, int] = json.loads(gzip.decompress(words.read_bytes()))
    return counts


@cache
def _common_words() -> frozenset[str]:
    """Return the words of each language, as in a vocabulary, without those that are as rare as errors in its texts."""
    words: set[str] = set()
    for language in LANGUAGES:
        counts = _word_counts(language)
        lowest = min(counts.values())
        known = (word for word, count in counts.items() if count > lowest)
        words.update(word.lower() if word.isascii() else surface_word(word) for word in known)
    return frozenset(words)
