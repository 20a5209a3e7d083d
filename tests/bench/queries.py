"""What visitors type: six kinds of queries, their words rare, middling and common in equal shares, always the same."""

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
"""Rare, middling and common words, by the share of entries that have them: above the first, up to the second."""
EACH = 10
"""Queries of a kind from each stratum."""
TRIES = 20_000
TOKEN = re.compile(r"[a-z0-9]+|[^\sa-z0-9]")
WORD = re.compile(r"[a-z]{4,}")
BEGUN = 4
"""Letters of a prefix."""
OPERATORS = {"one word": "{}", "all of two words": "{} {}", "any of two words": "{} OR {}", "phrase": '"{} {}"'}
OPERATORS |= {"prefix": "{}*", "a word typed wrong": "{}"}
KINDS = tuple(OPERATORS)


@dataclass(frozen=True, slots=True)
class Asked:
    """One query of a kind, and the facet values that were clicked."""

    kind: str
    words: tuple[str, ...]
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def query(self) -> Query:
        """The query as a visitor types it into the search box."""
        return Query(OPERATORS[self.kind].format(*self.words), self.filters)

    def narrowed(self, filters: Mapping[str, tuple[str, ...]]) -> Asked:
        """Return the same with other facet values clicked."""
        return replace(self, filters=filters)


Found = Callable[[list[str], int], tuple[str, ...] | None]
"""Makes a query's words from those of an entry and the place of one among them, or None where that is none."""


class Drawing:
    """Draws queries from the titles and summaries of entries."""

    def __init__(self, entries: list[Entry], seed: int = 11) -> None:
        """Count in how many entries each word and each beginning of a word stands."""
        self._chance = random.Random(seed)  # noqa: S311  # the same queries each time
        self._texts = [_tokens(each) for each in entries]
        words = [set(filter(WORD.fullmatch, text)) for text in self._texts]
        self._shares = {word: n / len(entries) for word, n in Counter(chain.from_iterable(words)).items()}
        begun = Counter(chain.from_iterable({word[:BEGUN] for word in each} for each in words))
        self._begun = {start: n / len(entries) for start, n in begun.items()}

    def queries(self, each: int = EACH) -> dict[str, list[Asked]]:
        """Return `each` queries a stratum by kind, the strata in turn; fewer where there are not as many words."""
        made: dict[str, Found] = {
            "one word": lambda text, at: (text[at],),
            "all of two words": self._with_another,
            "any of two words": self._with_another,
            "phrase": _with_next,
            "prefix": lambda text, at: (text[at][:BEGUN],),
            "a word typed wrong": self._wrong,
        }
        return {kind: list(self._drawn(kind, make, each)) for kind, make in made.items()}

    def _drawn(self, kind: str, make: Found, each: int) -> Iterator[Asked]:
        strata = [list(islice(self._of_stratum(make, low, high, kind), each)) for low, high in STRATA]
        for place in range(each):
            yield from (Asked(kind, words[place]) for words in strata if place < len(words))

    def _of_stratum(self, make: Found, low: float, high: float, kind: str) -> Iterator[tuple[str, ...]]:
        share = partial(self._share, prefix=kind == "prefix")
        seen = set()
        for _ in range(TRIES):
            text = self._chance.choice(self._texts)
            places = [at for at, word in enumerate(text) if WORD.fullmatch(word) and low < share(word) <= high]
            words = make(text, self._chance.choice(places)) if places else None
            if words and words not in seen:
                seen.add(words)
                yield words

    def _share(self, word: str, *, prefix: bool) -> float:
        return self._begun[word[:BEGUN]] if prefix else self._shares[word]

    def _with_another(self, text: list[str], at: int) -> tuple[str, ...] | None:
        """Return the word and another one of the same entry that is no stop word."""
        high = STRATA[-1][1]
        others = [word for word in text if word != text[at] and self._shares.get(word, 1) <= high]
        return (text[at], self._chance.choice(others)) if others else None

    def _wrong(self, text: list[str], at: int) -> tuple[str, ...] | None:
        """Return the word with one slip behind its first letter, if that is no word of its own."""
        word, place = text[at], self._chance.randrange(1, len(text[at]) - 1)
        before, letter, after = word[:place], word[place], word[place + 1 :]
        slips = (before + after, before + letter + letter + after, before + after[0] + letter + after[1:])
        typed = self._chance.choice(slips)
        return (typed,) if len(word) > 5 and typed not in self._shares else None


def _tokens(entry: Entry) -> list[str]:
    return TOKEN.findall(f"{entry.record.title} . {entry.record.summary or ''}".lower())


def _with_next(text: list[str], at: int) -> tuple[str, ...] | None:
    return (text[at], text[at + 1]) if at + 1 < len(text) and WORD.fullmatch(text[at + 1]) else None
