"""The tags in the head of a resource's page by which other programs know what it describes.

- Dublin Core: DCMI, Expressing Dublin Core metadata using HTML/XHTML meta and link elements (2008). The link to the
  schema is left out, as every reader knows the prefix and pages name no other host in links.
- `citation_...`: Google Scholar, Inclusion Guidelines for Webmasters, "Indexing"; Zotero and others read them, too.
- Open Graph: The Open Graph protocol (ogp.me).

Nothing is said that the record does not say; what is not known has no tag.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.model import Entry, PartialDate, Record
from catalog.taxonomy import Taxonomy
from webui.branding import NAME
from webui.components.documents import can_be_opened
from webui.formats.citations.facts import Cited, authors_of, bare_doi, cited, whole_title, with_texts
from webui.formats.citations.person_names import Name
from webui.formats.citations.reference_types import kind_of
from webui.formats.records.listing import labels, one_line, publishers, web_address
from webui.i18n.formatting import excerpt
from webui.media_types import PDF
from webui.urls import Addresses

DESCRIPTION = 300
"""Characters of the summary in Open Graph."""

Pairs = Iterator[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Tag:
    """A `meta` element; `attribute` is where its name stands: `name`, or `property` for Open Graph (RDFa)."""

    attribute: str
    name: str
    content: str


def meta_tags(entry: Entry, taxonomy: Taxonomy, public: Addresses) -> tuple[Tag, ...]:
    """Return the tags, each text on one line, none without content and none twice."""
    facts = cited(entry, taxonomy, public)
    pairs = (
        *_dublin_core(entry.record, taxonomy, public),
        *_citation(entry, facts, taxonomy, public),
        *_open_graph(entry.record, public),
    )
    lines = dict.fromkeys((name, one_line(content or "")) for name, content in pairs)
    return tuple(Tag("property" if name.startswith("og:") else "name", name, line) for name, line in lines if line)


def _dublin_core(record: Record, taxonomy: Taxonomy, public: Addresses) -> Pairs:
    known = record.identifiers
    yield "DC.title", whole_title(record)
    yield from (("DC.creator", _split_safe(name)) for name in authors_of(record, taxonomy))
    yield from (("DC.publisher", name) for name in publishers(record, taxonomy))
    yield "DC.date", str(record.published or "")
    yield "DC.description", record.summary
    yield from (("DC.subject", word) for word in (*labels("topic", record.topics, taxonomy), *record.keywords))
    yield "DC.type", kind_of(record.format).dublin_core
    yield "DC.language", record.language
    yield "DC.relation.isPartOf", record.series
    yield "DC.rights", record.rights
    doi = bare_doi(known.doi)
    yield "DC.identifier", web_address(record) or public.resource(record.id)
    yield "DC.identifier", f"doi:{doi}" if doi else ""
    yield "DC.identifier", f"ISBN {known.isbn}" if known.isbn else ""
    yield "DC.identifier", f"NCJ {known.ncj}" if known.ncj else ""
    yield "DC.identifier", known.report


def _citation(entry: Entry, facts: Cited, taxonomy: Taxonomy, public: Addresses) -> Pairs:
    """Yield the tags of reference managers.

    Only persons are `citation_author`: readers cut that name in two, which would turn an organization around.
    """
    record, report = entry.record, facts.kind.is_report
    yield "citation_title", facts.title
    yield from (("citation_author", _split_safe(name)) for name in facts.authors if name.kind != "organization")
    yield "citation_publication_date", _slashed(record.published)
    place = "citation_technical_report_institution" if report else "citation_publisher"
    yield place, "; ".join(publishers(record, taxonomy))
    yield "citation_technical_report_number", record.identifiers.report if report else ""
    yield "citation_doi", bare_doi(record.identifiers.doi)
    yield "citation_isbn", record.identifiers.isbn
    yield "citation_language", record.language
    yield "citation_keywords", "; ".join(record.keywords)
    yield "citation_abstract_html_url", public.resource(record.id)
    yield "citation_pdf_url", _pdf(entry, public)


def _open_graph(record: Record, public: Addresses) -> Pairs:
    yield "og:type", kind_of(record.format).open_graph
    yield "og:title", record.title
    yield "og:description", excerpt(one_line(record.summary or ""), DESCRIPTION)
    yield "og:url", public.resource(record.id)
    yield "og:site_name", NAME


def _split_safe(name: Name) -> str:
    """Return a name so that Zotero splits it rightly: "Doe, Jane", but "Jane van Doe".

    It takes a comma with two words on both sides for the end of one name and the beginning of another.
    """
    simple = name.kind == "person" and " " not in name.family and not name.suffix
    return name.turned(name.given) if simple else name.natural


def _slashed(date: PartialDate | None) -> str:
    return str(date).replace("-", "/") if date else ""


def _pdf(entry: Entry, public: Addresses) -> str | None:
    """Return the address of our own first PDF that is there; one of others' need not be open to all."""
    for document, text in with_texts(entry):
        if document.path and can_be_opened(document, text) and (text.media_type or document.media_type) == PDF:
            return public.document(document)
    return None
