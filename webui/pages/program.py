"""The pages about the program, which editors write, and the page of its sites."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint
from werkzeug.wrappers import Response

from catalog.errors import NotFoundError
from catalog.live import OpenGeneration
from catalog.messages import Message
from catalog.program import PAGES, Page, page_in
from webui.components.markdown import RenderedMarkdown, render_markdown
from webui.context import app_context, public_site_urls, site_urls
from webui.http.params import page_params
from webui.i18n.locale import language
from webui.i18n.messages import SiteMessageId
from webui.pages.about_links import about_links
from webui.pages.contact import contact_box, searched_text
from webui.pages.sites import sites_view
from webui.pages.sites_query import SitesQuery, sites_query_from_params
from webui.responses import CachedContent, render_page, respond

program = Blueprint("program", __name__)

CONTACT, SITES = "contact", "sites"
MIN_CONTENTS_CHARACTERS, MIN_CONTENTS_HEADINGS = 2_500, 3
"""A page with more characters and at least as many headings has a table of contents."""


@program.get(f"/<any({','.join(name for name in PAGES if name not in (CONTACT, SITES))}):name>")
def page(name: str) -> Response:
    """Show a page; in English if it is not in the language of the request."""
    return respond(ProgramPage(name), app_context().live.current_generation())


@program.get(f"/{CONTACT}")
def contact() -> Response:
    """Show the contact page, which repeats the search that led to it."""
    content = ProgramPage(CONTACT, searched_text(tuple(page_params())))
    return respond(content, app_context().live.current_generation())


@dataclass(frozen=True, slots=True)
class ProgramPage(CachedContent[OpenGeneration]):
    """A page about the program, by its name. `search` is the text of the search that led to the contact page."""

    name: str
    search: str = ""

    def render(self, generation: OpenGeneration) -> str:
        """Return the page; raise NotFoundError if editors have not written it."""
        page = page_in(generation.editorial.pages, self.name, language())
        if page is None:
            raise NotFoundError(Message(SiteMessageId.PAGE_NOT_WRITTEN))
        text = render_markdown(page.text, site_urls())
        return render_page(
            "pages/program.html",
            generation,
            page=page,
            text=text,
            contents=text.headings if _has_contents(page, text) else (),
            lang=page.language if page.language != language() else None,
            canonical=public_site_urls().page(page.name),
            links=about_links(generation.editorial, site_urls()),
            box=contact_box(app_context().settings.contact, self.search, site_urls()) if self.name == CONTACT else None,
            params=(("q", self.search),) if self.search else (),
        )


def _has_contents(page: Page, text: RenderedMarkdown) -> bool:
    return len(text.headings) >= MIN_CONTENTS_HEADINGS and len(page.text) > MIN_CONTENTS_CHARACTERS


@program.get(f"/{SITES}")
def sites() -> Response:
    """Show the sites on a map and in a list, filtered and sorted."""
    generation = app_context().live.current_generation()
    _sites_text(generation)  # raises NotFoundError
    return respond(SitesPage(sites_query_from_params(page_params(), generation.editorial.sites)), generation)


@dataclass(frozen=True, slots=True)
class SitesPage(CachedContent[OpenGeneration]):
    """The sites, filtered and sorted."""

    query: SitesQuery

    def render(self, generation: OpenGeneration) -> str:
        """Return the page."""
        page = _sites_text(generation)
        return render_page(
            "pages/sites.html",
            generation,
            page=page,
            text=render_markdown(page.text, site_urls()) if page else None,
            lang=page.language if page and page.language != language() else None,
            view=sites_view(generation.editorial.sites, self.query, site_urls()),
            params=self.query.as_params(),
            canonical=public_site_urls().page(SITES),
            links=about_links(generation.editorial, site_urls()),
        )


def _sites_text(generation: OpenGeneration) -> Page | None:
    """Return the text above the sites, or None; raise NotFoundError if there are no sites either."""
    page = page_in(generation.editorial.pages, SITES, language())
    if page is None and not generation.editorial.sites:
        raise NotFoundError(Message(SiteMessageId.PAGE_NOT_WRITTEN))
    return page
