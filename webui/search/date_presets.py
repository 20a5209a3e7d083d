"""Date presets: links that limit a search to recent years. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webui.i18n.locale import gettext as _
from webui.search.state import SearchState
from webui.urls import SiteUrls

YEARS_BACK = (1, 3, 5)
"""Years back from the current one. Whole years, because many records have only the year of publication."""


@dataclass(frozen=True, slots=True)
class DatePreset:
    """A first year, or any time. `current` says whether the search has it."""

    label: str
    url: str
    current: bool


def date_presets(state: SearchState, year: int, urls: SiteUrls) -> Iterator[DatePreset]:
    """Yield any time, then years counted back from `year`, each with the other constraints of the search."""
    query, any_time = state.query, state.without("published_from", "published_to")
    has_dates = bool(query.published_from or query.published_to)
    yield DatePreset(_("Any time"), urls.search(any_time.as_params()), not has_dates)
    current = "" if query.published_to else str(query.published_from or "")
    for years in YEARS_BACK:
        first = year - years
        url = urls.search(state.published_since(first).as_params())
        yield DatePreset(_("Since %(year)s", year=str(first)), url, current == str(first))
