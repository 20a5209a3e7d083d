"""The chart of the results by year of publication, whose bars are links that set the years. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from webui.i18n.locale import gettext
from webui.search.state import SearchState
from webui.urls import SiteUrls

MAX_BARS = 10
"""Bars next to each other that are wide enough to tap."""
YEARS_PER_BAR = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)
MAX_EARLIER = 0.2
"""The share of the results that one bar for all earlier years may have, so that the other bars have fewer years."""
HEIGHT = 48
"""The height of the highest bar, in units of the drawing."""


@dataclass(frozen=True, slots=True)
class YearBar:
    """A bar: its years in words, its number of resources, and its height, 0 if there are none.

    `url` is that of the search limited to its years, or without the limit if it is `current`. A bar is `inside` if the
    dates of the search include its years; without dates, all are.
    """

    label: str
    count: int
    height: int
    url: str
    inside: bool
    current: bool


@dataclass(frozen=True, slots=True)
class YearChart:
    """The bars, and the first and last year below them."""

    bars: tuple[YearBar, ...]
    first: str
    last: str


def year_chart(counts: Mapping[int, int], state: SearchState, urls: SiteUrls) -> YearChart | None:
    """Return the chart of the numbers of resources by year, or None if they are all in the same bar."""
    ranges = tuple(year_ranges(counts))
    if len(ranges) < 2:  # noqa: PLR2004  # one bar says nothing
        return None
    totals = [sum(counts.get(year, 0) for year in years) for years in ranges]
    bars = (_bar(years, total, max(totals), state, urls) for years, total in zip(ranges, totals, strict=True))
    return YearChart(tuple(bars), str(ranges[0].start), str(ranges[-1][-1]))


def year_ranges(counts: Mapping[int, int]) -> Iterator[range]:
    """Yield the years of each bar in order: as few per bar as possible; the first may have all earlier ones.

    The first range begins and the last one ends with a year that has resources.
    """
    if not counts:
        return
    earliest, latest = min(counts), max(counts)
    for years in YEARS_PER_BAR:
        start = latest // years * years - (MAX_BARS - 1) * years
        earlier = sum(count for year, count in counts.items() if year < start + years)
        if earliest >= start or earlier <= MAX_EARLIER * sum(counts.values()):
            break
    first = max(start, earliest // years * years)
    for begin in range(first, latest + 1, years):
        yield range(earliest if begin == first else begin, min(begin + years - 1, latest) + 1)


def _bar(years: range, count: int, highest: int, state: SearchState, urls: SiteUrls) -> YearBar:
    first, last, query = years.start, years[-1], state.query
    begin, end = query.published_from, query.published_to
    limited = state.published_between(first, last)
    current = limited == state.with_page(1)
    state = state.without("published_from", "published_to") if current else limited
    return YearBar(
        label=str(first) if first == last else gettext("%(first)s to %(last)s", first=str(first), last=str(last)),
        count=count,
        height=max(round(HEIGHT * count / highest), 2) if count else 0,
        url=urls.search(state.as_params()),
        inside=(begin is None or begin.year <= last) and (end is None or end.year >= first),
        current=current,
    )
