"""The pages of documents as pictures: the picture alone, and with the words of a search marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from catalog.errors import NotFoundError, QueryError
from catalog.generations.page_pictures import PICTURE_TYPE
from catalog.live import OpenGeneration
from catalog.messages import Message, MessageId
from catalog.search.searcher import Searcher
from webui.components.entries import find_entry
from webui.context import app_context, site_urls
from webui.http.params import page_params
from webui.resources.page_pictures import document_page_view, find_page
from webui.responses import CachedContent, render_page, respond
from webui.search.position import position_from_params
from webui.search.state import SearchState

document_pages = Blueprint("document_pages", __name__)

IMMUTABLE = "public, max-age=31536000, immutable"
MOVING = "public, max-age=300"
"""Of a picture that was asked for in another version."""


@document_pages.get("/resources/<record_id>/documents/<int:number>/pages/<int:page>")
def document_page(record_id: str, number: int, page: int) -> Response:
    """Show the picture of a page, with the words of a search marked; redirect from a former id of the resource."""
    generation = app_context().live.current_generation()
    entry = find_entry(record_id, generation)
    find_page(entry, number - 1, page, app_context().pictures)
    state = _search_from_params(page_params(), generation.searcher)
    if entry.record.id != record_id:
        params = state.as_params() if state else ()
        return redirect(site_urls().document_page(entry.record.id, number - 1, page, params), 301)
    return respond(DocumentPage(record_id, number, page, state), generation)


def _search_from_params(params: Iterable[tuple[str, str]], searcher: Searcher) -> SearchState | None:
    """Return the search in the URL, with or without a position, or None if it is missing or invalid."""
    params = tuple(params)
    if state := position_from_params(params, searcher):
        return state
    try:
        text = next((value for name, value in params if name == "q"), "")
        state = SearchState.from_params((("q", text),), searcher)
    except QueryError:
        return None
    return state if state.query.text else None


@dataclass(frozen=True, slots=True)
class DocumentPage(CachedContent[OpenGeneration]):
    """The picture of a page, and the search whose words are marked; the numbers count from 1."""

    record_id: str
    number: int
    page: int
    state: SearchState | None

    def render(self, generation: OpenGeneration) -> str:
        """Return the page; raise NotFoundError if there is no such picture."""
        pictures = app_context().pictures
        page = find_page(find_entry(self.record_id, generation), self.number - 1, self.page, pictures)
        view = document_page_view(page, self.state, generation.searcher, pictures, site_urls())
        return render_page("resources/page.html", generation, view=view)


@document_pages.get("/resources/<record_id>/documents/<int:number>/pages/<int:page>.webp")
def page_picture(record_id: str, number: int, page: int) -> Response:
    """Send the picture of a page. Its URL names the version, so browsers keep it for a year."""
    context = app_context()
    entry = find_entry(record_id, context.live.current_generation())
    pictured = find_page(entry, number - 1, page, context.pictures)
    content = context.pictures.content(pictured.sha256, page)
    if content is None:
        raise NotFoundError(Message(MessageId.PAGE_DOES_NOT_EXIST))
    response = Response(content, mimetype=PICTURE_TYPE)
    response.set_etag(f"{pictured.version}-{page}")
    response.headers["Cache-Control"] = IMMUTABLE if request.args.get("v") == pictured.version else MOVING
    response.make_conditional(request)
    return response
