"""The home page: the search box, and everything else a visitor can begin with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import Blueprint, Response

from catalog.live import OpenGeneration
from catalog.search.searcher import Searcher
from catalog.taxonomy import Taxonomy
from catalog.vocabularies import Term
from webui.components.cards import record_card
from webui.context import app_context, own_links
from webui.i18n.labels import localized
from webui.pages.sites import counted_kinds, dots
from webui.responses import CachedContent, render_page, respond

home = Blueprint("home", __name__)

ITEMS = 12
"""Items of interest shown at most."""
TOOLKITS = 4
"""Featured toolkits shown; the others are on their own page."""

Counted = list[tuple[Term, int]]


@home.get("/")
def home_page() -> Response:
    """Show the search box, items of interest, topics, toolkits, what is new, the program, and the formats."""
    context = app_context()
    return respond(HomePage(context.today()), context.live.opened())


@dataclass(frozen=True, slots=True)
class HomePage(CachedContent[OpenGeneration]):
    """The home page on a day."""

    today: dt.date

    def render(self, opened: OpenGeneration) -> str:
        """Return the page."""
        searcher, links = opened.searcher, own_links()
        taxonomy = localized(searcher.taxonomy)
        newest = app_context().overviews.of(searcher).newest
        topics = _counted("topic", searcher, taxonomy)
        return render_page(
            "pages/home.html",
            opened,
            size=searcher.size,
            featured=[record_card(record, taxonomy, links) for record in searcher.featured(self.today)[:ITEMS]],
            newest=[record_card(record, taxonomy, links) for record in newest],
            core=[(term, count) for term, count in topics if term.core],
            other=[(term, count) for term, count in topics if not term.core],
            formats=_counted("format", searcher, taxonomy),
            toolkits=opened.editorial.toolkits[:TOOLKITS],
            more_toolkits=len(opened.editorial.toolkits) > TOOLKITS,
            approaches=any(page.name == "approach" for page in opened.editorial.pages),
            dots=dots(opened.editorial.sites, links),
            kinds=counted_kinds(opened.editorial.sites),
        )


def _counted(facet: str, searcher: Searcher, taxonomy: Taxonomy) -> Counted:
    """Return the terms of a facet in the order of the taxonomy, each with its number of resources."""
    counts = {value.value: value.count for value in searcher.values(facet)}
    return [(term, counts.get(term.value, 0)) for term in taxonomy.terms(facet)]
