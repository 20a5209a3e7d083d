"""Help pages: what a visitor may type, and the JSON API."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from catalog.search.query.tree import MAX_TEXT
from webui.context import app_context, key
from webui.i18n.labels import offered

help_pages = Blueprint("help", __name__)


@help_pages.get("/help/search")
def search_help() -> Response:
    """Explain what a visitor may type."""
    site = app_context()
    searcher = site.live.current()
    taxonomy = searcher.taxonomy
    return site.answers.respond(
        key(searcher, "help"),
        lambda: render_template(
            "pages/search_help.html", synonyms=taxonomy.synonyms[:12], most=MAX_TEXT, **offered(taxonomy)
        ),
    )


@help_pages.get("/api")
def api_page() -> Response:
    """Explain the JSON endpoint."""
    site = app_context()
    searcher = site.live.current()
    return site.answers.respond(
        key(searcher, "api"),
        lambda: render_template(
            "pages/api.html", sample=next(iter(searcher.ids()), None), **offered(searcher.taxonomy)
        ),
    )
