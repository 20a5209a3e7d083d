"""Chooses resources to show where nobody has searched: on the home page and on topic pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice

from catalog.search.result import Hit

MAX_PER_SERIES = 2
"""Resources of one series: otherwise a series that was added on one day would fill the page."""


def showcase(hits: Iterable[Hit], limit: int) -> tuple[Hit, ...]:
    """Return the first `limit` hits in their order, without samples and with at most MAX_PER_SERIES of a series."""
    shown: Counter[str] = Counter()

    def is_shown(hit: Hit) -> bool:
        series = hit.record.series
        if hit.record.sample or (series and shown[series] == MAX_PER_SERIES):
            return False
        shown.update((series,) if series else ())
        return True

    return tuple(islice(filter(is_shown, hits), limit))
