"""Refinements of a search that finds nothing: the searches without one constraint that find something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from catalog.search.result import SearchResult
from catalog.search.searcher import Searcher
from webui.i18n.locale import gettext
from webui.search.results import constraints
from webui.search.state import SearchState
from webui.urls import Addresses


@dataclass(frozen=True, slots=True)
class Refinement:
    """A search to continue with: what it removes, its URL, and how many resources it finds."""

    label: str
    url: str
    count: int


def refinements(result: SearchResult, searcher: Searcher, addresses: Addresses) -> Iterator[Refinement]:
    """Yield the searches without each constraint in turn, then without any filter; only those that find something."""
    state = SearchState(result.query)
    labels = _removal_labels(result, addresses)
    filters = [name for name in labels if name != "q"]
    candidates = [(label, state.without(name)) for name, label in labels.items() if len(labels) > 1]
    if len(filters) > 1 and state.query.text:
        candidates.append((gettext("Remove all filters"), state.without(*filters)))
    for label, candidate in candidates:
        if count := searcher.search(replace(candidate.query, per_page=1)).total:
            yield Refinement(label, addresses.search(candidate.as_params()), count)


def _removal_labels(result: SearchResult, addresses: Addresses) -> dict[str, str]:
    """Return the label for removing each constraint, by its parameter; filters first, the words last."""
    values: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for constraint in constraints(result, addresses):
        values.setdefault(constraint.name, []).append(constraint.value)
        kinds[constraint.name] = constraint.kind
    words = {"q": gettext("Search without your words")} if kinds.pop("q", None) else {}
    word = gettext("or")
    labels = {
        name: gettext("Remove \u201c%(filter)s\u201d", filter=f"{kind}: {f' {word} '.join(values[name])}")
        for name, kind in kinds.items()
    }
    return {**labels, **words}
