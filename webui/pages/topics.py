"""Topic pages."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, Response

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.search.result import FacetCount
from catalog.search.showcase import showcase
from webui.components.cards import Link, card, home_link, record_links
from webui.context import app_context, public_site_urls, site_urls
from webui.formats.page_schema import breadcrumb_list, item_list
from webui.i18n.labels import localized, with_facet_labels
from webui.i18n.messages import SiteMessageId
from webui.responses import CachedContent, render_page, respond
from webui.search.state import SearchState

topics = Blueprint("topics", __name__)

MAX_RECENT = 50
"""The newest resources that those on the page are chosen from."""


@topics.get("/topics/<topic>")
def topic(topic: str) -> Response:
    """Show a topic: its description, its newest resources, its formats and audiences."""
    return respond(TopicPage(topic), app_context().live.current_generation())


@dataclass(frozen=True, slots=True)
class TopicPage(CachedContent[OpenGeneration]):
    """The page of a topic by its value in the taxonomy."""

    topic: str

    def render(self, generation: OpenGeneration) -> str:
        """Return the page; raise NotFoundError if the taxonomy does not have the topic."""
        taxonomy = localized(generation.searcher.taxonomy)
        term = taxonomy.term("topic", self.topic)
        if term is None:
            raise NotFoundError(Message(SiteMessageId.NO_TOPIC_PAGE, name=self.topic[:80]))
        urls, public, state = site_urls(), public_site_urls(), SearchState().add("topic", term.value)
        result = with_facet_labels(generation.searcher.search(replace(state.query, per_page=MAX_RECENT)), taxonomy)
        positions = {hit.record.id: position for position, hit in enumerate(result.hits, 1)}
        hits = showcase(result.hits, state.query.per_page)

        def value_links(facet: str) -> list[tuple[FacetCount, str]]:
            """Return the values with results, each with the URL of the search for both topic and value."""
            counts = [count for count in result.facets[facet] if count.count]
            return [(count, urls.search(state.add(facet, count.value).as_params())) for count in counts]

        return render_page(
            "pages/topic.html",
            generation,
            term=term,
            total=result.total,
            cards=[card(hit, taxonomy, urls, state.at(positions[hit.record.id]).as_params()) for hit in hits],
            search_url=urls.search(state.as_params()),
            feed_url=urls.search_as("atom", state.for_feed().as_feed()),
            formats=value_links("format"),
            audiences=value_links("audience"),
            linked_data=[
                breadcrumb_list(home_link(public), Link(term.label, public.topic(term.value))),
                item_list(record_links((hit.record for hit in hits), public), result.total),
            ],
            other_topics=[other for other in taxonomy.topics if other is not term],
        )
