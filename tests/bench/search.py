"""Searching: how long each kind of query takes, and how many times longer the peers take."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from pathlib import Path

from catalog.live import LiveSearcher
from catalog.search.searcher import Searcher
from tests.bench.peers.start import missing, start_peers
from tests.bench.queries import Asked, Drawing
from tests.bench.site import Site
from tests.bench.tables import NONE, Rows, middle_and_slow_ms, table
from tests.bench.timings import Contest, Pass, geometric_mean, ratio, spoken

ROUNDS = 3
CLICKED, SELECTED = "a facet clicked", "two facets, two values each"


def searching(site: Site, folder: Path) -> str:
    """Return two tables: our times, and how they compare."""
    asked = Drawing(site.entries).queries()
    peers = start_peers(site.entries, folder)
    gc.freeze()  # what was made so far is not what readers should look through
    contest = Contest(_warm(site), peers)
    passes = {kind: _twice(contest, queries) for kind, queries in asked.items()}
    clicked = [_clicked(contest, each, 1, ("format",)) for each in asked["one word"]]
    selected = [_clicked(contest, each, 2, ("format", "topic")) for each in asked["any of two words"]]
    passes[CLICKED], passes[SELECTED] = _twice(contest, clicked), _twice(contest, selected)
    rows = [(kind, *(middle_and_slow_ms(each.ours) for each in both)) for kind, both in passes.items()]
    head = ("query", "first touch, ms (p50 / p95)", "again, ms (p50 / p95)")
    ours = table(f"{site.name}: searching", head, rows)
    names = ("query", *(f"x {name}" for name in peers))
    theirs = table(f"{site.name}: beside other engines (first touch / again)", names, _beside(contest, passes))
    return "\n".join(filter(None, (ours, theirs, missing(peers))))


def _warm(site: Site) -> Searcher:
    searcher = LiveSearcher(site.settings).current()
    searcher.warm()
    return searcher


def _twice(contest: Contest, queries: list[Asked]) -> tuple[Pass, Pass]:
    """Ask each query for the first time, then all of them ROUNDS times."""
    return contest.run(queries), contest.run(queries * ROUNDS)


def _clicked(contest: Contest, asked: Asked, values: int, facets: tuple[str, ...]) -> Asked:
    """Return a query with the commonest values of its answer selected, after the answer without them was given."""
    counts = contest.searcher.search(asked.query).facets
    return asked.narrowed(
        {name: tuple(each.value for each in counts[name][:values]) for name in facets if counts[name]}
    )


def _beside(contest: Contest, passes: Mapping[str, tuple[Pass, Pass]]) -> Rows:
    """Return the ratios by kind, first touch and again, their geometric means, and how many totals agree."""
    ratios = {
        kind: {name: [ratio(each.pairs[name]) for each in both] for name in contest.peers}
        for kind, both in passes.items()
    }
    rows = [(kind, *(spoken(found[name]) for name in contest.peers)) for kind, found in ratios.items()]
    means = (
        spoken(map(geometric_mean, zip(*(found[name] for found in ratios.values()), strict=True)))
        for name in contest.peers
    )
    agreed = (contest.agreements.get(name) for name in contest.peers)
    shares = (f"{each.close / each.asked:.0%}" if each else NONE for each in agreed)
    return [*rows, ("geometric mean", *means), ("totals within 5% of ours", *shares)]
