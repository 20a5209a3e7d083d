"""Date presets: links that limit a search to recent years. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from webui.i18n.locale import gettext as _
from webui.search.state import SearchState
from webui.urls import SiteUrls

YEARS_BACK = (1, 3, 5)
"""Years back from the current one. Whole years, because many records have only the year of publication."""


@dataclass(frozen=True, slots=True)
class DatePreset:
    """A first year, or any time, which has no `count` of resources. `current` says whether the search has it."""

    label: str
    url: str
    current: bool
    count: int | None = None


def date_presets(
    counts: Mapping[int, int], state: SearchState, this_year: int, urls: SiteUrls
) -> tuple[DatePreset, ...]:
    """Return any time, then first years that have resources, each with the other constraints of the search.

    `counts` are the numbers of resources by year. Without dates and first years there is nothing to choose.
    """
    query, any_time = state.query, state.without("published_from", "published_to")
    has_dates = bool(query.published_from or query.published_to)
    first_years = tuple(_first_years(counts, state, this_year, urls))
    if not (has_dates or first_years):
        return ()
    return (DatePreset(_("Any time"), urls.search(any_time.as_params()), not has_dates), *first_years)


def _first_years(counts: Mapping[int, int], state: SearchState, this_year: int, urls: SiteUrls) -> Iterator[DatePreset]:
    """Yield the presets counted back from `this_year` that have resources, and the current one in any case."""
    query = state.query
    current = "" if query.published_to else str(query.published_from or "")
    for years in YEARS_BACK:
        first = this_year - years
        count = sum(count for year, count in counts.items() if year >= first)
        if count or current == str(first):
            url = urls.search(state.published_since(first).as_params())
            yield DatePreset(_("Since %(year)s", year=str(first)), url, current == str(first), count)
