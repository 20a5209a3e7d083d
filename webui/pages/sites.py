"""The partnership's sites as their page shows them: a list, sorted and narrowed, and dots on a map. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from urllib.parse import urlsplit

from catalog.messages import Label, Message, MessageId, to_translate
from catalog.program import APPROACHES, STATES, Site
from catalog.schemas.base.vocabulary import unknown_value
from catalog.schemas.queries.query import refuse
from webui.i18n.locale import gettext as _
from webui.pages.us_map import on_map
from webui.urls import Addresses

UNKNOWN = "unknown"
"""The approach, in addresses, of sites of which it is not known."""
KINDS = (*APPROACHES, UNKNOWN)
SORTS = ("state", "city", "approach", "cohort")
"""The orders of the list, the one that holds anyway first."""
NAMED_OTHERWISE = (
    to_translate("District of Columbia"),
    to_translate("Hawaii"),
    to_translate("Louisiana"),
    to_translate("Michigan"),
    to_translate("Mississippi"),
    to_translate("Missouri"),
    to_translate("New Hampshire"),
    to_translate("New Jersey"),
    to_translate("New Mexico"),
    to_translate("New York"),
    to_translate("North Carolina"),
    to_translate("North Dakota"),
    to_translate("Oregon"),
    to_translate("Pennsylvania"),
    to_translate("South Carolina"),
    to_translate("South Dakota"),
    to_translate("West Virginia"),
)
"""Those of STATES that have another name in another language."""
LABELS = {"approach": to_translate("Approach"), "state": to_translate("State"), "sort": to_translate("Sort")}
"""The parameters of the list, and their labels."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor asks of the list; empty where nothing."""

    approach: str = ""
    state: str = ""
    sort: str = SORTS[0]

    def pairs(self, **changes: str) -> tuple[tuple[str, str], ...]:
        """Return it as parameters, with changes, without those that say nothing."""
        values = {"approach": self.approach, "sort": self.sort, "state": self.state, **changes}
        return tuple((name, value) for name, value in values.items() if value and (name, value) != ("sort", SORTS[0]))


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site in the list. `kind` is one of KINDS; `host` is whose page `source` is."""

    id: str
    city: str
    state: str
    code: str
    kind: str
    approach: str
    cohort: int | None
    source: str
    host: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A site on the map: x and y of its middle, what it is, and the address of its row."""

    x: float
    y: float
    kind: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list by its order, its name, where it is sorted by it, and whether it is."""

    name: str
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class SitesView:
    """Everything the page shows of sites. `kinds` has (value, label, how many of the shown sites)."""

    asked: Asked
    rows: tuple[SiteRow, ...]
    dots: tuple[Dot, ...]
    kinds: tuple[tuple[str, str, int], ...]
    states: tuple[tuple[str, str], ...]
    columns: tuple[Column, ...]
    total: int


def asked_of(values: Iterable[tuple[str, str]], sites: Iterable[Site]) -> Asked:
    """Return what parameters ask; raise QueryError for one that is unknown, doubled, or has a value that is."""
    states = sorted({site.state for site in sites})
    choices = {"approach": KINDS, "state": states, "sort": SORTS}
    found: dict[str, str] = {}
    errors: dict[str, tuple[Message, ...]] = {}
    for name, value in values:
        if name not in choices:
            errors[name[:80]] = (Message(MessageId.UNKNOWN_PARAMETER, known=tuple(LABELS)),)
        elif found.setdefault(name, value) != value:
            errors[name] = (Message(MessageId.GIVEN_TWICE),)
        elif value and value not in choices[name]:
            errors[name] = (unknown_value(Label(LABELS[name]), value[:80], choices[name]),)
    if errors:
        refuse(errors, MessageId.REQUEST_NOT_UNDERSTOOD)
    return Asked(**{name: value for name, value in found.items() if value})


def sites_view(sites: Iterable[Site], asked: Asked, addresses: Addresses) -> SitesView:
    """Return the sites that are asked for, in the order that is."""
    known = tuple(sites)
    labels = approach_labels()
    shown = sorted(
        (site for site in known if asked.approach in ("", kind(site)) and asked.state in ("", site.state)),
        key=lambda site: _order(site, asked.sort),
    )
    names = {"state": _("State"), "city": _("City"), "approach": _("Approach"), "cohort": _("Year")}
    return SitesView(
        asked=asked,
        rows=tuple(_row(site, labels) for site in shown),
        dots=dots(shown, addresses, here=True),
        kinds=counted_kinds(shown),
        states=tuple(sorted(((code, state_name(code)) for code in {site.state for site in known}), key=itemgetter(1))),
        columns=tuple(
            Column(name, names[name], addresses.sites(asked.pairs(sort=name)), name == asked.sort)
            for name in ("city", "state", "approach", "cohort")
        ),
        total=len(known),
    )


def dots(sites: Iterable[Site], addresses: Addresses, *, here: bool = False) -> tuple[Dot, ...]:
    """Return sites as dots; `here` says that the map stands on the page of the list. The best known come last."""
    labels = approach_labels()
    drawn = sorted(sites, key=lambda site: (-KINDS.index(kind(site)), site.id))
    page = "" if here else addresses.page("sites")
    found = ((site, *on_map(site.state, site.longitude, site.latitude)) for site in drawn)
    return tuple(
        Dot(round(x, 1), round(y, 1), kind(site), _spoken(site, labels), f"{page}#{row_anchor(site.id)}")
        for site, x, y in found
    )


def counted_kinds(sites: Iterable[Site]) -> tuple[tuple[str, str, int], ...]:
    """Return for each of KINDS how people read it, and how many sites are of it."""
    counts = Counter(kind(site) for site in sites)
    labels = approach_labels()
    return tuple((each, labels[each], counts[each]) for each in KINDS)


def approach_labels() -> Mapping[str, str]:
    """Return how people read each of KINDS."""
    return {"operations": _("Operations"), "diagnostic": _("Diagnostic"), UNKNOWN: _("Not given")}


def state_name(code: str) -> str:
    """Return what a state is called in the language of the request."""
    return _(STATES[code])


def kind(site: Site) -> str:
    """Return which of KINDS a site is."""
    return site.approach or UNKNOWN


def row_anchor(site_id: str) -> str:
    """Return the id of a site's row in the page."""
    return f"site-{site_id}"


def _spoken(site: Site, labels: Mapping[str, str]) -> str:
    facts = [labels[kind(site)] if site.approach else "", str(site.cohort or "")]
    said = ", ".join(filter(None, facts))
    return f"{site.city}, {state_name(site.state)}" + (f" ({said})" if said else "")


def _row(site: Site, labels: Mapping[str, str]) -> SiteRow:
    host = (urlsplit(site.source or "").hostname or "").removeprefix("www.")
    return SiteRow(
        id=row_anchor(site.id),
        city=site.city,
        state=state_name(site.state),
        code=site.state,
        kind=kind(site),
        approach=labels[kind(site)],
        cohort=site.cohort,
        source=site.source or "",
        host=host,
    )


def _order(site: Site, sort: str) -> tuple[object, ...]:
    """Return what a site is sorted by: what is asked, then state and city; what is not known comes last."""
    by_place = (state_name(site.state), site.city.casefold())
    match sort:
        case "city":
            return (site.city.casefold(), *by_place)
        case "approach":
            return (KINDS.index(kind(site)), *by_place)
        case "cohort":
            return (site.cohort or 9999, *by_place)
        case _:
            return by_place
