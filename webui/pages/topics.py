"""Topic pages."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from catalog.errors import NotFoundError
from catalog.messages import Message
from catalog.search.query.tree import Query
from catalog.search.result import FacetCount
from catalog.search.searcher import Searcher
from catalog.vocabularies import Term
from webui.context import app_context, key, own_links
from webui.i18n.labels import labelled, localized, offered
from webui.i18n.messages import SiteMessageId
from webui.search.results import search_view

topics = Blueprint("topics", __name__)


@topics.get("/topics/<topic>")
def topic(topic: str) -> Response:
    """Show what a topic is about, its newest resources, and its formats."""
    site = app_context()
    searcher = site.live.current()
    term = localized(searcher.taxonomy).term("topic", topic)
    if term is None:
        raise NotFoundError(Message(SiteMessageId.NO_TOPIC_PAGE, name=topic[:80]))
    return site.answers.respond(key(searcher, "topic", topic), lambda: _topic_page(searcher, term))


def _topic_page(searcher: Searcher, term: Term) -> str:
    taxonomy = localized(searcher.taxonomy)
    result = labelled(searcher.search(Query(filters={"topic": (term.value,)})), taxonomy)
    return render_template(
        "pages/topic.html",
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
