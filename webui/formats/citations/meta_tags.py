"""The meta tags in the head of a resource's page, which tell other programs what the page describes.

- Dublin Core: DCMI, Expressing Dublin Core metadata using HTML/XHTML meta and link elements (2008). The link to the
  schema is omitted, because every reader knows the prefix and pages link to no other host.
- `citation_...`: Google Scholar, Inclusion Guidelines for Webmasters, "Indexing"; Zotero and others read them too.
- Open Graph: The Open Graph protocol (ogp.me).

Unknown values have no tag.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.model import Entry, PartialDate, Record, RecordText
from webui.branding import SITE_NAME
from webui.components.documents import can_be_opened
from webui.formats.citations.csl_item import CslItem
from webui.formats.citations.facts import documents_with_texts
from webui.formats.citations.person_names import AuthorKind, AuthorName
from webui.formats.records.listing import one_line
from webui.i18n.formatting import excerpt
from webui.media_types import PDF
from webui.urls import SiteUrls

MAX_OPEN_GRAPH_DESCRIPTION = 300
"""Characters of the description."""

MetaTags = Iterator[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Tag:
    """A `meta` element; `attribute` is the one that holds its name: `name`, or `property` for Open Graph (RDFa)."""

    attribute: str
    name: str
    content: str


def meta_tags(item: CslItem, entry: Entry, public: SiteUrls) -> tuple[Tag, ...]:
    """Return the tags, each text on one line, without empty tags and duplicates."""
    pairs = (
        *_dublin_core(item, entry.record, public),
        *_citation(item, entry, public),
        *_open_graph(item, entry.record.text_in(public.language), public),
    )
    lines = dict.fromkeys((name, one_line(content or "")) for name, content in pairs)
    return tuple(Tag("property" if name.startswith("og:") else "name", name, line) for name, line in lines if line)


def _dublin_core(item: CslItem, record: Record, public: SiteUrls) -> MetaTags:
    yield "DC.title", item.title
    yield from (("DC.creator", _split_safe(name)) for name in item.authors)
    yield from (("DC.publisher", name) for name in item.publishers)
    yield "DC.date", str(item.issued or "")
    yield "DC.description", item.abstract
    yield from (("DC.subject", subject) for subject in (*item.topics, *item.keywords))
    yield "DC.type", item.reference_type.dublin_core
    yield "DC.language", item.language
    yield "DC.relation.isPartOf", item.series
    yield "DC.rights", record.rights
    yield "DC.identifier", item.url or public.resource(record.id)
    yield "DC.identifier", f"doi:{item.doi}" if item.doi else ""
    yield "DC.identifier", f"ISBN {item.isbn}" if item.isbn else ""
    yield "DC.identifier", item.accession_number
    yield "DC.identifier", item.number


def _citation(item: CslItem, entry: Entry, public: SiteUrls) -> MetaTags:
    """Yield the tags of reference managers."""
    is_report = item.reference_type.is_report
    yield "citation_title", item.title
    yield from (("citation_author", _never_split(name)) for name in item.authors)
    yield "citation_publication_date", _slashed(item.issued)
    publisher = "citation_technical_report_institution" if is_report else "citation_publisher"
    yield publisher, "; ".join(item.publishers)
    yield "citation_technical_report_number", item.number if is_report else ""
    yield "citation_doi", item.doi
    yield "citation_isbn", item.isbn
    yield "citation_language", item.language
    yield "citation_keywords", "; ".join(item.keywords)
    yield "citation_abstract_html_url", public.resource(item.id)
    yield "citation_pdf_url", _pdf(entry, public)


def _open_graph(item: CslItem, text: RecordText, public: SiteUrls) -> MetaTags:
    """Yield the tags of a preview of the page, which are in the language of the page."""
    yield "og:type", item.reference_type.open_graph
    yield "og:title", text.title
    yield "og:description", excerpt(one_line(text.summary or ""), MAX_OPEN_GRAPH_DESCRIPTION)
    yield "og:url", public.resource(item.id)
    yield "og:site_name", SITE_NAME


def _split_safe(name: AuthorName) -> str:
    """Return a name in the order that Zotero splits correctly: "Doe, Jane", but "Jane van Doe".

    Zotero takes a comma with two words on both sides for the end of one name and the beginning of another.
    """
    is_simple = name.kind is AuthorKind.PERSON and " " not in name.family and not name.suffix
    return name.inverted(name.given) if is_simple else name.natural


def _never_split(name: AuthorName) -> str:
    """Return a name in the order that Zotero splits correctly, and an organization's with a comma after it only.

    Without one, Zotero and EndNote take the last word for a family name.
    """
    is_organization = name.kind is AuthorKind.ORGANIZATION
    return f"{name.natural.replace(',', '')}," if is_organization else _split_safe(name)


def _slashed(date: PartialDate | None) -> str:
    return str(date).replace("-", "/") if date else ""


def _pdf(entry: Entry, public: SiteUrls) -> str | None:
    """Return the URL of the first PDF that the catalog itself has; one elsewhere may not be open to everybody."""
    for document, text in documents_with_texts(entry):
        if document.path and can_be_opened(document, text) and (text.media_type or document.media_type) == PDF:
            return public.document(document)
    return None
