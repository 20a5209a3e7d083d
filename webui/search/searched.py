"""Which searches are counted in the query log, and what they found."""

from __future__ import annotations

from catalog.query_log.model import Searched, SearchOutcome
from catalog.search.result import SearchResult
from webui.i18n.locale import language
from webui.search.state import SearchState


def counted_search(state: SearchState, result: SearchResult, *, by_program: bool = False) -> Searched | None:
    """Return the search as it is counted: the first page for a text in the whole catalog. None for any other.

    With a filter, another order or a later page, somebody goes on with a search that was counted before, and what a
    filter leaves out is not missing in the catalog.
    """
    text = state.query.text.strip()
    if not text or state.query.page > 1 or state.without_paging() != state.without_filters():
        return None
    correction = result.did_you_mean.q if result.did_you_mean and result.did_you_mean.used else ""
    return Searched(text, language(), _outcome(result), correction, by_program)


def _outcome(result: SearchResult) -> SearchOutcome:
    """Return what a search found; a recommendation of the editors is a full answer."""
    if result.complete or result.best_bets:
        return SearchOutcome.FOUND
    return SearchOutcome.PARTIAL if result.total else SearchOutcome.NOTHING
