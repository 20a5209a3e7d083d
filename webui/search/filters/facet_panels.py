"""The facet panels of the search page. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.facets import FACETS, Facet, Panel
from catalog.search.result import FacetCount, SearchResult
from webui.i18n.labels import facet_label

MAX_VISIBLE_VALUES = 8
"""Values of a facet that are visible at first, unless more are selected; the others follow "Show all"."""


@dataclass(frozen=True, slots=True)
class FacetPanel:
    """A facet: the values that are visible at first, and those behind "Show all"."""

    name: str
    legend: str
    visible_values: tuple[FacetCount, ...]
    hidden_values: tuple[FacetCount, ...]

    @property
    def values(self) -> tuple[FacetCount, ...]:
        """All values in their order."""
        return (*self.visible_values, *self.hidden_values)


def facet_panels(result: SearchResult, panel: Panel) -> Iterator[FacetPanel]:
    """Yield the facets of a panel that can narrow the result or do so already; in the first, all that have values.

    An ordered facet with the same count for every value says nothing about the result. If there are no results, only
    the selected values are left, to be removed.
    """
    for facet in FACETS:
        counts = result.facets.get(facet.name, ()) if facet.panel is panel else ()
        if not result.total:
            counts = tuple(value for value in counts if value.selected)
        is_useful = any(value.selected or 0 < value.count < result.total for value in counts)
        differs = len({value.count for value in counts}) > 1 or any(value.selected for value in counts)
        if (is_useful or (counts and panel is Panel.FIRST)) and (differs or not facet.ordered):
            yield facet_panel(facet, counts)


def facet_panel(facet: Facet, counts: Iterable[FacetCount]) -> FacetPanel:
    """Return the panel of a facet: selected values first, unless the values have an order of their own."""
    values = tuple(counts)
    if not facet.ordered:
        values = tuple(sorted(values, key=lambda value: not value.selected))
    visible = max(MAX_VISIBLE_VALUES, sum(value.selected for value in values))
    if len(values) <= visible + 1:  # "Show all" would take as much space as the one value it hides
        visible = len(values)
    return FacetPanel(facet.name, facet_label(facet.name), values[:visible], values[visible:])
