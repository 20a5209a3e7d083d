"""Links for programs that follow resources by their headers: the FAIR Signposting Profile, level 1.

A resource's page links to its identifier, type, license, descriptions and documents. It links to no author, because
records have the names of authors, but no addresses of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

from catalog.model import Entry
from webui.components.documents import can_be_opened
from webui.formats.citations.csl_item import CslItem
from webui.formats.citations.facts import documents_with_texts
from webui.formats.citations.licenses import license_url
from webui.formats.citations.schema_org import SCHEMA_ORG, schema_type
from webui.http.machine_routes import REFERENCE_EXTENSIONS
from webui.http.web_links import WebLink
from webui.i18n.locale import ENGLISH
from webui.media_types import EXPORT_TYPES
from webui.urls import SiteUrls


def signposting_links(item: CslItem, entry: Entry, public: SiteUrls) -> Iterator[WebLink]:
    """Yield the links of a resource's page, documents last."""
    yield WebLink("cite-as", _identifier(item, public))
    yield WebLink("type", f"{SCHEMA_ORG}/AboutPage")
    yield WebLink("type", f"{SCHEMA_ORG}/{schema_type(item)}")
    if license_address := license_url(entry.record.rights):
        yield WebLink("license", license_address)
    yield from description_links(item.id, public)
    for document, text in documents_with_texts(entry):
        url = public.document(document) if can_be_opened(document, text) else None
        if url:
            yield WebLink("item", url, text.media_type or document.media_type or "")


def description_links(record_id: str, public: SiteUrls) -> Iterator[WebLink]:
    """Yield the links to the descriptions of a resource: its JSON, and its references."""
    yield WebLink("describedby", public.api(f"resources/{quote(record_id, safe='')}"), "application/json")
    for extension in REFERENCE_EXTENSIONS:
        yield WebLink("describedby", public.resource_as(record_id, extension), EXPORT_TYPES[extension])


def page_link(relation: str, record_id: str, public: SiteUrls) -> WebLink:
    """Return a link to a resource's page: `collection` from its documents, `describes` from its descriptions."""
    return WebLink(relation, _page(record_id, public), "text/html")


def _identifier(item: CslItem, public: SiteUrls) -> str:
    """Return the URL by which a resource is cited: its DOI, or else its page, whose URL never changes."""
    return f"https://doi.org/{quote(item.doi, safe='/()')}" if item.doi else _page(item.id, public)


def _page(record_id: str, public: SiteUrls) -> str:
    """Return the URL of a resource's page, the same in every language."""
    return replace(public, language=ENGLISH).resource(record_id)
