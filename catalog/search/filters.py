"""The rules by which a record passes a query's filters, the same for every engine."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from catalog.model import AgencySize, PartialDate
from catalog.search.query.tree import Query
from catalog.search.result import SizeFit


def passes_facet(values: Collection[str], selected: Collection[str]) -> bool:
    """Return whether a record has any of the selected values of a facet; True if none is selected."""
    return not selected or any(value in values for value in selected)


def failed_facets(values: Mapping[str, Collection[str]], query: Query) -> tuple[str, ...]:
    """Return the facets whose filter a record with these values does not pass."""
    return tuple(name for name, selected in query.filters.items() if not passes_facet(values[name], selected))


def passes_dates_and_size(published: PartialDate | None, size: AgencySize | None, query: Query) -> bool:
    """Return whether a record passes the filters other than facets: the dates, and the number of officers."""
    fits = query.sworn is None or size is None or size.overlaps(query.sworn, query.sworn)
    return fits and is_within_dates(published, query.published_from, query.published_to)


def is_within_dates(published: PartialDate | None, first: PartialDate | None, last: PartialDate | None) -> bool:
    """Return whether any day of `published` is in the range; True without a range."""
    if first is None and last is None:
        return True
    if published is None:
        return False
    too_early = first is not None and published.last_day() < first.first_day()
    too_late = last is not None and published.first_day() > last.last_day()
    return not (too_early or too_late)


def size_fit(size: AgencySize | None, query: Query) -> SizeFit:
    """Return how a match fits the agency size of the query; a match with a size is an exact fit."""
    if not query.asks_for_size:
        return SizeFit.UNASKED
    return SizeFit.ANY if size is None else SizeFit.EXACT
