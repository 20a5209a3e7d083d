"""The pages: the first one, a search, a topic, and help."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, render_template

from catalog.errors import NotFoundError
from catalog.schemas import query_from_pairs, query_to_pairs
from catalog.search.engine import Searcher
from catalog.search.query import MAX_TEXT, Query
from catalog.search.result import FacetCount
from catalog.taxonomy import Term
from webui.asked import asked_pairs
from webui.cards import record_card
from webui.present import search_view
from webui.site import key, own_links, this_site

pages = Blueprint("pages", __name__)

FROM_ELSEWHERE = frozenset({"fbclid", "gclid", "mc_cid", "mc_eid", "msclkid"})
"""Parameters that newsletters and other sites add to links (and all that begin with utm_); no search means them."""

FEATURED = 12
"""Items of interest shown at most."""


@pages.get("/")
def home() -> Response:
    """Show the search box, items of interest, topics, the newest resources and the formats."""
    site = this_site()
    searcher = site.live.current()
    today = site.today()

    def make() -> str:
        overview = site.overviews.of(searcher)
        taxonomy, links = searcher.taxonomy, own_links()
        counts = _counts(searcher, "topic")
        return render_template(
            "home.html",
            size=searcher.size,
            featured=[record_card(each, taxonomy, links) for each in searcher.featured(today)[:FEATURED]],
            newest=[record_card(each, taxonomy, links) for each in overview.newest],
            core=[(term, counts.get(term.value, 0)) for term in taxonomy.topics if term.core],
            other=[(term, counts.get(term.value, 0)) for term in taxonomy.topics if not term.core],
            formats=[(term, _counts(searcher, "format").get(term.value, 0)) for term in taxonomy.formats],
        )

    return site.answers.respond(key(searcher, "home", today), make)


def _counts(searcher: Searcher, facet: str) -> dict[str, int]:
    return {each.value: each.count for each in searcher.values(facet)}


@pages.get("/search")
def search() -> Response:
    """Show the answer to a search, with everything to narrow it."""
    site = this_site()
    opened, today = site.live.opened(), site.today()
    searcher = opened.searcher
    query = query_from_pairs(_typed_pairs(), searcher.taxonomy, searcher)

    def make() -> str:
        result = opened.search(query, today)
        view = search_view(result, searcher.taxonomy, own_links())
        return render_template(
            "search.html",
            view=view,
            result=result,
            query=query,
            words=query.text,
            topics=searcher.taxonomy.topics,
            canonical=site.public.search(query_to_pairs(query)),
        )

    return site.answers.respond(key(searcher, "search", opened.bets.phase(today), *query_to_pairs(query)), make)


def _typed_pairs() -> Iterator[tuple[str, str]]:
    for name, value in asked_pairs():
        if not name.startswith("utm_") and name not in FROM_ELSEWHERE:
            yield name, value


@pages.get("/topics/<topic>")
def topic(topic: str) -> Response:
    """Show what a topic is about, its newest resources, and its formats."""
    site = this_site()
    searcher = site.live.current()
    term = searcher.taxonomy.term("topic", topic)
    if term is None:
        raise NotFoundError(f"There is no topic '{topic[:80]}'.")
    return site.answers.respond(key(searcher, "topic", topic), lambda: _topic_page(searcher, term))


def _topic_page(searcher: Searcher, term: Term) -> str:
    result = searcher.search(Query(filters={"topic": (term.value,)}))
    return render_template(
        "topic.html",
        term=term,
        total=result.total,
        cards=search_view(result, searcher.taxonomy, own_links()).cards,
        formats=_there(result.facets["format"]),
        audiences=_there(result.facets["audience"]),
        others=[each for each in searcher.taxonomy.topics if each is not term],
    )


def _there(counts: tuple[FacetCount, ...]) -> list[FacetCount]:
    return [each for each in counts if each.count]


@pages.get("/help/search")
def search_help() -> Response:
    """Explain what a visitor may type."""
    site = this_site()
    searcher = site.live.current()
    synonyms = searcher.taxonomy.synonyms[:12]
    return site.answers.respond(
        key(searcher, "help"), lambda: render_template("help_search.html", synonyms=synonyms, most=MAX_TEXT)
    )


@pages.get("/api")
def api_page() -> Response:
    """Explain the JSON endpoint."""
    site = this_site()
    searcher = site.live.current()
    return site.answers.respond(
        key(searcher, "api"), lambda: render_template("api.html", sample=next(iter(searcher.ids()), None))
    )
