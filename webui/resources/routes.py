"""The page of a resource, the text of its documents, and the URLs of the former site."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import Blueprint, redirect
from werkzeug.wrappers import Response

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.model import Record
from catalog.search.searcher import Searcher
from webui.components.cards import Link, home_link, record_link
from webui.components.entries import find_entry, find_entry_or_none, refuse_withdrawn
from webui.context import app_context, public_site_urls, site_urls
from webui.formats.citations.schema_org import JsonObject
from webui.formats.page_schema import breadcrumb_list
from webui.http.cache import RenderedContent
from webui.http.params import page_params
from webui.http.web_links import link_header
from webui.i18n.labels import localized
from webui.i18n.locale import gettext
from webui.i18n.messages import SiteMessageId
from webui.resources.citation import citations_view
from webui.resources.detail import resource_view
from webui.resources.page_pictures import page_sizes
from webui.resources.text_page import find_text, page_from_params, text_view
from webui.responses import CachedContent, render_page, respond
from webui.search.position import PositionView, position_from_params, position_view
from webui.search.state import SearchState

resources = Blueprint("resources", __name__)


@resources.get("/resources/<record_id>")
def resource(record_id: str) -> Response:
    """Show a resource; redirect from a former id to the present one."""
    generation = app_context().live.current_generation()
    record = find_entry(record_id, generation).record
    if record.id != record_id:
        return redirect(site_urls().resource(record.id), 301)
    state = position_from_params(page_params(), generation.searcher)
    bets_since = generation.bets.unchanged_since(app_context().today()) if state else None
    return respond(ResourcePage(record_id, state, bets_since), generation)


@dataclass(frozen=True, slots=True)
class ResourcePage(CachedContent[OpenGeneration]):
    """The page of a resource, with its position in a search if the URL has one.

    `bets_since` is the first day with the current best bets, which come first in the search.
    """

    record_id: str
    state: SearchState | None
    bets_since: dt.date | None

    def render(self, generation: OpenGeneration) -> RenderedContent:
        """Return the page, with links for programs; raise NotFoundError if there is no such resource."""
        searcher, state = generation.searcher, self.state
        entry = find_entry(self.record_id, generation)
        citations = citations_view(entry, searcher.taxonomy, site_urls(), public_site_urls())
        page = render_page(
            "resources/resource.html",
            generation,
            successor=_successor(self.record_id, searcher),
            position=self._position(generation),
            params=state.as_params() if state else (),
            view=resource_view(entry, searcher, site_urls(), app_context().pictures),
            record=entry.record,
            toolkits=[toolkit for toolkit in generation.editorial.toolkits if self.record_id in toolkit.toolkit.ids()],
            citations=citations,
            linked_data=[citations.linked_data, _path_to(entry.record, searcher)],
        )
        return RenderedContent(page, {"Link": link_header(citations.header_links)})

    def _position(self, generation: OpenGeneration) -> PositionView | None:
        if self.state is None or self.bets_since is None:
            return None
        first = generation.recommended_on(self.bets_since)
        return position_view(
            self.state, self.record_id, lambda query: generation.searcher.search(query, first), site_urls()
        )


def _path_to(record: Record, searcher: Searcher) -> JsonObject:
    """Return the path to a resource's page, by way of its main topic or, if it has none, of the list of resources."""
    public, topic = public_site_urls(), next(iter(record.topics), None)
    parent = (
        Link(localized(searcher.taxonomy).label("topic", topic), public.topic(topic))
        if topic
        else Link(gettext("Browse resources"), public.search())
    )
    return breadcrumb_list(home_link(public), parent, record_link(record, public))


def _successor(record_id: str, searcher: Searcher) -> Link | None:
    """Return a link to the resource that replaces this one, or None."""
    entry = searcher.head(app_context().overviews.of(searcher).successors.get(record_id, ""))
    return record_link(entry.record, site_urls()) if entry else None


@resources.get("/resources/<record_id>/text/<int:number>")
def text(record_id: str, number: int) -> Response:
    """Show a page of a document's text, counted from 1; redirect from a former id of the resource."""
    generation = app_context().live.current_generation()
    refuse_withdrawn(record_id, generation)
    page = page_from_params(page_params())
    record = find_text(record_id, number - 1, page, generation.searcher).record
    if record.id != record_id:
        return redirect(site_urls().document_text(record.id, number - 1, page), 301)
    return respond(TextPage(record_id, number, page), generation)


@dataclass(frozen=True, slots=True)
class TextPage(CachedContent[OpenGeneration]):
    """A page of the text of a resource's document; both numbers count from 1."""

    record_id: str
    number: int
    page: int

    def render(self, generation: OpenGeneration) -> str:
        """Return the page; raise NotFoundError if there is no such page."""
        searcher, document = generation.searcher, self.number - 1
        entry = find_text(self.record_id, document, self.page, searcher)
        view = text_view(entry, document, self.page, searcher, site_urls())
        canonical = public_site_urls().document_text(self.record_id, document, self.page)
        sizes = page_sizes(entry, app_context().pictures)
        page_urls = {page: site_urls().document_page(self.record_id, document, page) for page in sizes[document]}
        return render_page("resources/text.html", generation, view=view, canonical=canonical, picture_urls=page_urls)


@resources.get("/clearinghouse/resource/<old>")
@resources.get("/clearinghouse/resource/<old>/<path:name>")
def former_url(old: str, name: str = "") -> Response:
    """Redirect from a resource's URL on the former site to its page here."""
    generation = app_context().live.current_generation()
    path = "/".join(part for part in ("clearinghouse/resource", old, name) if part)
    aliases = (path, f"/{path}", f"clearinghouse/resource/{old}", f"/clearinghouse/resource/{old}", old)
    for alias in aliases:
        if entry := find_entry_or_none(alias, generation):
            return redirect(site_urls().resource(entry.record.id), 301)
    raise NotFoundError(Message(SiteMessageId.NO_FORMER_ADDRESS))
