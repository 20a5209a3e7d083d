"""Suggestions: how long each takes while titles are typed letter by letter."""

from __future__ import annotations

import random

from catalog.live import LiveSearcher
from tests.bench.site import Site
from tests.bench.tables import middle_and_slow_ms, table, timed_s

TITLES = 60
TYPED = 24
"""Letters of a title that are typed, the first one aside."""


def suggesting(site: Site) -> str:
    """Return a table."""
    searcher = LiveSearcher(site.settings).current()
    prepared = timed_s(searcher.warm)
    titles = [entry.record.title for entry in site.entries]
    picked = random.Random(3).sample(titles, min(TITLES, len(titles)))  # noqa: S311  # the same titles each time
    typed = [title[:end].lower() for title in picked for end in range(2, min(len(title), TYPED) + 1)]
    times = [timed_s(searcher.suggest, text) for text in typed]
    row = (f"{len(typed):,}", middle_and_slow_ms(times), f"{max(times) * 1000:.1f}", f"{prepared * 1000:.0f}")
    head = ("keystrokes", "ms (p50 / p95)", "slowest, ms", "prepared with everything else, ms")
    return table(f"{site.name}: suggestions", head, [row])
