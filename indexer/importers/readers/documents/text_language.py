"""Tells the language of a text by its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

MAX_CHARACTERS = 50_000
"""Characters at the beginning of a text that are counted."""
MIN_WORDS = 20
"""Words of a text that are needed to tell its language."""
MIN_SHARE = 0.08
"""Of all words, as many are common words of the language, at least."""
MIN_LEAD = 1.5
"""The language has so many times as many common words as any other."""

_COMMON_WORDS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "en": frozenset(
            "the of and to in for is that on with are this be by as it from was or at not your you".split()
        ),
        "es": frozenset("el la los las de del en que por para con una un se es su al como más lo no sus".split()),
        "fr": frozenset("le la les des du de en que pour dans une un qui sur par au pas ce sont avec aux".split()),
        "pt": frozenset("os as de do da dos das em que para com uma um não por no na se mais ao".split()),
        "de": frozenset(
            "der die das und ist von zu den mit für auf ein eine im nicht des dem auch sich werden".split()
        ),
        "it": frozenset("il la lo gli le di del della in che per con una un non si dei nel alla sono".split()),
    }
)
_WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str:
    """Return the language (ISO 639-1) of a text, or an empty text if it is too short, mixed, or in another one."""
    counts = Counter(word.lower() for word in _WORD.findall(text[:MAX_CHARACTERS]))
    total = counts.total()
    if total < MIN_WORDS:
        return ""
    shares = {name: sum(counts[word] for word in words) / total for name, words in _COMMON_WORDS.items()}
    first, second = sorted(shares, key=lambda name: -shares[name])[:2]
    is_clear = shares[first] >= MIN_SHARE and shares[first] >= MIN_LEAD * shares[second]
    return first if is_clear else ""
