"""Small bar charts: numbers of resources by value, each a link to those resources. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.search.result import FacetCount


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label, the number of resources, their URL, and its length in percent of the longest bar."""

    label: str
    count: int
    url: str
    percent: int


@dataclass(frozen=True, slots=True)
class BarChart:
    """A bar chart. `id` is that of its heading in the page."""

    id: str
    title: str
    bars: tuple[Bar, ...]


def bar_chart(chart_id: str, title: str, values: Iterable[tuple[FacetCount, str]]) -> BarChart:
    """Return the chart of values with their URLs, in their order; the shortest bars have one percent."""
    counts = tuple(values)
    longest = max((value.count for value, _ in counts), default=1)
    bars = (Bar(value.label, value.count, url, max(1, round(100 * value.count / longest))) for value, url in counts)
    return BarChart(chart_id, title, tuple(bars))
