"""The pages about the programme that editors wrote, and the one with its sites."""

from __future__ import annotations

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.program import PAGES, Page, page_in
from webui.components.markdown import rendered
from webui.context import app_context, key, own_links, public_links
from webui.http.params import typed_pairs
from webui.i18n.labels import offered
from webui.i18n.locale import language
from webui.i18n.messages import SiteMessageId
from webui.pages.sites import Asked, asked_of, sites_view

programme = Blueprint("programme", __name__)

SITES = "sites"
LONG = 2_500
"""Characters from which on a page has a list of its headings, if there are a few."""
FEW = 3


@programme.get(f"/<any({','.join(name for name in PAGES if name != SITES)}):name>")
def page(name: str) -> Response:
    """Show a page; in English where it is not in the language of the request."""
    site = app_context()
    opened = site.live.opened()
    found = page_in(opened.editorial.pages, name, language())
    if found is None:
        raise NotFoundError(Message(SiteMessageId.PAGE_NOT_WRITTEN))
    return site.answers.respond(key(opened.searcher, "page", name), lambda: _page(opened, found))


def _page(opened: OpenGeneration, page: Page) -> str:
    text = rendered(page.text, own_links())
    return render_template(
        "pages/program.html",
        page=page,
        text=text,
        contents=text.headings if len(text.headings) >= FEW and len(page.text) > LONG else (),
        lang=page.language if page.language != language() else None,
        canonical=public_links().page(page.name),
        **offered(opened.searcher.taxonomy),
    )


@programme.get(f"/{SITES}")
def sites() -> Response:
    """Show the sites on a map and as a list, narrowed and sorted as asked."""
    site = app_context()
    opened = site.live.opened()
    found = page_in(opened.editorial.pages, SITES, language())
    if found is None and not opened.editorial.sites:
        raise NotFoundError(Message(SiteMessageId.PAGE_NOT_WRITTEN))
    asked = asked_of(typed_pairs(), opened.editorial.sites)
    return site.answers.respond(key(opened.searcher, SITES, asked), lambda: _sites(opened, found, asked))


def _sites(opened: OpenGeneration, page: Page | None, asked: Asked) -> str:
    return render_template(
        "pages/sites.html",
        page=page,
        text=rendered(page.text, own_links()) if page else None,
        lang=page.language if page and page.language != language() else None,
        view=sites_view(opened.editorial.sites, asked, own_links()),
        pairs=asked.pairs(),
        canonical=public_links().page(SITES),
        **offered(opened.searcher.taxonomy),
    )
