"""Phrases that several titles share, such as "use of force": whole ones, not the beginning or end of longer phrases."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalog.search.text.analyzer import HYPHENS, TOKEN_PATTERN, Analyzer
from catalog.search.text.vocabulary import surface
from catalog.text import fold

MIN_TITLES = 4
"""The number of titles that a phrase must be in."""
MAX_PHRASE_WORDS = 5
MAX_EXTENDED_SHARE = 0.5
"""A phrase is part of a longer one if this share of its titles has the same word before or after it."""
MIN_PLURAL = 3
"""Words with more letters may be a plural."""
MAX_READ = 50
"""How many of the titles with a phrase are read to see how most of them write it."""
MIN_SEPARATE_SHARE = 0.2
"""A phrase has no other content before it in this share of its occurrences, and none after it in this share."""
GAP = re.compile(rf"\s+|[{HYPHENS}]")
"""What is between two words of a phrase; a dash has spaces around it."""
TOKEN_OR_PAUSE = re.compile(rf"{TOKEN_PATTERN.pattern}|\n| [{HYPHENS}] |[^\w\s{HYPHENS}]")
SEPARATOR = -1

WordNumbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TitlePhrase:
    """A phrase as most titles have it, and the number of titles with it, be it in the singular or plural."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class _TitleWords:
    """The words of all titles in a row, with a SEPARATOR where no phrase goes on.

    `words` are the numbers of words, the same for singular and plural, and `stop_words` those of stop words. `owners`
    are the numbers of titles, and `begins` has the first word of each.
    """

    words: WordNumbers
    owners: WordNumbers
    begins: WordNumbers
    stop_words: WordNumbers

    def has_content(self) -> NDArray[np.bool_]:
        """Return for each word, and for the end, whether it is a word that is not a stop word."""
        has_content = (self.words != SEPARATOR) & ~np.isin(self.words, self.stop_words)
        return np.append(has_content, values=False)


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The phrases of one length: `numbers` has that which begins at each word, or SEPARATOR, `counts` their titles."""

    numbers: WordNumbers
    counts: WordNumbers


def title_phrases(titles: Iterable[str], analyzer: Analyzer) -> Iterator[TitlePhrase]:
    """Yield the phrases of two to MAX_PHRASE_WORDS words that are in at least MIN_TITLES titles of a language.

    They begin and end with a word that is not a stop word.
    """
    titles = [" ".join(title.split()) + "\n" for title in titles]
    if not titles:
        return
    title_words = _read(titles, analyzer)
    phrases = _frequent(title_words.words, title_words.owners)
    for length in range(2, MAX_PHRASE_WORDS + 2):
        longer = _extended(phrases, title_words, length)
        if length > 2:  # noqa: PLR2004  # single words of titles say too little
            for begins, count in _whole_phrases(phrases, longer, title_words, length - 1):
                parts = [_part(titles, title_words, begin, length - 1) for begin in begins]
                yield TitlePhrase(_most_written(Counter(parts)), count)
        phrases = longer


def _read(titles: Sequence[str], analyzer: Analyzer) -> _TitleWords:
    tokens = TOKEN_OR_PAUSE.findall("".join(titles))
    table: defaultdict[str, int] = defaultdict()
    table.default_factory = table.__len__
    raw = np.array([table[token] for token in tokens], np.int64)
    numbers: dict[str, int] = {}
    words = [surface(token) for token in table]
    forms = [word if word in analyzer.stop_words else _singular(word) for word in words]
    of_token = [numbers.setdefault(form, len(numbers)) if form and not form.isdigit() else SEPARATOR for form in forms]
    stop_words = [number for form, number in numbers.items() if form in analyzer.stop_words]
    is_end = raw == table["\n"]
    owners = np.cumsum(is_end) - is_end
    begins = np.append(0, np.flatnonzero(is_end) + 1)
    return _TitleWords(np.array([*of_token, SEPARATOR], np.int64)[raw], owners, begins, np.array(stop_words, np.int64))


def _singular(word: str) -> str:
    """Return a word without the ending of a plural; two words rarely become one that mean something else."""
    return word[:-1] if len(word) > MIN_PLURAL and word.endswith("s") and not word.endswith("ss") else word


def _frequent(keys: WordNumbers, owners: WordNumbers) -> _Phrases:
    """Return the phrases that begin at each word, given by any keys (or SEPARATOR), without rare ones."""
    present = np.flatnonzero(keys != SEPARATOR)
    _, inverse = np.unique(keys[present], return_inverse=True)
    size = len(keys) + 1
    counts = np.bincount(np.unique(inverse * size + owners[present]) // size)
    is_frequent = counts >= MIN_TITLES
    renumbered = np.where(is_frequent, np.cumsum(is_frequent) - 1, SEPARATOR)
    numbers = np.full(len(keys), SEPARATOR)
    numbers[present] = renumbered[inverse]
    return _Phrases(numbers, counts[is_frequent])


def _extended(phrases: _Phrases, title_words: _TitleWords, length: int) -> _Phrases:
    """Return the phrases with one more word, which makes them `length` words long."""
    numbers, words = phrases.numbers, title_words.words
    keys = np.full(len(numbers), SEPARATOR)
    begins = np.flatnonzero((numbers[:-1] != SEPARATOR) & (numbers[1:] != SEPARATOR))
    begins = begins[begins + length <= len(words)]
    keys[begins] = numbers[begins] * (int(words.max()) + 1) + words[begins + length - 1]
    return _frequent(keys, title_words.owners)


def _whole_phrases(
    phrases: _Phrases, longer: _Phrases, title_words: _TitleWords, length: int
) -> Iterator[tuple[list[int], int]]:
    """Yield where each phrase of a length begins, and the number of its titles.

    They begin and end with content, and are not part of one of the `longer` ones.
    """
    begins = np.flatnonzero(phrases.numbers != SEPARATOR)
    numbers, ends = phrases.numbers[begins], begins + length
    is_content = title_words.has_content()
    is_whole = is_content[begins] & is_content[ends - 1]
    is_whole &= (_longest_share(phrases, longer) < MAX_EXTENDED_SHARE)[numbers]
    for neighbors in (begins - 1, ends):
        is_whole &= (_mean(~is_content[neighbors], numbers) >= MIN_SEPARATE_SHARE)[numbers]
    by_phrase: defaultdict[int, list[int]] = defaultdict(list)
    for begin, number in zip(begins[is_whole].tolist(), numbers[is_whole].tolist(), strict=True):
        by_phrase[number].append(begin)
    for number, of_phrase in by_phrase.items():
        yield of_phrase[:MAX_READ], int(phrases.counts[number])


def _part(titles: Sequence[str], title_words: _TitleWords, begin: int, length: int) -> str:
    """Return the words from `begin` on as their title has them."""
    owner = int(title_words.owners[begin])
    tokens = list(TOKEN_OR_PAUSE.finditer(titles[owner]))
    first = begin - int(title_words.begins[owner])
    return titles[owner][tokens[first].start() : tokens[first + length - 1].end()]


def _longest_share(phrases: _Phrases, longer: _Phrases) -> NDArray[np.float64]:
    """Return for each phrase in which share of its titles it is part of the same phrase with one more word."""
    extended = np.zeros(len(phrases.counts), np.int64)
    begins = np.flatnonzero(longer.numbers != SEPARATOR)
    counts = longer.counts[longer.numbers[begins]]
    for part in (begins, begins + 1):
        np.maximum.at(extended, phrases.numbers[part], counts)
    return extended / phrases.counts


def _mean(values: NDArray[np.bool_], numbers: WordNumbers) -> NDArray[np.float64]:
    """Return the mean of the values of each phrase."""
    return np.bincount(numbers, values) / np.bincount(numbers)


def _most_written(forms: Counter[str]) -> str:
    """Return a form of the phrase with the most frequent words, whatever their case."""
    folded: Counter[str] = Counter()
    for form, count in forms.items():
        folded[fold(form)] += count
    best = min(folded, key=lambda form: (-folded[form], form))
    return min((form for form in forms if fold(form) == best), key=lambda form: (-forms[form], form))
