"""Queries as visitors type them: six kinds, with equal shares of rare, medium and common words, the same every time."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, islice

from catalog.model import Entry
from catalog.search.query.tree import Query

STRATA = ((0.0, 0.001), (0.001, 0.01), (0.01, 0.1))
"""Rare, medium and common words, by the share of entries that have them: above the first number, up to the second."""
QUERIES_PER_STRATUM = 10
"""Queries of each kind."""
MAX_DRAWS = 20_000
TOKEN = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")
WORD = re.compile(r"[a-z]{4,}")
PREFIX_LENGTH = 4
MISSPELLED = "misspelled word"
SYNTAX = {"one word": "{}", "all of two words": "{} {}", "any of two words": "{} OR {}", "phrase": '"{} {}"'}
SYNTAX |= {"prefix": "{}*", MISSPELLED: "{}"}
KINDS = tuple(SYNTAX)


@dataclass(frozen=True, slots=True)
class BenchQuery:
    """A query of one kind, with the facet values that are selected."""

    kind: str
    words: tuple[str, ...]
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def query(self) -> Query:
        """The query as a visitor types it into the search box."""
        return Query(SYNTAX[self.kind].format(*self.words), self.filters)

    def with_filters(self, filters: Mapping[str, tuple[str, ...]]) -> BenchQuery:
        """Return the same query with other facet values selected."""
        return replace(self, filters=filters)


ChooseWords = Callable[[list[str], int], tuple[str, ...] | None]
"""Returns the words of a query for the tokens of an entry and the index of one of them; None if there are none."""


class QuerySampler:
    """Draws queries from the titles and summaries of entries."""

    def __init__(self, entries: list[Entry], seed: int = 11) -> None:
        """Count the entries that have each word and each prefix."""
        self._rng = random.Random(seed)  # noqa: S311  # the same queries in every run
        self._texts = [_tokens(entry) for entry in entries]
        words = [set(filter(WORD.fullmatch, text)) for text in self._texts]
        self._word_shares = {word: n / len(entries) for word, n in Counter(chain.from_iterable(words)).items()}
        prefixes = Counter(chain.from_iterable({word[:PREFIX_LENGTH] for word in entry} for entry in words))
        self._prefix_shares = {prefix: n / len(entries) for prefix, n in prefixes.items()}

    def queries(self, per_stratum: int = QUERIES_PER_STRATUM) -> dict[str, list[BenchQuery]]:
        """Return queries by kind, the strata in turn; fewer than `per_stratum` if there are not enough words."""
        choices: dict[str, ChooseWords] = {
            "one word": lambda text, index: (text[index],),
            "all of two words": self._with_another_word,
            "any of two words": self._with_another_word,
            "phrase": _with_next_word,
            "prefix": lambda text, index: (text[index][:PREFIX_LENGTH],),
            MISSPELLED: self._misspelled,
        }
        return {kind: list(self._of_kind(kind, choose, per_stratum)) for kind, choose in choices.items()}

    def _of_kind(self, kind: str, choose: ChooseWords, per_stratum: int) -> Iterator[BenchQuery]:
        strata = [list(islice(self._of_stratum(choose, low, high, kind), per_stratum)) for low, high in STRATA]
        for number in range(per_stratum):
            yield from (BenchQuery(kind, words[number]) for words in strata if number < len(words))

    def _of_stratum(self, choose: ChooseWords, low: float, high: float, kind: str) -> Iterator[tuple[str, ...]]:
        share = partial(self._share, prefix=kind == "prefix")
        seen = set()
        for _ in range(MAX_DRAWS):
            text = self._rng.choice(self._texts)
            indexes = [n for n, word in enumerate(text) if WORD.fullmatch(word) and low < share(word) <= high]
            words = choose(text, self._rng.choice(indexes)) if indexes else None
            if words and words not in seen:
                seen.add(words)
                yield words

    def _share(self, word: str, *, prefix: bool) -> float:
        return self._prefix_shares[word[:PREFIX_LENGTH]] if prefix else self._word_shares[word]

    def _with_another_word(self, text: list[str], index: int) -> tuple[str, ...] | None:
        """Return the word and another word of the same entry that is not too common."""
        max_share = STRATA[-1][1]
        others = [word for word in text if word != text[index] and self._word_shares.get(word, 1) <= max_share]
        return (text[index], self._rng.choice(others)) if others else None

    def _misspelled(self, text: list[str], index: int) -> tuple[str, ...] | None:
        """Return the word with one mistake after its first letter, unless that is another known word."""
        word, position = text[index], self._rng.randrange(1, len(text[index]) - 1)
        before, letter, after = word[:position], word[position], word[position + 1 :]
        mistakes = (before + after, before + letter + letter + after, before + after[0] + letter + after[1:])
        typed = self._rng.choice(mistakes)
        return (typed,) if len(word) > 5 and typed not in self._word_shares else None


def _tokens(entry: Entry) -> list[str]:
    return TOKEN.findall(f"{entry.record.title} . {entry.record.summary or ''}".lower())


def _with_next_word(text: list[str], index: int) -> tuple[str, ...] | None:
    has_next = index + 1 < len(text) and WORD.fullmatch(text[index + 1])
    return (text[index], text[index + 1]) if has_next else None
