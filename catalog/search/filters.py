"""Whether one record passes a query's filters: the rules, for every engine."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from catalog.model import AgencySize, PartialDate
from catalog.search.query.tree import Query
from catalog.search.result import SizeFit


def has_any(values: Collection[str], wanted: Collection[str]) -> bool:
    """Tell whether a record with `values` passes a facet's filter: any wanted one will do, and none wanted is all."""
    return not wanted or any(value in values for value in wanted)


def failed_facets(values: Mapping[str, Collection[str]], query: Query) -> tuple[str, ...]:
    """Return the facets whose filter a record with these values does not pass."""
    return tuple(name for name, wanted in query.filters.items() if not has_any(values[name], wanted))


def in_time_and_size(published: PartialDate | None, size: AgencySize | None, query: Query) -> bool:
    """Tell whether a record passes the filters that are no facets: dates, and an agency like mine."""
    fits = query.sworn is None or size is None or size.overlaps(query.sworn, query.sworn)
    return fits and in_dates(published, query.published_from, query.published_to)


def in_dates(published: PartialDate | None, first: PartialDate | None, last: PartialDate | None) -> bool:
    """Tell whether some day that `published` can mean is in the range; without a range anything is."""
    if first is None and last is None:
        return True
    if published is None:
        return False
    too_early = first is not None and published.last_day() < first.first_day()
    too_late = last is not None and published.first_day() > last.last_day()
    return not (too_early or too_late)


def size_fit(size: AgencySize | None, query: Query) -> SizeFit:
    """Return how a match suits the agency size asked for; a match for a given size is one that fits."""
    if not query.asks_for_size:
        return SizeFit.UNASKED
    return SizeFit.ANY if size is None else SizeFit.EXACT
