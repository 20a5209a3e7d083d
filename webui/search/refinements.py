"""Where to go from a search that finds nothing: the searches with one condition less that find something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from catalog.search.result import SearchResult
from catalog.search.searcher import Searcher
from webui.i18n.locale import gettext
from webui.search.results import chips
from webui.search.state import SearchState
from webui.urls import Addresses


@dataclass(frozen=True, slots=True)
class WayOn:
    """A search to go on with: what it leaves out, where it is, and how many resources it finds."""

    label: str
    url: str
    count: int


def ways_on(result: SearchResult, searcher: Searcher, addresses: Addresses) -> Iterator[WayOn]:
    """Yield the searches without each condition in turn, then without any filter; only those that find something."""
    state = SearchState(result.query)
    conditions = _conditions(result, addresses)
    filters = [name for name in conditions if name != "q"]
    tries = [(label, state.without(name)) for name, label in conditions.items() if len(conditions) > 1]
    if len(filters) > 1 and state.query.text:
        tries.append((gettext("Remove all filters"), state.without(*filters)))
    for label, other in tries:
        if count := searcher.search(replace(other.query, per_page=1)).total:
            yield WayOn(label, addresses.search(other.as_params()), count)


def _conditions(result: SearchResult, addresses: Addresses) -> dict[str, str]:
    """Return how each condition is let go, by parameter; the filters first, the words last."""
    values: dict[str, list[str]] = {}
    kinds: dict[str, str] = {}
    for chip in chips(result, addresses):
        values.setdefault(chip.name, []).append(chip.value)
        kinds[chip.name] = chip.kind
    words = {"q": gettext("Search without your words")} if kinds.pop("q", None) else {}
    word = gettext("or")
    labels = {
        name: gettext("Remove \u201c%(filter)s\u201d", filter=f"{kind}: {f' {word} '.join(values[name])}")
        for name, kind in kinds.items()
    }
    return {**labels, **words}
