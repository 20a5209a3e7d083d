"""A web page as one row: its linked data (schema.org), then meta tags of `citation_...`, Dublin Core and Open Graph.

What one of them does not say is taken from the next, and the title at last from the title of the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from indexer.importers.readers.web.html_head import HtmlHead, html_head
from indexer.importers.readers.web.schema_org import (
    LIST_TYPES,
    LinkedValues,
    address_of,
    label,
    main_resource,
    node_types,
    nodes_of,
)
from indexer.importers.rows import SourceFault, SourceItem
from indexer.importers.values.durations import seconds
from indexer.importers.values.identifiers import sort_identifiers
from indexer.importers.values.languages import declared_language
from indexer.importers.values.row_draft import RowDraft
from indexer.importers.values.text import plain_line, unique, unmarked_text

MAX_PAGE_BYTES = 20 << 20

NOT_HTML = "This is not a web page, so it was left out."
NO_RESOURCE = "This page lists others or describes its site, not a resource, so it was left out."
NO_TITLE = "This page has no title, so it was left out."
DAMAGED = "Linked data of this page is damaged (not JSON), so its meta tags were read instead."

PLACE = "page"
_LISTS = re.compile(r"\s*[,;]\s*")
_KINDS_OF_NUMBERS = {"doi": "doi:", "isbn": "ISBN ", "ncj": "NCJ "}
_GENERIC_TYPES = frozenset({"Article", "CreativeWork", "MediaObject", "WebPage", "Text"})


def read(file: BinaryIO) -> Iterator[SourceItem]:
    """Yield the row of a page, or a fault if it describes no resource."""
    head = html_head(file.read(MAX_PAGE_BYTES))
    if head is None:
        yield SourceFault(PLACE, NOT_HTML)
        return
    nodes = nodes_of(head.linked_data)
    node = main_resource(nodes)
    is_list = any(name in LIST_TYPES for other in nodes for name in node_types(other))
    has_citation = bool(head.first("citation_title", "dc.title", "dcterms.title"))
    if not has_citation and is_list and (node is None or "WebPage" in node_types(node)):
        yield SourceFault(PLACE, NO_RESOURCE)
        return
    draft = RowDraft(PLACE)
    if head.damaged_scripts:
        draft.add_note(DAMAGED)
    _put_linked(draft, LinkedValues(node or {}, nodes), node_types(node or {}))
    _put_meta(draft, head)
    if "title" not in draft.values:
        yield SourceFault(PLACE, NO_TITLE)
        return
    yield from draft.items()


def _put_linked(draft: RowDraft, linked: LinkedValues, types: list[str]) -> None:
    """Set what the linked data says."""
    draft.put("source_id", linked.line("@id") if linked.line("@id").startswith("http") else "")
    draft.put("title", linked.line("name", "headline", "title"))
    draft.put("subtitle", linked.line("alternateName", "alternativeHeadline"))
    draft.put("summary", linked.text("description", "abstract"))
    draft.put("url", linked.address("url"))
    draft.put("authors", linked.labels("author", "creator"))
    draft.put("publishers", linked.labels("publisher", "provider", "sourceOrganization"))
    draft.put("keywords", unique(word for text in linked.labels("keywords") for word in _words(text)))
    draft.put("theme", linked.labels("about", "articleSection"))
    draft.put("type", linked.labels("genre", "learningResourceType") or [t for t in types if t not in _GENERIC_TYPES])
    draft.put("series", linked.line("isPartOf", "partOfSeries") if _is_in_series(linked) else "")
    draft.put("edition", linked.line("bookEdition", "version"))
    draft.put("language", next(filter(None, map(declared_language, linked.labels("inLanguage"))), ""))
    draft.put("rights", linked.line("license") or linked.address("license") or linked.line("copyrightNotice"))
    draft.put("pages", next((page for page in map(_whole, linked.values("numberOfPages")) if page), None))
    durations = map(seconds, linked.labels("duration", "timeRequired"))
    draft.put("duration_s", next((duration for duration in durations if duration), None))
    draft.put("documents", _documents(linked))
    draft.put("identifiers", sort_identifiers(_numbers(linked)).numbers)
    draft.put_first_date("published", linked.labels("datePublished", "dateCreated", "uploadDate"))


def _words(text: str) -> list[str]:
    """Return the keywords of a text; one that is long for a keyword is a list."""
    return _LISTS.split(text) if "," in text or ";" in text else [text]


def _is_in_series(linked: LinkedValues) -> bool:
    """Return whether a resource is a part of a series or a periodical, and not only of a page or a site."""
    parts = [part for part in linked.values("isPartOf", "partOfSeries") if isinstance(part, dict)]
    return any(not {"WebSite", "WebPage", "CollectionPage"}.intersection(node_types(part)) for part in parts)


def _whole(value: Any) -> int | None:
    text = label(value)
    return int(text) if text.isdecimal() and len(text) < 6 else None  # noqa: PLR2004  # no work has so many pages


def _documents(linked: LinkedValues) -> list[dict[str, str]]:
    documents = {}
    for file in (*linked.values("encoding", "distribution"), *linked.values("associatedMedia")):
        address = plain_line(file.get("contentUrl")) if isinstance(file, dict) else ""
        if address:
            media_type = label(file.get("encodingFormat") or file.get("fileFormat"))
            named = {"url": address, "label": label(file.get("name")), "media_type": media_type}
            documents[address] = {name: value for name, value in named.items() if value and value != "0"}
    if not documents and (address := address_of(next(linked.values("contentUrl"), ""))):
        documents[address] = {"url": address}
    return list(documents.values())


def _numbers(linked: LinkedValues) -> Iterator[str]:
    """Yield identifiers with what tells their kind."""
    yield from (f"ISBN {text}" for text in linked.labels("isbn"))
    for value in linked.values("identifier"):
        scheme = label(value.get("propertyID")) if isinstance(value, dict) else ""
        text = label(value.get("value")) if scheme and isinstance(value, dict) else label(value)
        yield _KINDS_OF_NUMBERS.get(scheme.lower().rpartition("/")[2], "") + text
    yield from (text for text in linked.labels("sameAs") if "doi.org/" in text)


def _put_meta(draft: RowDraft, head: HtmlHead) -> None:
    """Set what linked data did not say from meta tags, in their order, and from the page itself."""
    title = head.first("citation_title", "dc.title", "dcterms.title", "og:title") or head.title
    draft.put("title", title)
    summary = head.first("citation_abstract", "dc.description", "dcterms.abstract", "dcterms.description")
    summary = unmarked_text(summary or head.first("og:description", "description"))
    draft.put("summary", "" if summary in {title, draft.values.get("title")} else summary)
    draft.put("url", (head.links.get("canonical") or [""])[0] or head.first("og:url"))
    authors = [name.rstrip(",") for name in head.all("citation_author", "dc.creator", "dcterms.creator")]
    draft.put("authors", unique(authors) or unique([head.first("author")]))
    publishers = head.all("citation_technical_report_institution", "citation_publisher", "dc.publisher")
    draft.put("publishers", unique(name for text in publishers for name in text.split("; ")))
    draft.put("publishers", unique(head.all("dcterms.publisher")))
    keywords = head.all("citation_keywords", "dc.subject", "dcterms.subject") or head.all("keywords")
    draft.put("keywords", unique(word for text in keywords for word in _words(text)))
    languages = (head.first("citation_language", "dc.language", "dcterms.language"), head.language)
    draft.put("language", next(filter(None, map(declared_language, languages)), ""))
    draft.put("rights", head.first("dc.rights", "dcterms.rights"))
    draft.put("type", head.all("dc.type", "dcterms.type"))
    pdf = head.first("citation_pdf_url")
    draft.put("documents", [{"url": pdf, "media_type": "application/pdf"}] if pdf else [])
    numbers = [head.first("citation_doi"), *(f"ISBN {text}" for text in head.all("citation_isbn"))]
    numbers += [head.first("citation_technical_report_number"), *head.all("dc.identifier")]
    draft.put("identifiers", sort_identifiers(filter(None, numbers)).numbers)
    names = ("citation_publication_date", "citation_date", "dc.date", "dcterms.issued", "article:published_time")
    if "published" not in draft.values:
        draft.put_first_date("published", [head.first(name).replace("/", "-") for name in names if head.first(name)])
