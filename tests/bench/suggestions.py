"""The time of each suggestion while titles are typed letter by letter."""

from __future__ import annotations

import random

from catalog.live import LiveSearcher
from tests.bench.published import PublishedCatalog
from tests.bench.tables import elapsed_s, format_table, p50_p95_ms

TITLES = 60
TYPED_LETTERS = 24
"""Letters of a title that are typed at most; suggestions begin with the second letter."""


def suggestions_table(catalog: PublishedCatalog) -> str:
    """Return a table with one row."""
    searcher = LiveSearcher(catalog.settings).current()
    warm_up_s = elapsed_s(searcher.warm)
    titles = [entry.record.title for entry in catalog.entries]
    sample = random.Random(3).sample(titles, min(TITLES, len(titles)))  # noqa: S311  # the same titles in every run
    typed = [title[:end].lower() for title in sample for end in range(2, min(len(title), TYPED_LETTERS) + 1)]
    times = [elapsed_s(searcher.suggest, text) for text in typed]
    row = (f"{len(typed):,}", p50_p95_ms(times), f"{max(times) * 1000:.1f}", f"{warm_up_s * 1000:.0f}")
    head = ("keystrokes", "ms (p50 / p95)", "slowest, ms", "warm-up of the whole searcher, ms")
    return format_table(f"{catalog.name}: suggestions", head, [row])
