"""The pages about the program that editors write, and the page of its sites."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint
from werkzeug.wrappers import Response

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.program import PAGES, Page, page_in
from webui.components.markdown import rendered
from webui.context import app_context, own_links, public_links
from webui.http.params import page_params
from webui.i18n.locale import language
from webui.i18n.messages import SiteMessageId
from webui.pages.sites import Asked, asked_of, sites_view
from webui.responses import CachedContent, render_page, respond

program = Blueprint("program", __name__)

SITES = "sites"
LONG = 2_500
"""Characters from which on a page has a list of its headings, if there are a few."""
FEW = 3


@program.get(f"/<any({','.join(name for name in PAGES if name != SITES)}):name>")
def page(name: str) -> Response:
    """Show a page; in English if it is not in the language of the request."""
    return respond(ProgramPage(name), app_context().live.opened())


@dataclass(frozen=True, slots=True)
class ProgramPage(CachedContent[OpenGeneration]):
    """A page about the program, by its name."""

    name: str

    def render(self, opened: OpenGeneration) -> str:
        """Return the page; raise NotFoundError if editors have not written it."""
        page = page_in(opened.editorial.pages, self.name, language())
        if page is None:
            raise NotFoundError(Message(SiteMessageId.PAGE_NOT_WRITTEN))
        text = rendered(page.text, own_links())
        return render_page(
            "pages/program.html",
            opened,
            page=page,
            text=text,
            contents=text.headings if len(text.headings) >= FEW and len(page.text) > LONG else (),
            lang=page.language if page.language != language() else None,
            canonical=public_links().page(page.name),
        )


@program.get(f"/{SITES}")
def sites() -> Response:
    """Show the sites on a map and as a list, filtered and sorted as the parameters say."""
    opened = app_context().live.opened()
    _sites_text(opened)
    return respond(SitesPage(asked_of(page_params(), opened.editorial.sites)), opened)


@dataclass(frozen=True, slots=True)
class SitesPage(CachedContent[OpenGeneration]):
    """The sites, filtered and sorted."""

    asked: Asked

    def render(self, opened: OpenGeneration) -> str:
        """Return the page."""
        page = _sites_text(opened)
        return render_page(
            "pages/sites.html",
            opened,
            page=page,
            text=rendered(page.text, own_links()) if page else None,
            lang=page.language if page and page.language != language() else None,
            view=sites_view(opened.editorial.sites, self.asked, own_links()),
            pairs=self.asked.pairs(),
            canonical=public_links().page(SITES),
        )


def _sites_text(opened: OpenGeneration) -> Page | None:
    """Return the text above the sites, or None; raise NotFoundError if there are no sites either."""
    page = page_in(opened.editorial.pages, SITES, language())
    if page is None and not opened.editorial.sites:
        raise NotFoundError(Message(SiteMessageId.PAGE_NOT_WRITTEN))
    return page
