"""How the page of a resource says what to cite, to people and to programs. Pure functions."""

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
from webui.formats.citations.spans import Spans
from webui.i18n.locale import gettext
from webui.urls import Addresses


@dataclass(frozen=True, slots=True)
class Citation:
    """A resource as a style has it."""

    style: str
    spans: Spans


@dataclass(frozen=True, slots=True)
class CiteView:
    """What to cite: `citations` and `files` for people; `tags` and `data` stand in the head of the page."""

    citations: tuple[Citation, ...]
    files: tuple[Link, ...]
    tags: tuple[Tag, ...]
    data: JsonObject


def cite_view(entry: Entry, taxonomy: Taxonomy, addresses: Addresses, public: Addresses) -> CiteView:
    """Return what to cite; `addresses` are for links in pages, `public` for URLs that leave the site."""
    item = csl_item(entry.record, taxonomy)
    facts = citation_facts(item, citation_address(item, entry, public))
    return CiteView(
        citations=(
            Citation(gettext("APA, 7th edition"), apa(facts)),
            Citation(gettext("Chicago, 17th edition, bibliography"), chicago(facts)),
        ),
        files=(
            Link("RIS", addresses.resource_as(item.id, "ris")),
            Link("BibTeX", addresses.resource_as(item.id, "bib")),
        ),
        tags=meta_tags(item, entry, public),
        data=linked_data(item, entry, public),
    )
