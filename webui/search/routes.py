"""The search page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from flask import Blueprint, Response

from catalog.errors import QueryError
from catalog.live import OpenGeneration
from webui.components.cards import record_links
from webui.components.forms import FormField
from webui.context import app_context, public_site_urls, site_urls
from webui.formats.page_schema import item_list
from webui.http.cache import RenderedContent
from webui.http.params import page_params
from webui.i18n.labels import localized, with_facet_labels
from webui.i18n.locale import language
from webui.responses import CachedContent, render_page, respond, respond_with_error
from webui.search.absent import absence
from webui.search.downloads import downloads_view
from webui.search.filters.date_presets import date_presets
from webui.search.filters.refinements import refinements
from webui.search.filters.text_fields import can_be_corrected, filled_fields, refused_fields
from webui.search.results import first_position, search_view
from webui.search.searched import counted_search
from webui.search.state import PAGE_RESULTS, SearchState, without_refused

search_pages = Blueprint("search", __name__)


@search_pages.get("/search")
def search() -> Response:
    """Show the results and filters of a search, and errors in the text fields beside them."""
    context = app_context()
    generation, today = context.live.current_generation(), context.today()
    bets_since, params = generation.bets.unchanged_since(today), tuple(page_params())
    try:
        state = SearchState.from_params(params, generation.searcher)
    except QueryError as error:
        if not can_be_corrected(error):
            raise
        state = SearchState.from_params(without_refused(params, error.errors), generation.searcher)
        fields = tuple(refused_fields(params, error).values())
        return respond_with_error(SearchPage(state, bets_since, today.year, fields), generation)
    return respond(SearchPage(state, bets_since, today.year), generation)


@dataclass(frozen=True, slots=True)
class SearchPage(CachedContent[OpenGeneration]):
    """A page of results.

    `bets_since` is the first day with the current best bets, and `year` is for the date presets. `refused` has all text
    fields if one was refused; `state` is the search without it.
    """

    state: SearchState
    bets_since: dt.date
    year: int
    refused: tuple[FormField, ...] = ()

    def render(self, generation: OpenGeneration) -> RenderedContent:
        """Return the page."""
        taxonomy, urls, state = localized(generation.searcher.taxonomy), site_urls(), self.state
        query = replace(state.query, count_years=True)
        result = generation.search(query, self.bets_since, language(), recommended_first=True)
        result = with_facet_labels(result, taxonomy)
        view = search_view(result, taxonomy, urls)
        hits = record_links((hit.record for hit in result.hits), public_site_urls())
        page = render_page(
            "search/search.html",
            generation,
            view=view,
            downloads=downloads_view(result, view.constraints, urls, public_site_urls()),
            result=result,
            query=state.query,
            query_text=state.query.text,
            fields={field.name: field for field in self.refused} or filled_fields(state.query),
            date_presets=date_presets(result.years, state, self.year, urls),
            absence=absence(result, generation.searcher, urls),
            refinements=() if result.total else tuple(refinements(result, generation.searcher, urls)),
            refused_fields=[field for field in self.refused if field.reason],
            topics=taxonomy.topics,
            contact_url=urls.contact(state.query.text),
            params=state.as_params(),
            hidden_per_page=state.query.per_page if state.query.per_page != PAGE_RESULTS else "",
            canonical=public_site_urls().search(state.as_params()),
            linked_data=None if self.refused else item_list(hits, result.total, first_position(state.query)),
        )
        return RenderedContent(page, searched=counted_search(state, result))
