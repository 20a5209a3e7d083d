"""The pages and files of shared and featured toolkits."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from flask import Blueprint, Response
from werkzeug.wrappers import Response as AnyResponse

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.toolkit import FeaturedToolkit, Toolkit
from catalog.toolkit_changes import ResolvedToolkit
from webui.components.cards import Link, home_link, record_links
from webui.components.featured_toolkits import find_featured_toolkit
from webui.context import app_context, public_site_urls, site_urls
from webui.formats.citations.schema_org import JsonObject
from webui.formats.page_schema import breadcrumb_list, item_list
from webui.i18n.formatting import date_words
from webui.i18n.labels import localized, text_language_note
from webui.i18n.locale import gettext as _
from webui.i18n.messages import SiteMessageId
from webui.responses import CachedContent, render_page, respond
from webui.storage.toolkits import StoredToolkit
from webui.toolkits.downloads import FEED_LABELS, FORMAT_LABELS, send
from webui.toolkits.drafts import parse_stored
from webui.toolkits.qr import qr_svg
from webui.toolkits.same_origin import toolkits
from webui.toolkits.view import audience_words, resolve_current, toolkit_view
from webui.urls import SiteUrls

featured = Blueprint("featured", __name__)


# Shared


def shared_toolkit(key: str) -> tuple[Toolkit, StoredToolkit]:
    """Return the toolkit shared under a key, parsed and as stored; raise NotFoundError if unknown or expired."""
    context = app_context()
    stored = context.toolkit_store.shared(key, context.today())
    if stored is None:
        raise NotFoundError(Message(SiteMessageId.NO_SHARED_TOOLKIT))
    return parse_stored(stored.content), stored


@toolkits.get("/t/<shared_key>")
def shared(shared_key: str) -> Response:
    """Show a shared toolkit."""
    toolkit, stored = shared_toolkit(shared_key)
    path, copy_field = f"t/{shared_key}", ("shared", shared_key)
    return Response(_reading_page(toolkit, app_context().live.current_generation(), path, copy_field, stored=stored))


@toolkits.get("/t/<shared_key>.<extension>")
def shared_file(shared_key: str, extension: str) -> AnyResponse:
    """Respond with a shared toolkit as a file or a feed."""
    toolkit, stored = shared_toolkit(shared_key)
    generation = app_context().live.current_generation()
    resolved = resolve_current(toolkit, generation, app_context().overviews.of(generation.searcher))
    return send(extension, resolved, public_site_urls().page(f"t/{shared_key}"), stored.expires)


# Featured


@featured.get("/toolkits")
def featured_list() -> Response:
    """List the featured toolkits."""
    return respond(FeaturedToolkitsPage(), app_context().live.current_generation())


@dataclass(frozen=True, slots=True)
class FeaturedToolkitsPage(CachedContent[OpenGeneration]):
    """The list of featured toolkits."""

    def render(self, generation: OpenGeneration) -> str:
        """Return the page."""
        public, toolkits = public_site_urls(), generation.editorial.toolkits
        links = [Link(featured.toolkit.title, public.page(f"toolkits/{featured.name}")) for featured in toolkits]
        return render_page(
            "toolkits/featured.html",
            generation,
            toolkits=[
                (toolkit, audience_words(toolkit), text_language_note(toolkit.toolkit.language)) for toolkit in toolkits
            ],
            linked_data=[breadcrumb_list(home_link(public), _list_link(public)), item_list(links, len(links))],
        )


@featured.get("/toolkits/<name>")
def featured_page(name: str) -> Response:
    """Show a featured toolkit."""
    return respond(FeaturedToolkitPage(name), app_context().live.current_generation())


@dataclass(frozen=True, slots=True)
class FeaturedToolkitPage(CachedContent[OpenGeneration]):
    """A featured toolkit by its name."""

    name: str

    def render(self, generation: OpenGeneration) -> str:
        """Return the page; raise NotFoundError if there is no toolkit with the name."""
        featured = find_featured_toolkit(self.name, generation)
        path, copy_field = f"toolkits/{self.name}", ("featured", self.name)
        return _reading_page(featured.toolkit, generation, path, copy_field, featured=featured)


@featured.get("/toolkits/<name>.<extension>")
def featured_file(name: str, extension: str) -> AnyResponse:
    """Respond with a featured toolkit as a file or a feed."""
    generation = app_context().live.current_generation()
    resolved = resolve_current(
        find_featured_toolkit(name, generation).toolkit, generation, app_context().overviews.of(generation.searcher)
    )
    return send(extension, resolved, public_site_urls().page(f"toolkits/{name}"))


def _list_link(urls: SiteUrls) -> Link:
    """Return a link to the list of featured toolkits."""
    return Link(_("Featured toolkits"), urls.page("toolkits"))


def _linked_data(featured: FeaturedToolkit, resolved: ResolvedToolkit) -> list[JsonObject]:
    """Return the path to a featured toolkit, and the list of its resources."""
    public, records = public_site_urls(), resolved.records()
    page = Link(featured.toolkit.title, public.page(f"toolkits/{featured.name}"))
    return [
        breadcrumb_list(home_link(public), _list_link(public), page),
        item_list(record_links(records, public), len(records)),
    ]


def _reading_page(
    toolkit: Toolkit,
    generation: OpenGeneration,
    path: str,
    copy_field: tuple[str, str],
    *,
    stored: StoredToolkit | None = None,
    featured: FeaturedToolkit | None = None,
) -> str:
    """Return the page of a toolkit at a path; `copy_field` is the field, name and value, of the form to copy it."""
    searcher = generation.searcher
    resolved = resolve_current(toolkit, generation, app_context().overviews.of(searcher))
    view = toolkit_view(resolved, searcher, site_urls(), public_site_urls())
    public_url = public_site_urls().page(path)
    body = _("%(title)s, a toolkit of public safety resources: %(address)s", title=view.title, address=public_url)
    taxonomy, topics = localized(searcher.taxonomy), featured.topics if featured else ()
    return render_page(
        "toolkits/shared.html",
        generation,
        view=view,
        stored=stored,
        featured=featured,
        audience=audience_words(featured) if featured else "",
        language_note=text_language_note(featured.toolkit.language) if featured else "",
        topics=[(taxonomy.label("topic", topic), site_urls().topic(topic)) for topic in topics],
        public_url=public_url,
        page_url=site_urls().page(path),
        copy_field=copy_field,
        qr=qr_svg(public_url),
        mail_url=f"mailto:?subject={quote(view.title)}&body={quote(body)}",
        date_words=date_words,
        formats=FORMAT_LABELS,
        feeds=FEED_LABELS,
        linked_data=_linked_data(featured, resolved) if featured else None,
    )
