"""The constraints of a search: its words and filters, each with a link that removes it. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.facets import FACET_NAMES, FACETS
from catalog.search.result import SearchResult
from webui.i18n.labels import facet_label
from webui.i18n.locale import gettext, ngettext
from webui.search.state import SearchState
from webui.urls import SiteUrls

PARAMETER_ORDER = ("q", *(facet.name for facet in FACETS), "sworn", "published_from", "published_to")


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint: the name of its parameter, both labels, and the URL of the search without it."""

    name: str
    kind: str
    value: str
    url: str


def constraints(result: SearchResult, urls: SiteUrls) -> Iterator[Constraint]:
    """Yield the constraints of a search: the words, then each filter."""
    state = SearchState(result.query)
    for name, value in sorted(state.as_params(), key=lambda param: _rank(param[0])):
        if labels := _labels(name, value, result):
            yield Constraint(name, *labels, urls.search(state.remove(name, value).as_params()))


def _rank(name: str) -> int:
    return PARAMETER_ORDER.index(name) if name in PARAMETER_ORDER else len(PARAMETER_ORDER)


def _labels(name: str, value: str, result: SearchResult) -> tuple[str, str] | None:
    """Return the labels of a parameter and its value, or None if the parameter is not a constraint."""
    labels = {
        "q": (gettext("Words"), value),
        "sworn": (gettext("Your agency"), _officers(result.query.sworn or 0)),
        "published_from": (gettext("From"), value),
        "published_to": (gettext("To"), value),
    }
    if name in labels:
        return labels[name]
    value_label = next((count.label for count in result.facets.get(name, ()) if count.value == value), value)
    return (facet_label(name), value_label) if name in FACET_NAMES else None


def _officers(number: int) -> str:
    return ngettext("%(num)s sworn officer", "%(num)s sworn officers", number)
