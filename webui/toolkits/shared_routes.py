"""Toolkits to read: what somebody shared under a link, and what editors made."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.toolkit import FeaturedToolkit, Toolkit
from webui.context import app_context, public_site_urls, site_urls
from webui.i18n.formatting import date_words
from webui.i18n.labels import localized
from webui.i18n.locale import gettext as _
from webui.i18n.messages import SiteMessageId
from webui.responses import CachedContent, render_page, respond
from webui.storage.toolkits import StoredToolkit
from webui.toolkits.downloads import FEEDS, FORMATS, send
from webui.toolkits.drafts import parse_stored
from webui.toolkits.qr import qr_svg
from webui.toolkits.same_origin import toolkits
from webui.toolkits.view import audience_words, resolve_current, toolkit_view

featured = Blueprint("featured", __name__)


# Shared


def shared_toolkit(key: str) -> tuple[Toolkit, StoredToolkit]:
    """Return what was shared under a key; raise NotFoundError where there is no such, or its time is over."""
    site = app_context()
    kept = site.toolkit_store.shared(key, site.today())
    if kept is None:
        raise NotFoundError(Message(SiteMessageId.NO_SHARED_TOOLKIT))
    return parse_stored(kept.content), kept


@toolkits.get("/t/<shared_key>")
def shared(shared_key: str) -> Response:
    """Show what somebody shared."""
    toolkit, kept = shared_toolkit(shared_key)
    return Response(
        _reading_page(toolkit, app_context().live.opened(), f"t/{shared_key}", ("shared", shared_key), kept=kept)
    )


@toolkits.get("/t/<shared_key>.<ending>")
def shared_file(shared_key: str, ending: str) -> AnyResponse:
    """Answer with what somebody shared as a file or a feed."""
    toolkit, kept = shared_toolkit(shared_key)
    searcher = app_context().live.current()
    resolved = resolve_current(toolkit, searcher, app_context().overviews.of(searcher))
    return send(ending, resolved, public_site_urls().page(f"t/{shared_key}"), kept.expires)


# Featured


def featured_toolkit(name: str, opened: OpenGeneration) -> FeaturedToolkit:
    """Return a toolkit that editors made; raise NotFoundError if there is no such toolkit."""
    for toolkit in opened.editorial.toolkits:
        if toolkit.name == name:
            return toolkit
    raise NotFoundError(Message(SiteMessageId.NO_TOOLKIT, name=name[:80]))


@featured.get("/toolkits")
def featured_list() -> Response:
    """List the toolkits that editors made."""
    return respond(FeaturedToolkitsPage(), app_context().live.opened())


@dataclass(frozen=True, slots=True)
class FeaturedToolkitsPage(CachedContent[OpenGeneration]):
    """The list of featured toolkits."""

    def render(self, opened: OpenGeneration) -> str:
        """Return the page."""
        toolkits = [(toolkit, audience_words(toolkit)) for toolkit in opened.editorial.toolkits]
        return render_page("toolkits/featured.html", opened, toolkits=toolkits)


@featured.get("/toolkits/<name>")
def featured_page(name: str) -> Response:
    """Show a toolkit that editors made."""
    return respond(FeaturedToolkitPage(name), app_context().live.opened())


@dataclass(frozen=True, slots=True)
class FeaturedToolkitPage(CachedContent[OpenGeneration]):
    """A featured toolkit by its name."""

    name: str

    def render(self, opened: OpenGeneration) -> str:
        """Return the page; raise NotFoundError if there is no such toolkit."""
        featured = featured_toolkit(self.name, opened)
        path, copied = f"toolkits/{self.name}", ("featured", self.name)
        return _reading_page(featured.toolkit, opened, path, copied, featured=featured)


@featured.get("/toolkits/<name>.<ending>")
def featured_file(name: str, ending: str) -> AnyResponse:
    """Answer with a toolkit that editors made as a file or a feed."""
    opened = app_context().live.opened()
    found, searcher = featured_toolkit(name, opened), opened.searcher
    resolved = resolve_current(found.toolkit, searcher, app_context().overviews.of(searcher))
    return send(ending, resolved, public_site_urls().page(f"toolkits/{name}"))


def _reading_page(
    toolkit: Toolkit,
    opened: OpenGeneration,
    path: str,
    copied: tuple[str, str],
    *,
    kept: StoredToolkit | None = None,
    featured: FeaturedToolkit | None = None,
) -> str:
    """Return the page of a toolkit at a path; `copied` is the field of the form that copies it."""
    searcher = opened.searcher
    resolved = resolve_current(toolkit, searcher, app_context().overviews.of(searcher))
    view = toolkit_view(resolved, searcher, site_urls(), public_site_urls())
    address = public_site_urls().page(path)
    body = _("%(title)s, a toolkit of public safety resources: %(address)s", title=view.title, address=address)
    topics = featured.topics if featured else ()
    return render_page(
        "toolkits/shared.html",
        opened,
        view=view,
        kept=kept,
        featured=featured,
        audience=audience_words(featured) if featured else "",
        topics=[(localized(searcher.taxonomy).label("topic", each), site_urls().topic(each)) for each in topics],
        address=address,
        here=site_urls().page(path),
        copied=copied,
        qr=qr_svg(address),
        mail=f"mailto:?subject={quote(view.title)}&body={quote(body)}",
        date_words=date_words,
        formats=FORMATS,
        feeds=FEEDS,
    )
