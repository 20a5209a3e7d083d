"""The filters and the order of the list of sites, and their query parameters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from catalog.messages import Label, Message, MessageId, to_translate
from catalog.program import Site
from catalog.schemas.base.vocabulary import unknown_value
from catalog.schemas.queries.query import refuse
from webui.http.params import Params
from webui.pages.site_labels import APPROACH_VALUES

SITES_PARAMETER_LABELS = {
    "approach": to_translate("Approach"),
    "state": to_translate("State"),
    "sort": to_translate("Sort"),
}


class SiteSort(StrEnum):
    """The orders of the list."""

    STATE = "state"
    CITY = "city"
    APPROACH = "approach"
    COHORT = "cohort"


DEFAULT_SORT = SiteSort.STATE


@dataclass(frozen=True, slots=True)
class SitesQuery:
    """The filters, empty if not used, and the order of the list."""

    approach: str = ""
    state: str = ""
    sort: SiteSort = DEFAULT_SORT

    def as_params(self, **changes: str) -> Params:
        """Return the query parameters with changes, without empty ones and the default order."""
        values = {"approach": self.approach, "sort": self.sort, "state": self.state, **changes}
        omitted = {("sort", DEFAULT_SORT)}
        return tuple((name, value) for name, value in values.items() if value and (name, value) not in omitted)


def sites_query_from_params(params: Iterable[tuple[str, str]], sites: Iterable[Site]) -> SitesQuery:
    """Return the query encoded in the URL; raise QueryError for a parameter that is unknown, repeated or invalid."""
    states = sorted({site.state for site in sites})
    choices = {"approach": APPROACH_VALUES, "state": states, "sort": tuple(SiteSort)}
    values: dict[str, str] = {}
    errors: dict[str, tuple[Message, ...]] = {}
    for name, value in params:
        if name not in choices:
            errors[name[:80]] = (Message(MessageId.UNKNOWN_PARAMETER, known=tuple(SITES_PARAMETER_LABELS)),)
        elif values.setdefault(name, value) != value:
            errors[name] = (Message(MessageId.GIVEN_TWICE),)
        elif value and value not in choices[name]:
            errors[name] = (unknown_value(Label(SITES_PARAMETER_LABELS[name]), value[:80], choices[name]),)
    if errors:
        refuse(errors, MessageId.REQUEST_NOT_UNDERSTOOD)
    sort = SiteSort(values.get("sort") or DEFAULT_SORT)
    return SitesQuery(values.get("approach", ""), values.get("state", ""), sort)
