"""The search help."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response

from catalog.live import OpenGeneration
from catalog.search.query.tree import MAX_TEXT
from webui.context import app_context, site_urls
from webui.responses import CachedContent, render_page, respond
from webui.search.query_links import query_url
from webui.search.state import SearchState

help_pages = Blueprint("help", __name__)

MAX_SYNONYM_EXAMPLES = 12
"""Groups of synonyms in the search help."""


@help_pages.get("/help/search")
def search_help() -> Response:
    """Explain what a visitor may type."""
    return respond(SearchHelpPage(), app_context().live.current_generation())


@dataclass(frozen=True, slots=True)
class SearchHelpPage(CachedContent[OpenGeneration]):
    """The search help."""

    def render(self, generation: OpenGeneration) -> str:
        """Return the page."""
        synonyms = generation.searcher.taxonomy.synonyms[:MAX_SYNONYM_EXAMPLES]
        urls = site_urls()

        def example_url(text: str) -> str:
            return query_url(SearchState(), text, urls)

        return render_page(
            "pages/search_help.html", generation, synonyms=synonyms, max_characters=MAX_TEXT, example_url=example_url
        )
