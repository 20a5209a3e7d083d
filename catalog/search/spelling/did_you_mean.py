"""Did you mean: corrects the spelling of a query, by each word and its neighbors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from catalog.search.query.parser import QUOTES, SYNTAX_TOKEN
from catalog.search.spelling.beam_search import Candidate, Hypothesis, beam_search
from catalog.search.spelling.dictionary import Dictionary, is_same_word
from catalog.search.spelling.neighbors import SpellingNeighbors
from catalog.search.text.analyzer import HYPHENS, MAX_TERM, POSSESSIVE, WORD_PATTERN
from catalog.search.text.analyzers import is_stop_word
from catalog.search.text.vocabulary import Vocabulary, surface
from catalog.text import clean
from catalog.weakly_bound import weakly_bound

WORD = re.compile(WORD_PATTERN)
CODE = re.compile(r"[\d_@/\\:*=]|\w\.\w")
"""Only codes, URLs and operators contain this; they are never corrected."""
WORD_GAP = re.compile(rf"\s+|[{HYPHENS}]")
MAX_ACRONYM = 5
"""The longest word in capitals that counts as an acronym, in letters."""
MIN_LETTERS = 3
MAX_WORDS = 32
"""Texts with more words are not corrected, as they are not queries."""
MAX_LOOKED_UP = 12
"""The number of doubtful words of a text that are looked up; further ones are not corrected."""
TRUSTED_COUNT, TRUSTED_SHARE = 3, 0.001
"""A word is correct if at least this number, and this share, of all entries have it."""
REVERSING_PREFIXES = frozenset("a an anti counter de des dis in im ir il mal mis non over un under".split())
"""What turns a word into its opposite."""
CACHED_TEXTS = 2_000
MISTAKE = 2.0
"""The cost of assuming a mistake. Costs are as in edit_costs.py, and tuned together with them."""
UNKNOWN_WORD, UNKNOWN_LETTER = 2.5, 0.65
"""The costs of an unknown word, and of each of its letters: the longer a word, the more of a correction must match."""
SPACE = 4.0
"""The cost of a missing or superfluous space."""


@dataclass(frozen=True, slots=True)
class SpellingChange:
    """A part of the text as typed, and as probably meant; `unseen` tells whether no entry has a word as typed."""

    typed: str
    meant: str
    unseen: bool = True


@dataclass(frozen=True, slots=True)
class Spelling:
    """A better spelling of a whole text, and its changes from left to right.

    `certain` tells whether every change corrects an error: none replaces a correctly spelled word by a different one.
    """

    text: str
    changes: tuple[SpellingChange, ...]
    certain: bool = True


@dataclass(frozen=True, slots=True)
class _TypedWord:
    """A word that may be wrong, its position in the text, and whether it directly follows the previous one."""

    word: str
    start: int
    end: int
    joined: bool


class Speller:
    """Proposes better spellings by the words of an index. Safe to share between threads."""

    def __init__(self, vocabulary: Vocabulary, known_words: Iterable[str] = ()) -> None:
        """Prepare the lookup of words. `known_words` are correct although neither index nor dictionary has them."""
        self._vocabulary = vocabulary
        self._dictionary = Dictionary(known_words)
        self._neighbors = SpellingNeighbors(vocabulary)
        self._trusted_count = max(TRUSTED_COUNT, vocabulary.entries * TRUSTED_SHARE)
        self._cached = lru_cache(maxsize=CACHED_TEXTS)(weakly_bound(self._corrections))

    def corrections(self, text: str, limit: int = 3) -> tuple[Spelling, ...]:
        """Return at most `limit` better spellings, best first; none for a text that is probably correct.

        Words of enough entries, quoted phrases, fields, codes, numbers and acronyms are never changed. A correctly
        spelled word that the index lacks is only replaced by another spelling of it.
        """
        return self._cached(clean(text), limit)

    def _corrections(self, text: str, limit: int) -> tuple[Spelling, ...]:
        typed = _typed_words(text)
        candidates = self._candidates(typed[: MAX_WORDS + 1])
        if len(typed) > MAX_WORDS or all(len(alternatives) == 1 for alternatives in candidates):
            return ()
        spellings: dict[str, Spelling] = {}
        for hypothesis in beam_search(candidates, [word.joined for word in typed], self._vocabulary):
            spelling = self._spelling(text, typed, hypothesis)
            if not spelling.changes or len(spellings) == limit:
                break
            spellings.setdefault(spelling.text, spelling)
        return tuple(spellings.values())

    def _candidates(self, typed: Sequence[_TypedWord]) -> list[list[Candidate]]:
        """Return the candidates for each word, alone or with the next one; the word as typed comes first."""
        counts = [self._vocabulary.count(word.word) for word in typed]
        doubtful = [position for position, count in enumerate(counts) if count < self._trusted_count]
        looked_up = [position for position in doubtful if len(typed[position].word) >= MIN_LETTERS][:MAX_LOOKED_UP]
        candidates = []
        for position, word in enumerate(typed):
            around = _words_around(typed, position)
            corrections = [*self._corrections_of(word.word, *around)] if position in looked_up else []
            next_two = typed[position : position + 2]
            joined = [*self._join_words(next_two)] if 0 in counts[position : position + 2] else []
            is_unknown = not counts[position] and bool(corrections or (joined and not self._is_correct(word.word)))
            doubt = UNKNOWN_WORD + UNKNOWN_LETTER * len(word.word) if is_unknown else 0.0
            candidates.append([Candidate(1, (word.word,), doubt), *corrections, *joined])
        return candidates

    def _corrections_of(self, word: str, before: str, after: str) -> Iterator[Candidate]:
        """Yield the words, and pairs of words, that may have been meant by one word between two others.

        A correct word that no entry has may only have been meant to be another spelling of it, or a word that some
        entry has next to those around it: `street lightning`.
        """
        for meant, cost in self._neighbors.like(word):
            is_possible = is_same_word(word, meant) or self._is_usual(before, meant, after)
            if is_possible or not self._is_correct(word):
                yield Candidate(1, (meant,), cost + MISTAKE)
        for cut in range(2, len(word) - 1):
            halves = word[:cut], word[cut:]
            is_compound = self._vocabulary.has_pair(*halves)
            if is_compound and any(map(is_stop_word, halves)) and self._is_correct(word):
                continue
            if is_compound and min(map(self._vocabulary.count, halves)) >= self._trusted_count:
                yield Candidate(1, halves, SPACE + MISTAKE)

    def _is_correct(self, word: str) -> bool:
        """Return whether a word that no entry has is correct. The first question of all loads the dictionary."""
        return not self._vocabulary.count(word) and self._dictionary.has(word)

    def _is_usual(self, before: str, word: str, after: str) -> bool:
        """Return whether some entry has a word next to one of those around it, none of them a stop word."""
        pairs = ((before, word), (word, after))
        return any(self._vocabulary.has_pair(*pair) and not any(map(is_stop_word, pair)) for pair in pairs)

    def _join_words(self, typed: Sequence[_TypedWord]) -> Iterator[Candidate]:
        """Yield the one word that may have been meant by two."""
        word = "".join(typed_word.word for typed_word in typed)
        if len(typed) == 2 and typed[1].joined and self._vocabulary.count(word):  # noqa: PLR2004  # two words
            yield Candidate(2, (word,), SPACE + MISTAKE)

    def _spelling(self, text: str, typed: Sequence[_TypedWord], hypothesis: Hypothesis) -> Spelling:
        """Return the text with the changes of a hypothesis; everything else is as typed."""
        parts: list[str] = []
        changes: list[SpellingChange] = []
        certain = True
        position = end = 0
        for candidate in hypothesis.candidates:
            first, last = typed[position], typed[position + candidate.typed_words - 1]
            position += candidate.typed_words
            if candidate.words != (first.word,):
                typed_text = text[first.start : last.end]
                meant = _with_case_of(typed_text, " ".join(candidate.words))
                change = SpellingChange(typed_text, meant, not self._vocabulary.count(first.word))
                parts += text[end : first.start], change.meant
                changes.append(change)
                certain = certain and self._is_certain(first.word, candidate)
                end = last.end
        return Spelling("".join((*parts, text[end:])), tuple(changes), certain)

    def _is_certain(self, typed: str, candidate: Candidate) -> bool:
        """Return whether a candidate corrects an error, and cannot change what was meant.

        It may if it replaces a correct word by a different one, or takes its prefix off: `decertification`.
        """
        if candidate.typed_words > 1 or len(candidate.words) > 1:
            return True
        (meant,) = candidate.words
        if typed.endswith(meant) and typed.removesuffix(meant) in REVERSING_PREFIXES:
            return False
        return not self._dictionary.has(typed) or is_same_word(typed, meant)


def _words_around(typed: Sequence[_TypedWord], position: int) -> tuple[str, str]:
    """Return the words directly before and after one, empty where there is none."""
    before = typed[position - 1].word if position and typed[position].joined else ""
    is_followed = position + 1 < len(typed) and typed[position + 1].joined
    return before, typed[position + 1].word if is_followed else ""


def _typed_words(text: str) -> list[_TypedWord]:
    """Return the words of a text that may be wrong, from left to right."""
    words: list[_TypedWord] = []
    shouted = text.isupper() and len(text) > MAX_ACRONYM
    for token in SYNTAX_TOKEN.finditer(text.translate(QUOTES)):
        if token["word"] is None or token["field"] or token["exact"] or CODE.search(token["word"]):
            continue
        for match in WORD.finditer(text, *token.span("word")):
            start, end = match.start(), match.end()
            end -= 2 * bool(POSSESSIVE.search(match.group()))
            word = surface(text[start:end])
            is_acronym = text[start:end].isupper() and len(word) <= MAX_ACRONYM and not shouted
            if word and len(word) < MAX_TERM and not is_acronym:
                joined = bool(words) and WORD_GAP.fullmatch(text, words[-1].end, start) is not None
                words.append(_TypedWord(word, start, end, joined))
    return words


def _with_case_of(typed: str, meant: str) -> str:
    """Return the corrected text, capitalized like the typed one."""
    if len(typed) > 1 and typed.isupper():
        return meant.upper()
    return meant[:1].upper() + meant[1:] if typed[:1].isupper() else meant
