"""Our searcher and its peers, asked the same in turn."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median

from catalog.search.searcher import Searcher
from tests.bench.peers.plain import Ask, Unable
from tests.bench.queries import Asked
from tests.bench.tables import NONE

BUDGET_S = 10.0
"""How long a peer is asked queries of one kind; a slow one answers as many as that allows, and never under LEAST."""
LEAST = 3
CLOSE = 0.05

Pairs = list[tuple[float, float]]
"""Our time and a peer's for the same query, in seconds."""


@dataclass(slots=True)
class Pass:
    """What one pass over the queries of a kind took: ours, and the pairs by peer."""

    ours: list[float] = field(default_factory=list)
    pairs: dict[str, Pairs] = field(default_factory=dict)


@dataclass(slots=True)
class Agreement:
    """How many totals of a peer were looked at, and how many were close to ours."""

    asked: int = 0
    close: int = 0

    def see(self, ours: int, theirs: int) -> None:
        """Compare two totals."""
        self.asked += 1
        self.close += abs(ours - theirs) <= CLOSE * max(ours, theirs)


@dataclass(slots=True)
class Contest:
    """One searcher and its peers."""

    searcher: Searcher
    peers: Mapping[str, Ask]
    agreements: dict[str, Agreement] = field(default_factory=dict)

    def run(self, asked: Iterable[Asked]) -> Pass:
        """Ask everybody each query in turn."""
        taken = Pass(pairs={name: [] for name in self.peers})
        for each in asked:
            ours, total = self._ours(each)
            taken.ours.append(ours)
            for name, ask in self.peers.items():
                if (theirs := self._theirs(name, ask, each, total, taken.pairs[name])) is not None:
                    taken.pairs[name].append((ours, theirs))
        return taken

    def _ours(self, asked: Asked) -> tuple[float, int]:
        query = asked.query
        started = time.perf_counter()
        result = self.searcher.search(query)
        took = time.perf_counter() - started
        return took, result.total if asked.filters else result.complete

    def _theirs(self, name: str, ask: Ask, asked: Asked, total: int, before: Pairs) -> float | None:
        """Return how long a peer took, None where it cannot answer or has had its time."""
        if len(before) >= LEAST and sum(theirs for _, theirs in before) > BUDGET_S:
            return None
        started = time.perf_counter()
        try:
            found = ask(asked)
        except Unable:
            return None
        except Exception as error:  # noqa: BLE001  # a peer that fails must not end the run
            print(f"{name} failed on '{asked.query.text}': {error}", file=sys.stderr)
            return None
        took = time.perf_counter() - started
        if found is not None and asked.kind != "a word typed wrong":
            self.agreements.setdefault(name, Agreement()).see(total, found)
        return took


def ratio(pairs: Pairs) -> float | None:
    """Return how many times longer the peer takes, by the medians over the queries that both answered."""
    return median(theirs for _, theirs in pairs) / median(ours for ours, _ in pairs) if pairs else None


def spoken(ratios: Iterable[float | None]) -> str:
    """Return ratios as a cell of a table."""
    return " / ".join(NONE if each is None else f"{each:.2f}" if each < 10 else f"{each:.0f}" for each in ratios)


def geometric_mean(ratios: Iterable[float | None]) -> float | None:
    """Return the geometric mean of the ratios that there are."""
    logs = [math.log(each) for each in ratios if each is not None]
    return math.exp(sum(logs) / len(logs)) if logs else None
