"""Refinements of a search without results: searches with fewer constraints that have some."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from catalog.search.result import SearchResult
from catalog.search.searcher import Searcher
from webui.i18n.locale import gettext
from webui.search.filters.constraints import constraints
from webui.search.state import SearchState
from webui.urls import SiteUrls


@dataclass(frozen=True, slots=True)
class Refinement:
    """A search with fewer constraints: a label that says what it removes, its URL, and its number of results."""

    label: str
    url: str
    count: int


def refinements(result: SearchResult, searcher: Searcher, urls: SiteUrls) -> Iterator[Refinement]:
    """Yield the search without each constraint, then without any filter; only those that have results."""
    state = SearchState(result.query)
    labels = _removal_labels(result, urls)
    filters = [name for name in labels if name != "q"]
    candidates = [(label, state.without(name)) for name, label in labels.items() if len(labels) > 1]
    if len(filters) > 1 and state.query.text:
        candidates.append((gettext("Remove all filters"), state.without(*filters)))
    for label, candidate in candidates:
        if count := searcher.search(replace(candidate.query, per_page=1)).total:
            yield Refinement(label, urls.search(candidate.without_paging().as_params()), count)


def _removal_labels(result: SearchResult, urls: SiteUrls) -> dict[str, str]:
    """Return the labels for removing each constraint by its parameter: filters first, the words last."""
    values: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for constraint in constraints(result, urls):
        values.setdefault(constraint.name, []).append(constraint.value)
        kinds[constraint.name] = constraint.kind
    text_label = {"q": gettext("Search without your words")} if kinds.pop("q", None) else {}
    conjunction = gettext("or")
    labels = {
        name: gettext("Remove \u201c%(filter)s\u201d", filter=f"{kind}: {f' {conjunction} '.join(values[name])}")
        for name, kind in kinds.items()
    }
    return {**labels, **text_label}
