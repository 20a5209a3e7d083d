"""The markers of the map of sites, and its legend. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.program import APPROACHES, Site
from webui.i18n.labels import approach_label
from webui.pages.site_labels import APPROACH_VALUES, UNKNOWN_APPROACH, approach_of, state_name
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
    ordered_sites = sorted(sites, key=lambda site: (-APPROACH_VALUES.index(approach_of(site)), site.id))
    page = "" if same_page else urls.page("sites")
    positions = ((site, *map_position(site.state, site.longitude, site.latitude)) for site in ordered_sites)
    return tuple(
        MapMarker(round(x, 1), round(y, 1), approach_of(site), _label(site), f"{page}#{row_id(site.id)}")
        for site, x, y in positions
    )


def approach_counts(sites: Iterable[Site]) -> tuple[tuple[str, str, int], ...]:
    """Return the value, the label and the number of sites of each approach."""
    counts = Counter(site.approach for site in sites)
    return tuple(
        (approach or UNKNOWN_APPROACH, approach_label(approach), counts[approach]) for approach in (*APPROACHES, None)
    )


def row_id(site_id: str) -> str:
    """Return the id of the element with a site's row of the list."""
    return f"site-{site_id}"


def _label(site: Site) -> str:
    facts = [approach_label(site.approach) if site.approach else "", str(site.cohort or "")]
    details = ", ".join(filter(None, facts))
    return f"{site.city}, {state_name(site.state)}" + (f" ({details})" if details else "")
