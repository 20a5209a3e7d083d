"""The pages of the catalog: a search, a topic, and help."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from flask import Blueprint, Response, render_template

from catalog.errors import NotFoundError, QueryError
from catalog.schemas import query_from_pairs, query_to_pairs
from catalog.search.engine import Searcher
from catalog.search.live import Opened
from catalog.search.query import MAX_TEXT, Query
from catalog.search.result import FacetCount
from catalog.taxonomy import Term
from webui.asked import typed_pairs
from webui.language import language
from webui.other_forms import use_view
from webui.present import Pairs, search_view
from webui.search_form import Field, can_be_mended, filled, refused
from webui.since import beginnings
from webui.site import key, own_links, public_links, this_site
from webui.vocabulary import labelled, localized, offered
from webui.ways_on import ways_on

pages = Blueprint("pages", __name__)


@pages.get("/search")
def search() -> Response:
    """Show the answer to a search, with everything to narrow it; a field that was not understood, to be mended."""
    site = this_site()
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


def _to_mend(opened: Opened, today: dt.date, pairs: Pairs, error: QueryError) -> Response:
    """Show the search without the fields that were not understood, and what is wrong with them."""
    searcher = opened.searcher
    kept = [pair for pair in pairs if pair[0] not in error.errors]
    query = query_from_pairs(kept, searcher.taxonomy, searcher)
    fields = refused(pairs, error)
    asked = (opened.bets.phase(today), today.year, *query_to_pairs(query), *fields.values())
    body = this_site().answers.body(key(searcher, "mend", asked), lambda: _search_page(opened, today, query, fields))
    response = Response(body, 400, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response


def _search_page(opened: Opened, today: dt.date, query: Query, fields: Mapping[str, Field]) -> str:
    taxonomy = localized(opened.searcher.taxonomy)
    result = labelled(opened.search(query, today, language()), taxonomy)
    view = search_view(result, taxonomy, own_links())
    return render_template(
        "search.html",
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


@pages.get("/topics/<topic>")
def topic(topic: str) -> Response:
    """Show what a topic is about, its newest resources, and its formats."""
    site = this_site()
    searcher = site.live.current()
    term = localized(searcher.taxonomy).term("topic", topic)
    if term is None:
        raise NotFoundError(f"There is no topic '{topic[:80]}'.")
    return site.answers.respond(key(searcher, "topic", topic), lambda: _topic_page(searcher, term))


def _topic_page(searcher: Searcher, term: Term) -> str:
    taxonomy = localized(searcher.taxonomy)
    result = labelled(searcher.search(Query(filters={"topic": (term.value,)})), taxonomy)
    return render_template(
        "topic.html",
        term=term,
        total=result.total,
        cards=search_view(result, taxonomy, own_links()).cards,
        formats=_there(result.facets["format"]),
        audiences=_there(result.facets["audience"]),
        others=[each for each in taxonomy.topics if each is not term],
        **offered(searcher.taxonomy),
    )


def _there(counts: tuple[FacetCount, ...]) -> list[FacetCount]:
    return [each for each in counts if each.count]


@pages.get("/help/search")
def search_help() -> Response:
    """Explain what a visitor may type."""
    site = this_site()
    searcher = site.live.current()
    taxonomy = searcher.taxonomy
    return site.answers.respond(
        key(searcher, "help"),
        lambda: render_template(
            "help_search.html", synonyms=taxonomy.synonyms[:12], most=MAX_TEXT, **offered(taxonomy)
        ),
    )


@pages.get("/api")
def api_page() -> Response:
    """Explain the JSON endpoint."""
    site = this_site()
    searcher = site.live.current()
    return site.answers.respond(
        key(searcher, "api"),
        lambda: render_template("api.html", sample=next(iter(searcher.ids()), None), **offered(searcher.taxonomy)),
    )
