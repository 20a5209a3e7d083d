"""The page of a resource, the text of its documents, and the addresses of the former site."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from catalog.errors import NotFoundError
from catalog.messages import Message
from catalog.search.searcher import Searcher
from webui.components.cards import Link
from webui.context import app_context, key, own_links, public_links
from webui.http.params import typed_pairs
from webui.i18n.labels import offered
from webui.i18n.messages import SiteMessageId
from webui.resources.citation import cite_view
from webui.resources.detail import resource_view
from webui.resources.text_page import text_view
from webui.search.position import position_from_params, position_view

resources = Blueprint("resources", __name__)


@resources.get("/resources/<record_id>")
def resource(record_id: str) -> Response:
    """Show a resource; an old id leads to the present one."""
    site = app_context()
    opened = site.live.opened()
    searcher = opened.searcher
    entry = searcher.get(record_id)
    if entry is None:
        raise NotFoundError(Message(SiteMessageId.NO_RESOURCE, name=record_id[:80]))
    if entry.record.id != record_id:
        return redirect(own_links().resource(entry.record.id), 301)
    state = position_from_params(typed_pairs(), searcher)
    return site.answers.respond(
        key(searcher, "resource", record_id, state.as_params() if state else ()),
        lambda: render_template(
            "resources/resource.html",
            newer=_newer(record_id, searcher),
            led=position_view(state, record_id, searcher, own_links()) if state else None,
            pairs=state.as_params() if state else (),
            view=resource_view(entry, searcher, own_links()),
            record=entry.record,
            toolkits=[each for each in opened.editorial.toolkits if record_id in each.toolkit.ids()],
            cite=cite_view(entry, searcher.taxonomy, own_links(), public_links()),
            **offered(searcher.taxonomy),
        ),
    )


def _newer(record_id: str, searcher: Searcher) -> Link | None:
    """Return the resource that has taken this one's place, None where there is none."""
    entry = searcher.get(app_context().overviews.of(searcher).newer.get(record_id, ""))
    return Link(entry.record.title, own_links().resource(entry.record.id)) if entry else None


@resources.get("/resources/<record_id>/text/<int:number>")
def text(record_id: str, number: int) -> Response:
    """Show the text of a resource's document, counted from 1."""
    site = app_context()
    searcher = site.live.current()
    entry = searcher.get(record_id)
    view = text_view(entry, number - 1, own_links()) if entry else None
    if entry is None or view is None:
        raise NotFoundError(Message(SiteMessageId.NO_DOCUMENT_TEXT))
    if entry.record.id != record_id:
        return redirect(own_links().text(entry.record.id, number - 1), 301)
    return site.answers.respond(
        key(searcher, "text", record_id, number),
        lambda: render_template(
            "resources/text.html",
            view=view,
            canonical=public_links().text(record_id, number - 1),
            **offered(searcher.taxonomy),
        ),
    )


@resources.get("/clearinghouse/resource/<old>")
@resources.get("/clearinghouse/resource/<old>/<path:name>")
def old_address(old: str, name: str = "") -> Response:
    """Lead from a resource's address on the old site to the one here."""
    searcher = app_context().live.current()
    path = "/".join(part for part in ("clearinghouse/resource", old, name) if part)
    for alias in (path, f"/{path}", f"clearinghouse/resource/{old}", f"/clearinghouse/resource/{old}", old):
        if entry := searcher.get(alias):
            return redirect(own_links().resource(entry.record.id), 301)
    raise NotFoundError(Message(SiteMessageId.NO_FORMER_ADDRESS))
