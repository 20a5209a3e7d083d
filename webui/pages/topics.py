"""The list of topics, and their pages: where to start, what was evaluated, toolkits, and what is new."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, Response

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.model import Record
from catalog.search.query.tree import Query, Sort
from catalog.search.result import FacetCount, SearchResult
from catalog.search.showcase import showcase
from catalog.taxonomy import Taxonomy
from catalog.vocabularies import Term
from webui.components.bar_chart import BarChart, bar_chart
from webui.components.cards import Card, Link, card, home_link, record_card, record_links
from webui.context import app_context, public_site_urls, site_urls
from webui.formats.page_schema import breadcrumb_list, item_list
from webui.i18n.formatting import rating_words
from webui.i18n.labels import facet_label, localized, with_facet_labels
from webui.i18n.locale import gettext as _
from webui.i18n.messages import SiteMessageId
from webui.pages.rated_resources import best_rated, best_ratings_first
from webui.pages.term_counts import term_counts
from webui.responses import CachedContent, render_page, respond
from webui.search.state import SearchState
from webui.urls import SiteUrls

topics = Blueprint("topics", __name__)

MAX_RATED, MAX_TOOLKITS, MAX_NEWEST = 4, 4, 5
"""The resources and featured toolkits of each part of a page."""
MAX_RECENT = 50
"""The most recently added resources that the newest ones on a page are chosen from."""


@topics.get("/topics")
def topic_list() -> Response:
    """List all topics."""
    return respond(TopicsPage(), app_context().live.current_generation())


@topics.get("/topics/<topic>")
def topic(topic: str) -> Response:
    """Show a topic: where to start, what was evaluated, toolkits, what is new, and its resources in numbers."""
    return respond(TopicPage(topic), app_context().live.current_generation())


@dataclass(frozen=True, slots=True)
class TopicsPage(CachedContent[OpenGeneration]):
    """The list of topics."""

    def render(self, generation: OpenGeneration) -> str:
        """Return the page."""
        counts = term_counts("topic", generation.searcher, localized(generation.searcher.taxonomy))
        public = public_site_urls()
        return render_page(
            "pages/topics.html",
            generation,
            core_topics=[(term, count) for term, count in counts if term.core],
            other_topics=[(term, count) for term, count in counts if not term.core],
            linked_data=[
                breadcrumb_list(home_link(public), _list_link(public)),
                item_list((_topic_link(term, public) for term, _count in counts), len(counts)),
            ],
        )


@dataclass(frozen=True, slots=True)
class TopicPage(CachedContent[OpenGeneration]):
    """The page of a topic by its value in the taxonomy."""

    topic: str

    def render(self, generation: OpenGeneration) -> str:
        """Return the page; raise NotFoundError if the taxonomy does not have the topic."""
        searcher, taxonomy = generation.searcher, localized(generation.searcher.taxonomy)
        term = taxonomy.term("topic", self.topic)
        if term is None:
            raise NotFoundError(Message(SiteMessageId.NO_TOPIC_PAGE, name=self.topic[:80]))
        urls, public, state = site_urls(), public_site_urls(), SearchState().add("topic", term.value)
        newest_query = replace(state.query, sort=Sort.ADDED, per_page=MAX_RECENT)
        result = with_facet_labels(searcher.search(newest_query), taxonomy)
        ratings = best_ratings_first(_with_results(result.facets["rating"]), taxonomy)
        starts = _records_to_start_with(generation, term.value)
        rated = best_rated(searcher, term.value, ratings, MAX_RATED)
        newest = _newest(result, {record.id for record in (*starts, *rated)}, taxonomy, urls)
        shown = [*starts, *rated, *(record for record, _card in newest)]
        return render_page(
            "pages/topic.html",
            generation,
            term=term,
            total=result.total,
            start_cards=[record_card(record, taxonomy, urls) for record in starts],
            rated_cards=[(record_card(record, taxonomy, urls), _rating_words(record)) for record in rated],
            rated_total=sum(rating.count for rating in ratings),
            rated_url=urls.search(_with_ratings(state, ratings).as_params()),
            toolkits=[item for item in generation.editorial.toolkits if term.value in item.topics][:MAX_TOOLKITS],
            newest_cards=[newest_card for _record, newest_card in newest],
            search_url=urls.search(state.as_params()),
            feed_url=urls.search_as("atom", state.for_feed().as_feed()),
            charts=list(_charts(result, ratings, state, urls)),
            audiences=_value_links(_with_results(result.facets["audience"]), "audience", state, urls),
            linked_data=[
                breadcrumb_list(home_link(public), _list_link(public), _topic_link(term, public)),
                item_list(record_links(shown, public), result.total),
            ],
            other_topics=[other for other in taxonomy.topics if other is not term],
        )


def _list_link(urls: SiteUrls) -> Link:
    return Link(_("Topics"), urls.page("topics"))


def _topic_link(term: Term, urls: SiteUrls) -> Link:
    return Link(term.label, urls.topic(term.value))


def _records_to_start_with(generation: OpenGeneration, topic: str) -> list[Record]:
    """Return the records that editors chose to start with, without those that are samples or lead nowhere."""
    ids = generation.editorial.records_to_start_with(topic)
    records = generation.searcher.records(ids)
    return [records[key] for key in ids if key in records and records[key].is_presentable]


def _newest(
    result: SearchResult, already_shown: Collection[str], taxonomy: Taxonomy, urls: SiteUrls
) -> list[tuple[Record, Card]]:
    """Return the newest real additions and their cards, which link to the resource as a hit of this search."""
    state = SearchState(replace(result.query, per_page=Query().per_page))
    positions = {hit.record.id: position for position, hit in enumerate(result.hits, 1)}
    hits = showcase((hit for hit in result.hits if hit.record.id not in already_shown), MAX_NEWEST)
    return [(hit.record, card(hit, taxonomy, urls, state.at(positions[hit.record.id]).as_params())) for hit in hits]


def _rating_words(record: Record) -> str:
    return rating_words(record.rating) if record.rating else ""


def _with_ratings(state: SearchState, ratings: list[FacetCount]) -> SearchState:
    """Return the search for the resources with any of the ratings."""
    for rating in ratings:
        state = state.add("rating", rating.value)
    return state


def _with_results(counts: tuple[FacetCount, ...]) -> list[FacetCount]:
    return [count for count in counts if count.count]


def _value_links(
    counts: list[FacetCount], facet: str, state: SearchState, urls: SiteUrls
) -> list[tuple[FacetCount, str]]:
    """Return values, each with the URL of the search for both topic and value."""
    return [(count, urls.search(state.add(facet, count.value).as_params())) for count in counts]


def _charts(result: SearchResult, ratings: list[FacetCount], state: SearchState, urls: SiteUrls) -> Iterator[BarChart]:
    """Yield the resources by format, and by evidence: their ratings or, if none has one, their study designs."""
    evidence = ("rating", ratings) if ratings else ("study_design", _with_results(result.facets["study_design"]))
    for facet, counts in (("format", _with_results(result.facets["format"])), evidence):
        if counts:
            yield bar_chart(f"by-{facet}", facet_label(facet), _value_links(counts, facet, state, urls))
