"""Did you mean: the texts that a visitor may have wanted to type, judged word by word and by the words beside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from catalog.search.query.parser import QUOTES, SYNTAX_TOKEN
from catalog.search.suggest.beam_search import Option, Reading, readings
from catalog.search.suggest.neighbors import Nearby
from catalog.search.suggest.vocabulary import Vocabulary, surface
from catalog.search.text.analyzer import MAX_TERM, POSSESSIVE
from catalog.text import clean

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
CODE = re.compile(r"[\d_@/\\:*=]|\w\.\w")
"""What a code, an address or a sign of the query language has in it: such a piece is left as it is."""
JOINT = re.compile(r"\s+|-")
ACRONYM = 5
"""Letters that a word in capitals has at most to be taken for an acronym."""
MIN_LETTERS = 3
MAX_WORDS = 32
"""Words that a text has at most to be looked at: longer ones are no query."""
MAX_LOOKED_UP = 12
"""Doubtful words of one text that are looked up; the others stay as they are."""
TRUSTED, TRUSTED_SHARE = 3, 0.001
"""A word is right if that many entries have it, and that share of all."""
REMEMBERED = 2_000
"""Texts whose corrections are kept."""
MISTAKE = 2.0
"""What it costs to think that something was typed wrong. Costs as in likeness.py, and tuned with them."""
UNKNOWN, UNKNOWN_LETTER = 2.5, 0.65
"""What it costs that somebody meant a word that the index does not know, and each of its letters: the longer a word,
the more of it must be right before another is proposed."""
SPACE = 4.0
"""What a space too few or too many costs."""


@dataclass(frozen=True, slots=True)
class Change:
    """What was typed at some place, and what was probably meant."""

    typed: str
    meant: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """A better spelling of a whole text, and what it changes, from left to right."""

    text: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A word that may be wrong, where it stands in the text, and whether it belongs to the one before."""

    word: str
    start: int
    end: int
    joined: bool


class Speller:
    """Proposes better spellings by what an index knows of words; safe to share between threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Prepare the look-up of words."""
        self._known = vocabulary
        self._nearby = Nearby(vocabulary)
        self._trusted = max(TRUSTED, vocabulary.entries * TRUSTED_SHARE)
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._corrections)

    def corrections(self, text: str, limit: int = 3) -> tuple[Spelling, ...]:
        """Return at most `limit` better spellings, best first; none for a text that is probably right.

        Words that enough entries have, phrases in quotes, fields, codes, numbers and acronyms stay as they are.
        """
        return self._remembered(clean(text), limit)

    def _corrections(self, text: str, limit: int) -> tuple[Spelling, ...]:
        typed = _typed(text)
        options = self._options(typed[: MAX_WORDS + 1])
        if len(typed) > MAX_WORDS or all(len(there) == 1 for there in options):
            return ()
        found: dict[str, Spelling] = {}
        for reading in readings(options, [each.joined for each in typed], self._known):
            spelling = _spelled(text, typed, reading)
            if not spelling.changes or len(found) == limit:
                break
            found.setdefault(spelling.text, spelling)
        return tuple(found.values())

    def _options(self, typed: Sequence[_Typed]) -> list[list[Option]]:
        """Return how to read the text from each word on, as typed first."""
        counts = [self._known.count(each.word) for each in typed]
        doubtful = [place for place, count in enumerate(counts) if count < self._trusted]
        looked_up = [place for place in doubtful if len(typed[place].word) >= MIN_LETTERS][:MAX_LOOKED_UP]
        found = []
        for place, each in enumerate(typed):
            doubt = 0.0 if counts[place] else UNKNOWN + UNKNOWN_LETTER * len(each.word)
            options = [Option(1, (each.word,), doubt)]
            options += self._others(each.word) if place in looked_up else ()
            if 0 in counts[place : place + 2]:
                options += self._as_one(typed[place : place + 2])
            found.append(options)
        return found

    def _others(self, word: str) -> Iterator[Option]:
        """Yield the words, and the two words, that may have been meant by a word."""
        for meant, cost in self._nearby.like(word):
            yield Option(1, (meant,), cost + MISTAKE)
        for cut in range(2, len(word) - 1):
            halves = word[:cut], word[cut:]
            if all(self._known.count(half) >= self._trusted for half in halves):
                yield Option(1, halves, SPACE + MISTAKE)

    def _as_one(self, typed: Sequence[_Typed]) -> Iterator[Option]:
        """Yield the one word that may have been meant by two."""
        word = "".join(each.word for each in typed)
        if len(typed) == 2 and typed[1].joined and self._known.count(word):  # noqa: PLR2004  # two words
            yield Option(2, (word,), SPACE + MISTAKE)


def _typed(text: str) -> list[_Typed]:
    """Return the words of a text that may be wrong, from left to right."""
    found: list[_Typed] = []
    shouted = text.isupper() and len(text) > ACRONYM
    for token in SYNTAX_TOKEN.finditer(text.translate(QUOTES)):
        if token["word"] is None or token["field"] or token["exact"] or CODE.search(token["word"]):
            continue
        for match in WORD.finditer(text, *token.span("word")):
            start, end = match.start(), match.end()
            end -= 2 * bool(POSSESSIVE.search(match.group()))
            word = surface(text[start:end])
            acronym = text[start:end].isupper() and len(word) <= ACRONYM and not shouted
            if word and len(word) < MAX_TERM and not acronym:
                joined = bool(found) and JOINT.fullmatch(text, found[-1].end, start) is not None
                found.append(_Typed(word, start, end, joined))
    return found


def _spelled(text: str, typed: Sequence[_Typed], reading: Reading) -> Spelling:
    """Return the text as a reading has it; what the reading does not change stays as typed."""
    parts: list[str] = []
    changes: list[Change] = []
    place = done = 0
    for option in reading.options:
        first, last = typed[place], typed[place + option.takes - 1]
        place += option.takes
        if option.words != (first.word,):
            change = Change(text[first.start : last.end], _styled(text[first.start : last.end], " ".join(option.words)))
            parts += text[done : first.start], change.meant
            changes.append(change)
            done = last.end
    return Spelling("".join((*parts, text[done:])), tuple(changes))


def _styled(typed: str, meant: str) -> str:
    """Return what was meant, in capitals where they were typed."""
    if len(typed) > 1 and typed.isupper():
        return meant.upper()
    return meant[:1].upper() + meant[1:] if typed[:1].isupper() else meant
