"""The search help."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from catalog.live import OpenGeneration
from catalog.search.query.tree import MAX_TEXT
from catalog.taxonomy import Taxonomy
from webui.context import app_context, site_urls
from webui.i18n.locale import ENGLISH, language
from webui.responses import CachedContent, render_page, respond
from webui.search.query_links import query_url
from webui.search.state import SearchState

help_pages = Blueprint("help", __name__)

MAX_SYNONYM_EXAMPLES = 12
"""Groups of synonyms in the search help."""


@help_pages.get("/help")
def help_start() -> AnyResponse:
    """Redirect to the search help, the only page of the help."""
    return redirect(site_urls().page("help/search"), 301)


@help_pages.get("/help/search")
def search_help() -> Response:
    """Explain what a visitor may type."""
    return respond(SearchHelpPage(), app_context().live.current_generation())


@dataclass(frozen=True, slots=True)
class SearchHelpPage(CachedContent[OpenGeneration]):
    """The search help."""

    def render(self, generation: OpenGeneration) -> str:
        """Return the page."""
        taxonomy = generation.searcher.taxonomy
        translated = _translated_synonyms(taxonomy)
        synonyms = (translated or taxonomy.synonyms)[:MAX_SYNONYM_EXAMPLES]
        urls = site_urls()

        def example_url(text: str) -> str:
            return query_url(SearchState(), text, urls)

        return render_page(
            "pages/search_help.html",
            generation,
            synonyms=synonyms,
            synonym_language=None if translated else ENGLISH,
            max_characters=MAX_TEXT,
            example_url=example_url,
        )


def _translated_synonyms(taxonomy: Taxonomy) -> tuple[tuple[str, ...], ...]:
    """Return the words of the page's language with the English ones that they lead to; none on English pages."""
    groups = (group for group in taxonomy.translated_synonyms if group.language == language())
    return tuple((*group.terms, *group.english) for group in groups)
