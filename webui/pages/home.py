"""The first page: the search, and everything else one can begin with."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, Response, render_template

from catalog.live import OpenGeneration
from catalog.search.searcher import Searcher
from catalog.taxonomy import Taxonomy
from catalog.vocabularies import Term
from webui.components.cards import record_card
from webui.context import app_context, key, own_links
from webui.i18n.labels import localized, offered
from webui.pages.sites import counted_kinds, dots

home = Blueprint("home", __name__)

ITEMS = 12
"""Items of interest shown at most."""
TOOLKITS = 4
"""Featured toolkits shown; the others are on their own page."""

Counted = list[tuple[Term, int]]


@home.get("/")
def first_page() -> Response:
    """Show the search box, items of interest, topics, toolkits, what is new, the programme, and the formats."""
    site = app_context()
    opened, today = site.live.opened(), site.today()
    return site.answers.respond(key(opened.searcher, "home", today), lambda: _made(opened, today))


def _made(opened: OpenGeneration, today: dt.date) -> str:
    searcher, links = opened.searcher, own_links()
    taxonomy = localized(searcher.taxonomy)
    newest = app_context().overviews.of(searcher).newest
    topics = _counted("topic", searcher, taxonomy)
    return render_template(
        "pages/home.html",
        size=searcher.size,
        featured=[record_card(each, taxonomy, links) for each in searcher.featured(today)[:ITEMS]],
        newest=[record_card(each, taxonomy, links) for each in newest],
        core=[each for each in topics if each[0].core],
        other=[each for each in topics if not each[0].core],
        formats=_counted("format", searcher, taxonomy),
        toolkits=opened.editorial.toolkits[:TOOLKITS],
        more_toolkits=len(opened.editorial.toolkits) > TOOLKITS,
        approaches=any(page.name == "approach" for page in opened.editorial.pages),
        dots=dots(opened.editorial.sites, links),
        kinds=counted_kinds(opened.editorial.sites),
        **offered(searcher.taxonomy),
    )


def _counted(facet: str, searcher: Searcher, taxonomy: Taxonomy) -> Counted:
    """Return the terms of a facet in the order of the taxonomy, each with how many resources have it."""
    counts = {each.value: each.count for each in searcher.values(facet)}
    return [(term, counts.get(term.value, 0)) for term in taxonomy.terms(facet)]
