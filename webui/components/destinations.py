"""Where the link of a resource opens, in words. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.model import Document, DocumentText, Record
from catalog.web_hosts import site_host
from webui.i18n.formatting import page_words
from webui.i18n.locale import gettext
from webui.media_types import type_words


def destination(record: Record, texts: Iterable[DocumentText]) -> str:
    """Return where a resource opens: "PDF, 12 pages, here", "ojp.gov" or "Listed at ojp.gov"; empty if nowhere.

    A document that the site has comes before links to other sites.
    """
    if held := held_document(record, texts):
        return gettext("%(document)s, here", document=_document_words(*held, record.pages))
    linked = next((document for document in record.documents if document.url), None)
    if url := record.url or (linked and linked.url):
        return site_host(url)
    return gettext("Listed at %(site)s", site=site_host(record.listed_at)) if record.listed_at else ""


def held_document(record: Record, texts: Iterable[DocumentText]) -> tuple[Document, DocumentText] | None:
    """Return the first document that is a file of the site and not empty, with its facts, or None."""
    pairs = zip(record.documents, texts, strict=False)
    return next(((document, text) for document, text in pairs if document.path and text.size_bytes), None)


def _document_words(document: Document, text: DocumentText, pages: int | None) -> str:
    media_type, pages = text.media_type or document.media_type, pages or text.pages
    parts = (type_words(media_type) if media_type else gettext("Document"), page_words(pages) if pages else "")
    return ", ".join(filter(None, parts))
