"""Our searcher and other engines, which get the same queries in turn."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median

from catalog.search.searcher import Searcher
from tests.bench.peers.protocol import PeerSearch, UnsupportedQueryError
from tests.bench.queries import MISSPELLED, BenchQuery
from tests.bench.tables import NO_FIGURE

BUDGET_S = 10.0
"""Time for a peer's queries of one kind; a slow peer gets fewer queries, but at least MIN_QUERIES."""
MIN_QUERIES = 3
CLOSE = 0.05
"""Totals are close if they differ by at most this share of the larger one."""

TimePairs = list[tuple[float, float]]
"""Our time and a peer's time for the same query, in seconds."""


@dataclass(slots=True)
class PassTimes:
    """The times of one pass over queries: ours, and the pairs of our time and a peer's, by peer."""

    ours: list[float] = field(default_factory=list)
    pairs: dict[str, TimePairs] = field(default_factory=dict)


@dataclass(slots=True)
class TotalAgreement:
    """The number of a peer's totals that were compared, and of those that are close to ours."""

    count: int = 0
    close: int = 0

    def add(self, our_total: int, peer_total: int) -> None:
        """Compare two totals."""
        self.count += 1
        self.close += abs(our_total - peer_total) <= CLOSE * max(our_total, peer_total)


@dataclass(slots=True)
class Comparison:
    """Our searcher and its peers."""

    searcher: Searcher
    peers: Mapping[str, PeerSearch]
    agreements: dict[str, TotalAgreement] = field(default_factory=dict)

    def run(self, queries: Iterable[BenchQuery]) -> PassTimes:
        """Send each query to all engines in turn; return their times."""
        times = PassTimes(pairs={name: [] for name in self.peers})
        for query in queries:
            our_time, total = self._search(query)
            times.ours.append(our_time)
            for name, peer_search in self.peers.items():
                peer_time = self._search_peer(name, peer_search, query, total, times.pairs[name])
                if peer_time is not None:
                    times.pairs[name].append((our_time, peer_time))
        return times

    def _search(self, bench_query: BenchQuery) -> tuple[float, int]:
        query = bench_query.query
        started = time.perf_counter()
        result = self.searcher.search(query)
        took_s = time.perf_counter() - started
        return took_s, result.total if bench_query.filters else result.complete

    def _search_peer(
        self, name: str, peer_search: PeerSearch, query: BenchQuery, our_total: int, earlier: TimePairs
    ) -> float | None:
        """Return the peer's time, or None if it cannot answer the query or has used up its budget."""
        if len(earlier) >= MIN_QUERIES and sum(peer_time for _, peer_time in earlier) > BUDGET_S:
            return None
        started = time.perf_counter()
        try:
            peer_total = peer_search(query)
        except UnsupportedQueryError:
            return None
        except Exception as error:  # noqa: BLE001  # a peer that fails must not end the run
            print(f"{name} failed on '{query.query.text}': {error}", file=sys.stderr)
            return None
        took_s = time.perf_counter() - started
        if peer_total is not None and query.kind != MISSPELLED:
            self.agreements.setdefault(name, TotalAgreement()).add(our_total, peer_total)
        return took_s


def ratio(pairs: TimePairs) -> float | None:
    """Return the peer's median time divided by ours, over the queries that both answered; None without any."""
    return median(peer_time for _, peer_time in pairs) / median(our_time for our_time, _ in pairs) if pairs else None


def format_ratios(ratios: Iterable[float | None]) -> str:
    """Return ratios as the cell of a table: "0.84 / 12"."""
    return " / ".join(NO_FIGURE if number is None else _format_ratio(number) for number in ratios)


def _format_ratio(number: float) -> str:
    return f"{number:.2f}" if number < 10 else f"{number:.0f}"


def geometric_mean(ratios: Iterable[float | None]) -> float | None:
    """Return the geometric mean of the ratios that are not None; None if all are."""
    logs = [math.log(number) for number in ratios if number is not None]
    return math.exp(sum(logs) / len(logs)) if logs else None
