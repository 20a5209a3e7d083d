"""The time of each kind of query, and how it compares with other search engines."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from pathlib import Path

from catalog.live import LiveSearcher
from catalog.search.searcher import Searcher
from tests.bench.comparison import Comparison, PassTimes, format_ratios, geometric_mean, ratio
from tests.bench.peers.start import missing_peers, start_peers
from tests.bench.published import PublishedCatalog
from tests.bench.queries import BenchQuery, QuerySampler
from tests.bench.tables import NO_FIGURE, TableRows, format_table, p50_p95_ms

REPETITIONS = 3
ONE_FACET, TWO_FACETS = "one facet value selected", "two facets, two values each"


def search_tables(catalog: PublishedCatalog, folder: Path) -> str:
    """Return two tables: our times, and the ratios to other engines."""
    queries_by_kind = QuerySampler(catalog.entries).queries()
    peers = start_peers(catalog.entries, folder)
    gc.freeze()  # the garbage collector would slow down all searches if it scanned the records of the peers
    comparison = Comparison(_warm_searcher(catalog), peers)
    passes = {kind: _first_and_repeated(comparison, queries) for kind, queries in queries_by_kind.items()}
    one_facet = [_filtered(comparison, query, 1, ("format",)) for query in queries_by_kind["one word"]]
    two_facets = [_filtered(comparison, query, 2, ("format", "topic")) for query in queries_by_kind["any of two words"]]
    passes[ONE_FACET] = _first_and_repeated(comparison, one_facet)
    passes[TWO_FACETS] = _first_and_repeated(comparison, two_facets)
    rows = [(kind, *(p50_p95_ms(times.ours) for times in both)) for kind, both in passes.items()]
    head = ("query", "first time, ms (p50 / p95)", "repeated, ms (p50 / p95)")
    our_table = format_table(f"{catalog.name}: searching", head, rows)
    title = f"{catalog.name}: compared with other engines (first time / repeated)"
    peer_table = format_table(title, ("query", *(f"x {name}" for name in peers)), _ratio_rows(comparison, passes))
    return "\n".join(filter(None, (our_table, peer_table, missing_peers(peers))))


def _warm_searcher(catalog: PublishedCatalog) -> Searcher:
    searcher = LiveSearcher(catalog.settings).current()
    searcher.warm()
    return searcher


def _first_and_repeated(comparison: Comparison, queries: list[BenchQuery]) -> tuple[PassTimes, PassTimes]:
    """Send each query once, then all of them REPETITIONS times."""
    return comparison.run(queries), comparison.run(queries * REPETITIONS)


def _filtered(comparison: Comparison, query: BenchQuery, count: int, facets: tuple[str, ...]) -> BenchQuery:
    """Return a query with the `count` most frequent values of some facets selected, after searching without them."""
    values = comparison.searcher.search(query.query).facets
    return query.with_filters(
        {name: tuple(value.value for value in values[name][:count]) for name in facets if values[name]}
    )


def _ratio_rows(comparison: Comparison, passes: Mapping[str, tuple[PassTimes, PassTimes]]) -> TableRows:
    """Return the ratios by kind, first and repeated; their geometric means; and the share of totals that agree."""
    ratios = {
        kind: {name: [ratio(times.pairs[name]) for times in both] for name in comparison.peers}
        for kind, both in passes.items()
    }
    rows = [(kind, *(format_ratios(by_peer[name]) for name in comparison.peers)) for kind, by_peer in ratios.items()]
    means = (
        format_ratios(map(geometric_mean, zip(*(by_peer[name] for by_peer in ratios.values()), strict=True)))
        for name in comparison.peers
    )
    agreements = (comparison.agreements.get(name) for name in comparison.peers)
    shares = (f"{agreement.close / agreement.count:.0%}" if agreement else NO_FIGURE for agreement in agreements)
    return [*rows, ("geometric mean", *means), ("totals within 5% of ours", *shares)]
