"""The page of the partnership's sites: a list, filtered and sorted, and a map. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from urllib.parse import urlsplit

from catalog.program import Site
from webui.components.cards import Link
from webui.i18n.labels import approach_label
from webui.i18n.locale import gettext as _
from webui.pages.site_labels import APPROACH_VALUES, approach_of, state_name
from webui.pages.sites_map import MapMarker, approach_counts, map_markers, row_id
from webui.pages.sites_query import SiteSort, SitesQuery
from webui.urls import SiteUrls

UNKNOWN_COHORT = 9999
"""Sorts sites without a known year last."""


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site in the list. `approach` is one of APPROACH_VALUES; `source` is a URL, empty if there is none.

    `source_number` is the number of the URL in the list of sources, from 1; 0 if there is none.
    """

    id: str
    city: str
    state: str
    code: str
    approach: str
    approach_label: str
    cohort: int | None
    source: str
    source_number: int


@dataclass(frozen=True, slots=True)
class SortableColumn:
    """A column of the list: its order, its label, the URL that sorts by it, and whether the list is sorted by it."""

    sort: SiteSort
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class SitesView:
    """Everything the page shows of the sites.

    `approaches` has the value, the label and the number of listed sites of each; `states` the codes and names of all
    states with a site. `sources` are the pages that name the listed sites, without scheme. `total` counts all sites.
    """

    query: SitesQuery
    rows: tuple[SiteRow, ...]
    markers: tuple[MapMarker, ...]
    approaches: tuple[tuple[str, str, int], ...]
    states: tuple[tuple[str, str], ...]
    columns: tuple[SortableColumn, ...]
    sources: tuple[Link, ...]
    total: int


def sites_view(sites: Iterable[Site], query: SitesQuery, urls: SiteUrls) -> SitesView:
    """Return the sites that match the query, in its order."""
    all_sites = tuple(sites)
    listed_sites = sorted(
        (site for site in all_sites if query.approach in ("", approach_of(site)) and query.state in ("", site.state)),
        key=lambda site: _sort_key(site, query.sort),
    )
    column_labels = {
        SiteSort.CITY: _("City"),
        SiteSort.STATE: _("State"),
        SiteSort.APPROACH: _("Approach"),
        SiteSort.COHORT: _("Year"),
    }
    sources = tuple(dict.fromkeys(site.source for site in listed_sites if site.source))
    state_codes = {site.state for site in all_sites}
    return SitesView(
        query=query,
        rows=tuple(_row(site, sources) for site in listed_sites),
        markers=map_markers(listed_sites, urls, same_page=True),
        approaches=approach_counts(listed_sites),
        states=tuple(sorted(((code, state_name(code)) for code in state_codes), key=itemgetter(1))),
        columns=tuple(
            SortableColumn(sort, label, urls.sites(query.as_params(sort=sort)), sort is query.sort)
            for sort, label in column_labels.items()
        ),
        sources=tuple(Link(_without_scheme(url), url) for url in sources),
        total=len(all_sites),
    )


def _row(site: Site, sources: Sequence[str]) -> SiteRow:
    return SiteRow(
        id=row_id(site.id),
        city=site.city,
        state=state_name(site.state),
        code=site.state,
        approach=approach_of(site),
        approach_label=approach_label(site.approach),
        cohort=site.cohort,
        source=site.source or "",
        source_number=sources.index(site.source) + 1 if site.source else 0,
    )


def _without_scheme(url: str) -> str:
    """Return the host and the path of a URL, for people to read."""
    parts = urlsplit(url)
    return ((parts.hostname or "").removeprefix("www.") + parts.path).rstrip("/")


def _sort_key(site: Site, sort: SiteSort) -> tuple[object, ...]:
    """Return the sort key of a site: the value that is sorted by, then state and city; unknown values come last."""
    state_and_city = (state_name(site.state), site.city.casefold())
    match sort:
        case SiteSort.CITY:
            return (site.city.casefold(), *state_and_city)
        case SiteSort.APPROACH:
            return (APPROACH_VALUES.index(approach_of(site)), *state_and_city)
        case SiteSort.COHORT:
            return (site.cohort or UNKNOWN_COHORT, *state_and_city)
        case _:
            return state_and_city
