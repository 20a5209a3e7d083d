"""The page of a resource, the text of its documents, and the URLs of the former site."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.search.searcher import Searcher
from webui.components.cards import Link
from webui.components.entries import find_entry, refuse_withdrawn
from webui.context import app_context, public_site_urls, site_urls
from webui.http.params import page_params
from webui.i18n.messages import SiteMessageId
from webui.resources.citation import citations_view
from webui.resources.detail import resource_view
from webui.resources.text_page import TextView, text_view
from webui.responses import CachedContent, render_page, respond
from webui.search.position import position_from_params, position_view
from webui.search.state import SearchState

resources = Blueprint("resources", __name__)


@resources.get("/resources/<record_id>")
def resource(record_id: str) -> Response:
    """Show a resource; redirect from a former id to the present one."""
    generation = app_context().live.current_generation()
    record = find_entry(record_id, generation).record
    if record.id != record_id:
        return redirect(site_urls().resource(record.id), 301)
    return respond(ResourcePage(record_id, position_from_params(page_params(), generation.searcher)), generation)


@dataclass(frozen=True, slots=True)
class ResourcePage(CachedContent[OpenGeneration]):
    """The page of a resource, with its position in a search if the URL has one."""

    record_id: str
    state: SearchState | None

    def render(self, generation: OpenGeneration) -> str:
        """Return the page; raise NotFoundError if there is no such resource."""
        searcher, state = generation.searcher, self.state
        entry = find_entry(self.record_id, generation)
        return render_page(
            "resources/resource.html",
            generation,
            successor=_successor(self.record_id, searcher),
            position=position_view(state, self.record_id, searcher, site_urls()) if state else None,
            params=state.as_params() if state else (),
            view=resource_view(entry, searcher, site_urls()),
            record=entry.record,
            toolkits=[toolkit for toolkit in generation.editorial.toolkits if self.record_id in toolkit.toolkit.ids()],
            citations=citations_view(entry, searcher.taxonomy, site_urls(), public_site_urls()),
        )


def _successor(record_id: str, searcher: Searcher) -> Link | None:
    """Return a link to the resource that replaces this one, or None."""
    entry = searcher.get(app_context().overviews.of(searcher).successors.get(record_id, ""))
    return Link(entry.record.title, site_urls().resource(entry.record.id)) if entry else None


@resources.get("/resources/<record_id>/text/<int:number>")
def text(record_id: str, number: int) -> Response:
    """Show the text of a resource's document, counted from 1; redirect from a former id to the present one."""
    generation = app_context().live.current_generation()
    refuse_withdrawn(record_id, generation)
    entry = generation.searcher.get(record_id)
    if entry and entry.record.id != record_id and _text(record_id, number, generation.searcher):
        return redirect(site_urls().document_text(entry.record.id, number - 1), 301)
    return respond(TextPage(record_id, number), generation)


@dataclass(frozen=True, slots=True)
class TextPage(CachedContent[OpenGeneration]):
    """The page with the text of a resource's document, counted from 1."""

    record_id: str
    number: int

    def render(self, generation: OpenGeneration) -> str:
        """Return the page; raise NotFoundError if there is no text of such a document."""
        view = _text(self.record_id, self.number, generation.searcher)
        canonical = public_site_urls().document_text(self.record_id, self.number - 1)
        return render_page("resources/text.html", generation, view=view, canonical=canonical)


def _text(record_id: str, number: int, searcher: Searcher) -> TextView:
    entry = searcher.get(record_id)
    view = text_view(entry, number - 1, site_urls()) if entry else None
    if view is None:
        raise NotFoundError(Message(SiteMessageId.NO_DOCUMENT_TEXT))
    return view


@resources.get("/clearinghouse/resource/<old>")
@resources.get("/clearinghouse/resource/<old>/<path:name>")
def former_url(old: str, name: str = "") -> Response:
    """Redirect from a resource's URL on the former site to its page here."""
    generation = app_context().live.current_generation()
    path = "/".join(part for part in ("clearinghouse/resource", old, name) if part)
    aliases = (path, f"/{path}", f"clearinghouse/resource/{old}", f"/clearinghouse/resource/{old}", old)
    for alias in aliases:
        if entry := generation.searcher.get(alias):
            return redirect(site_urls().resource(entry.record.id), 301)
        refuse_withdrawn(alias, generation)
    raise NotFoundError(Message(SiteMessageId.NO_FORMER_ADDRESS))
