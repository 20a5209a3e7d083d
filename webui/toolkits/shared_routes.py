"""Toolkits to read: what somebody shared under a link, and what editors made."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, render_template
from werkzeug.wrappers import Response as AnyResponse

from catalog.errors import NotFoundError
from catalog.messages import Message
from catalog.toolkit import FeaturedToolkit, Toolkit
from webui.context import app_context, key, own_links, public_links
from webui.i18n.formatting import date_words
from webui.i18n.labels import localized, offered
from webui.i18n.locale import gettext as _
from webui.i18n.messages import SiteMessageId
from webui.storage.toolkits import StoredToolkit
from webui.toolkits.downloads import FEEDS, FORMATS, send
from webui.toolkits.drafts import stored
from webui.toolkits.qr import qr_svg
from webui.toolkits.same_origin import toolkits
from webui.toolkits.view import audience_words, held, toolkit_view

featured = Blueprint("featured", __name__)


# Shared


def shared_toolkit(key: str) -> tuple[Toolkit, StoredToolkit]:
    """Return what was shared under a key; raise NotFoundError where there is no such, or its time is over."""
    site = app_context()
    kept = site.toolkit_store.shared(key, site.today())
    if kept is None:
        raise NotFoundError(Message(SiteMessageId.NO_SHARED_TOOLKIT))
    return stored(kept.content), kept


@toolkits.get("/t/<shared_key>")
def shared(shared_key: str) -> Response:
    """Show what somebody shared."""
    toolkit, kept = shared_toolkit(shared_key)
    return Response(_reading_page(toolkit, f"t/{shared_key}", ("shared", shared_key), kept=kept))


@toolkits.get("/t/<shared_key>.<ending>")
def shared_file(shared_key: str, ending: str) -> AnyResponse:
    """Answer with what somebody shared as a file or a feed."""
    toolkit, kept = shared_toolkit(shared_key)
    searcher = app_context().live.current()
    today = held(toolkit, searcher, app_context().overviews.of(searcher))
    return send(ending, today, public_links().page(f"t/{shared_key}"), kept.expires)


# Featured


def featured_toolkit(name: str) -> FeaturedToolkit:
    """Return a toolkit that editors made; raise NotFoundError where there is no such."""
    for each in app_context().live.opened().editorial.toolkits:
        if each.name == name:
            return each
    raise NotFoundError(Message(SiteMessageId.NO_TOOLKIT, name=name[:80]))


@featured.get("/toolkits")
def featured_list() -> Response:
    """List the toolkits that editors made."""
    site = app_context()
    opened = site.live.opened()
    return site.answers.respond(
        key(opened.searcher, "toolkits"),
        lambda: render_template(
            "toolkits/featured.html",
            toolkits=[(each, audience_words(each)) for each in opened.editorial.toolkits],
            **offered(opened.searcher.taxonomy),
        ),
    )


@featured.get("/toolkits/<name>")
def featured_page(name: str) -> Response:
    """Show a toolkit that editors made."""
    site, found = app_context(), featured_toolkit(name)
    return site.answers.respond(
        key(site.live.current(), "toolkit", name),
        lambda: _reading_page(found.toolkit, f"toolkits/{name}", ("featured", name), featured=found),
    )


@featured.get("/toolkits/<name>.<ending>")
def featured_file(name: str, ending: str) -> AnyResponse:
    """Answer with a toolkit that editors made as a file or a feed."""
    found, searcher = featured_toolkit(name), app_context().live.current()
    today = held(found.toolkit, searcher, app_context().overviews.of(searcher))
    return send(ending, today, public_links().page(f"toolkits/{name}"))


def _reading_page(
    toolkit: Toolkit,
    path: str,
    copied: tuple[str, str],
    *,
    kept: StoredToolkit | None = None,
    featured: FeaturedToolkit | None = None,
) -> str:
    """Return the page of a toolkit at a path; `copied` is the field of the form that copies it."""
    searcher = app_context().live.current()
    today = held(toolkit, searcher, app_context().overviews.of(searcher))
    view = toolkit_view(today, searcher, own_links(), public_links())
    address = public_links().page(path)
    body = _("%(title)s, a toolkit of public safety resources: %(address)s", title=view.title, address=address)
    topics = featured.topics if featured else ()
    return render_template(
        "toolkits/shared.html",
        view=view,
        kept=kept,
        featured=featured,
        audience=audience_words(featured) if featured else "",
        topics=[(localized(searcher.taxonomy).label("topic", each), own_links().topic(each)) for each in topics],
        address=address,
        here=own_links().page(path),
        copied=copied,
        qr=qr_svg(address),
        mail=f"mailto:?subject={quote(view.title)}&body={quote(body)}",
        date_words=date_words,
        formats=FORMATS,
        feeds=FEEDS,
        **offered(searcher.taxonomy),
    )
