"""The home page: the search box, items of interest, topics, toolkits, newest additions, approaches and formats."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import Blueprint, Response

from catalog.live import OpenGeneration
from catalog.search.query.tree import Query, Sort
from webui.components.cards import record_card
from webui.context import app_context, public_site_urls, site_urls
from webui.formats.page_schema import web_site
from webui.i18n.labels import localized
from webui.pages.sites_map import approach_counts, map_markers
from webui.pages.term_counts import term_counts
from webui.responses import CachedContent, render_page, respond
from webui.search.query_links import facet_url
from webui.search.state import SearchState

home = Blueprint("home", __name__)

MAX_FEATURED_RECORDS = 12
"""Items of interest."""
MAX_FEATURED_TOOLKITS = 4
"""Featured toolkits; the page of featured toolkits has all."""


@home.get("/")
def home_page() -> Response:
    """Show the home page."""
    context = app_context()
    return respond(HomePage(context.today()), context.live.current_generation())


@dataclass(frozen=True, slots=True)
class HomePage(CachedContent[OpenGeneration]):
    """The home page on a day."""

    today: dt.date

    def render(self, generation: OpenGeneration) -> str:
        """Return the page."""
        searcher, urls = generation.searcher, site_urls()
        taxonomy = localized(searcher.taxonomy)
        newest = app_context().overviews.of(searcher).newest
        topics = term_counts("topic", searcher, taxonomy)
        return render_page(
            "pages/home.html",
            generation,
            resource_total=searcher.size,
            featured_cards=[
                record_card(record, taxonomy, urls) for record in searcher.featured(self.today)[:MAX_FEATURED_RECORDS]
            ],
            newest_cards=[record_card(record, taxonomy, urls) for record in newest],
            more_newest_url=urls.search(SearchState.for_query(Query(sort=Sort.ADDED)).as_params())
            if searcher.size > len(newest)
            else None,
            core_topics=[(term, count) for term, count in topics if term.core],
            other_topics=[(term, count) for term, count in topics if not term.core],
            formats=[
                (term, count, facet_url("format", term.value, urls))
                for term, count in term_counts("format", searcher, taxonomy)
            ],
            toolkits=generation.editorial.toolkits[:MAX_FEATURED_TOOLKITS],
            has_more_toolkits=len(generation.editorial.toolkits) > MAX_FEATURED_TOOLKITS,
            has_approach_page=any(page.name == "approach" for page in generation.editorial.pages),
            markers=map_markers(generation.editorial.sites, urls),
            approaches=approach_counts(generation.editorial.sites),
            linked_data=web_site(public_site_urls()),
        )
