"""The search page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import Blueprint, Response

from catalog.errors import QueryError
from catalog.live import OpenGeneration
from webui.components.forms import FormField
from webui.context import app_context, own_links, public_links
from webui.http.params import page_params
from webui.i18n.labels import labelled, localized
from webui.i18n.locale import language
from webui.responses import CachedContent, render_page, respond, respond_with_error
from webui.search.date_presets import date_presets
from webui.search.downloads import downloads_view
from webui.search.filters import can_be_mended, filled, refused
from webui.search.refinements import refinements
from webui.search.results import search_view
from webui.search.state import SearchState, without_refused

search_pages = Blueprint("search", __name__)


@search_pages.get("/search")
def search() -> Response:
    """Show the results of a search, with filters to refine it; ask again for a field that was refused."""
    context = app_context()
    opened, today = context.live.opened(), context.today()
    bets_since, params = opened.bets.unchanged_since(today), tuple(page_params())
    try:
        state = SearchState.from_params(params, opened.searcher)
    except QueryError as error:
        if not can_be_mended(error):
            raise
        state = SearchState.from_params(without_refused(params, error.errors), opened.searcher)
        fields = tuple(refused(params, error).values())
        return respond_with_error(SearchPage(state, bets_since, today.year, fields), opened)
    return respond(SearchPage(state, bets_since, today.year), opened)


@dataclass(frozen=True, slots=True)
class SearchPage(CachedContent[OpenGeneration]):
    """A page of results.

    `bets_since` is the day since when the best bets in force are the same, and `year` the present one, for the dates
    to choose from. `refused` are the fields of the form if one of them was refused; `state` is the search without it.
    """

    state: SearchState
    bets_since: dt.date
    year: int
    refused: tuple[FormField, ...] = ()

    def render(self, opened: OpenGeneration) -> str:
        """Return the page."""
        taxonomy, links, state = localized(opened.searcher.taxonomy), own_links(), self.state
        result = labelled(opened.search(state.query, self.bets_since, language()), taxonomy)
        view = search_view(result, taxonomy, links)
        return render_page(
            "search/search.html",
            opened,
            view=view,
            downloads=downloads_view(result, view.constraints, links),
            result=result,
            query=state.query,
            words=state.query.text,
            fields={field.name: field for field in self.refused} or filled(state.query),
            date_presets=tuple(date_presets(state, self.year, links)),
            refinements=() if result.total else tuple(refinements(result, opened.searcher, links)),
            faults=[field for field in self.refused if field.reason],
            topics=taxonomy.topics,
            pairs=state.as_params(),
            canonical=public_links().search(state.as_params()),
        )
