"""The pages of the catalog: a search, a topic, and help."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from flask import Blueprint, Response, render_template

from catalog.errors import QueryError
from catalog.live import OpenGeneration
from webui.components.forms import Field
from webui.context import app_context, key, own_links, public_links
from webui.http.params import Params, typed_pairs
from webui.i18n.labels import labelled, localized, offered
from webui.i18n.locale import language
from webui.search.date_presets import beginnings
from webui.search.downloads import use_view
from webui.search.filters import can_be_mended, filled, refused
from webui.search.refinements import ways_on
from webui.search.results import search_view
from webui.search.state import SearchState, without_refused

search_pages = Blueprint("search", __name__)


@search_pages.get("/search")
def search() -> Response:
    """Show the answer to a search, with everything to narrow it; a field that was not understood, to be mended."""
    site = app_context()
    opened, today = site.live.opened(), site.today()
    searcher, pairs = opened.searcher, tuple(typed_pairs())
    try:
        state = SearchState.from_params(pairs, searcher)
    except QueryError as error:
        if can_be_mended(error):
            return _to_mend(opened, today, pairs, error)
        raise
    return site.answers.respond(
        key(searcher, "search", opened.bets.phase(today), today.year, state),
        lambda: _search_page(opened, today, state, filled(state.query)),
    )


def _to_mend(opened: OpenGeneration, today: dt.date, pairs: Params, error: QueryError) -> Response:
    """Show the search without the fields that were not understood, and what is wrong with them."""
    searcher = opened.searcher
    state = SearchState.from_params(without_refused(pairs, error.errors), searcher)
    fields = refused(pairs, error)
    asked = (opened.bets.phase(today), today.year, state, *fields.values())
    body = app_context().answers.body(key(searcher, "mend", asked), lambda: _search_page(opened, today, state, fields))
    response = Response(body, 400, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def _search_page(opened: OpenGeneration, today: dt.date, state: SearchState, fields: Mapping[str, Field]) -> str:
    taxonomy = localized(opened.searcher.taxonomy)
    result = labelled(opened.search(state.query, today, language()), taxonomy)
    view = search_view(result, taxonomy, own_links())
    return render_template(
        "search/search.html",
        view=view,
        use=use_view(result, view.chips, own_links()),
        result=result,
        query=state.query,
        words=state.query.text,
        fields=fields,
        since=tuple(beginnings(state, today.year, own_links())),
        ways_on=() if result.total else tuple(ways_on(result, opened.searcher, own_links())),
        faults=[field for field in fields.values() if field.reason],
        topics=taxonomy.topics,
        **offered(opened.searcher.taxonomy),
        pairs=state.as_params(),
        canonical=public_links().search(state.as_params()),
    )
