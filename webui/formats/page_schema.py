"""Linked data for the head of pages about more than one resource: JSON-LD 1.1 in the vocabulary of schema.org.

It tells search engines of the site's search, of the order of a list, and of the pages above a page.
"""

from __future__ import annotations

from collections.abc import Iterable

from webui.branding import SITE_NAME
from webui.components.cards import Link
from webui.formats.citations.schema_org import SCHEMA_ORG, JsonObject
from webui.formats.records.listing import one_line
from webui.urls import SiteUrls


def web_site(public: SiteUrls) -> JsonObject:
    """Return the site with its search, for the home page."""
    search = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": f"{public.search()}?q={{search_term_string}}"},
        "query-input": "required name=search_term_string",
    }
    return {
        "@context": SCHEMA_ORG,
        "@type": "WebSite",
        "@id": public.home(),
        "url": public.home(),
        "name": SITE_NAME,
        "inLanguage": public.language,
        "potentialAction": search,
    }


def item_list(pages: Iterable[Link], total: int, first_position: int = 1) -> JsonObject:
    """Return a list of pages in their order, as a part of a list of `total` pages; positions count from 1."""
    items = _list_items(pages, "url", first_position)
    return {"@context": SCHEMA_ORG, "@type": "ItemList", "numberOfItems": total, "itemListElement": items}


def breadcrumb_list(*trail: Link) -> JsonObject:
    """Return the path to a page: from the home page to the page itself."""
    return {"@context": SCHEMA_ORG, "@type": "BreadcrumbList", "itemListElement": _list_items(trail, "item", 1)}


def _list_items(pages: Iterable[Link], url_property: str, first_position: int) -> list[JsonObject]:
    return [
        {"@type": "ListItem", "position": position, "name": one_line(page.label), url_property: page.url}
        for position, page in enumerate(pages, first_position)
    ]
