"""The pages of the catalog: a search, a topic, and help."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from flask import Blueprint, Response, render_template

from catalog.errors import QueryError
from catalog.live import OpenGeneration
from catalog.schemas import query_from_pairs, query_to_pairs
from catalog.search.query.tree import Query
from webui.components.forms import Field
from webui.context import app_context, key, own_links, public_links
from webui.http.params import typed_pairs
from webui.i18n.labels import labelled, localized, offered
from webui.i18n.locale import language
from webui.search.date_presets import beginnings
from webui.search.downloads import use_view
from webui.search.filters import can_be_mended, filled, refused
from webui.search.refinements import ways_on
from webui.search.results import search_view
from webui.search.state import Pairs

search_pages = Blueprint("search", __name__)


@search_pages.get("/search")
def search() -> Response:
    """Show the answer to a search, with everything to narrow it; a field that was not understood, to be mended."""
    site = app_context()
    opened, today = site.live.opened(), site.today()
    searcher, pairs = opened.searcher, tuple(typed_pairs())
    try:
        query = query_from_pairs(pairs, searcher.taxonomy, searcher)
    except QueryError as error:
        if can_be_mended(error):
            return _to_mend(opened, today, pairs, error)
        raise
    return site.answers.respond(
        key(searcher, "search", opened.bets.phase(today), today.year, *query_to_pairs(query)),
        lambda: _search_page(opened, today, query, filled(query)),
    )


def _to_mend(opened: OpenGeneration, today: dt.date, pairs: Pairs, error: QueryError) -> Response:
    """Show the search without the fields that were not understood, and what is wrong with them."""
    searcher = opened.searcher
    kept = [pair for pair in pairs if pair[0] not in error.errors]
    query = query_from_pairs(kept, searcher.taxonomy, searcher)
    fields = refused(pairs, error)
    asked = (opened.bets.phase(today), today.year, *query_to_pairs(query), *fields.values())
    body = app_context().answers.body(key(searcher, "mend", asked), lambda: _search_page(opened, today, query, fields))
    response = Response(body, 400, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def _search_page(opened: OpenGeneration, today: dt.date, query: Query, fields: Mapping[str, Field]) -> str:
    taxonomy = localized(opened.searcher.taxonomy)
    result = labelled(opened.search(query, today, language()), taxonomy)
    view = search_view(result, taxonomy, own_links())
    return render_template(
        "search/search.html",
        view=view,
        use=use_view(result, view.chips, own_links()),
        result=result,
        query=query,
        words=query.text,
        fields=fields,
        since=tuple(beginnings(query, today.year, own_links())),
        ways_on=() if result.total else tuple(ways_on(result, opened.searcher, own_links())),
        faults=[field for field in fields.values() if field.reason],
        topics=taxonomy.topics,
        **offered(opened.searcher.taxonomy),
        pairs=query_to_pairs(query),
        canonical=public_links().search(query_to_pairs(query)),
    )
