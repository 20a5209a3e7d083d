"""The markers of the map of sites, and its legend. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog.program import Site
from webui.pages.site_labels import APPROACH_VALUES, approach_labels, approach_of, state_name
from webui.pages.us_map import map_position
from webui.urls import SiteUrls


@dataclass(frozen=True, slots=True)
class MapMarker:
    """A site on the map: the position of its center, its approach, its label, and the URL of its row in the list."""

    x: float
    y: float
    approach: str
    label: str
    url: str


def map_markers(sites: Iterable[Site], urls: SiteUrls, *, same_page: bool = False) -> tuple[MapMarker, ...]:
    """Return the markers of sites. `same_page` says that the list is on the same page as the map.

    Later markers cover earlier ones, so sites without a known approach come first.
    """
    labels = approach_labels()
    ordered_sites = sorted(sites, key=lambda site: (-APPROACH_VALUES.index(approach_of(site)), site.id))
    page = "" if same_page else urls.page("sites")
    positions = ((site, *map_position(site.state, site.longitude, site.latitude)) for site in ordered_sites)
    return tuple(
        MapMarker(round(x, 1), round(y, 1), approach_of(site), _label(site, labels), f"{page}#{row_id(site.id)}")
        for site, x, y in positions
    )


def approach_counts(sites: Iterable[Site]) -> tuple[tuple[str, str, int], ...]:
    """Return the value, the label and the number of sites of each approach."""
    counts = Counter(approach_of(site) for site in sites)
    labels = approach_labels()
    return tuple((approach, labels[approach], counts[approach]) for approach in APPROACH_VALUES)


def row_id(site_id: str) -> str:
    """Return the id of the element with a site's row of the list."""
    return f"site-{site_id}"


def _label(site: Site, labels: Mapping[str, str]) -> str:
    facts = [labels[approach_of(site)] if site.approach else "", str(site.cohort or "")]
    details = ", ".join(filter(None, facts))
    return f"{site.city}, {state_name(site.state)}" + (f" ({details})" if details else "")
