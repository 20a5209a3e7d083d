"""The citations of a resource on its page, for people and for programs. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.model import Entry
from catalog.taxonomy import Taxonomy
from webui.components.cards import Link
from webui.formats.citations.apa import apa
from webui.formats.citations.chicago import chicago
from webui.formats.citations.csl_item import csl_item
from webui.formats.citations.facts import citation_address, citation_facts
from webui.formats.citations.meta_tags import Tag, meta_tags
from webui.formats.citations.schema_org import JsonObject, linked_data
from webui.formats.citations.signposting import description_links, signposting_links
from webui.formats.citations.spans import Spans
from webui.http.web_links import WebLink
from webui.i18n.labels import localized
from webui.i18n.locale import gettext
from webui.urls import SiteUrls


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation of a resource in a style."""

    style: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class CitationsView:
    """Citations and files for people; meta tags, links and linked data for the head of the page.

    `header_links` are for its headers.
    """

    citations: tuple[Citation, ...]
    files: tuple[Link, ...]
    meta_tags: tuple[Tag, ...]
    description_links: tuple[WebLink, ...]
    header_links: tuple[WebLink, ...]
    linked_data: JsonObject


def citations_view(entry: Entry, taxonomy: Taxonomy, urls: SiteUrls, public_urls: SiteUrls) -> CitationsView:
    """Return the citations; `urls` are for links in pages, `public_urls` for URLs that leave the site."""
    item = csl_item(entry.record, taxonomy)
    facts = citation_facts(item, citation_address(item, entry, public_urls))
    return CitationsView(
        citations=(
            Citation(gettext("APA, 7th edition"), apa(facts)),
            Citation(gettext("Chicago, 17th edition, bibliography"), chicago(facts)),
        ),
        files=(
            Link("RIS", urls.resource_as(item.id, "ris")),
            Link("BibTeX", urls.resource_as(item.id, "bib")),
            Link("CSL-JSON", urls.resource_as(item.id, "csl.json")),
        ),
        meta_tags=meta_tags(item, entry, public_urls),
        description_links=tuple(description_links(item.id, public_urls)),
        header_links=tuple(signposting_links(item, entry, public_urls)),
        linked_data=linked_data(csl_item(entry.record, localized(taxonomy)), entry, public_urls),
    )
