"""The documents of a resource as pages show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from catalog.messages import to_translate
from catalog.model import Document, DocumentText, Entry, TextSource
from catalog.web_hosts import site_host
from webui.components.cards import Link
from webui.i18n.formatting import duration_words, page_words, size_words
from webui.i18n.locale import gettext
from webui.media_types import CAPTIONS, INLINE_TYPES, name_with_extension, type_words
from webui.urls import SiteUrls

SOURCE_NOTES = {
    TextSource.OCR: to_translate("Text recognized by machine from a scan; it may have errors."),
    TextSource.MIXED: to_translate("Text of some pages recognized by machine from a scan; it may have errors."),
}
ROLE_LABELS = {
    "transcript": to_translate("Transcript"),
    "slides": to_translate("Slides"),
    "appendix": to_translate("Appendix"),
    "data": to_translate("Data"),
}


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document of a resource.

    `links` open it or its text, the most useful first; there are none if neither can be opened. `problem` says why its
    text cannot be searched, or that it is not up to date, or is None. `source_note` says that the text was
    recognized by machine, or is None.
    """

    label: str
    facts: tuple[str, ...]
    url: str | None
    remote: bool
    text_url: str | None
    links: tuple[Link, ...]
    problem: str | None
    source_note: str | None


def document_views(entry: Entry, passage_counts: Sequence[int], urls: SiteUrls) -> Iterator[DocumentView]:
    """Yield the documents of a resource in their order; `passage_counts` are those of `Searcher`."""
    for number, document in enumerate(entry.record.documents):
        text = entry.texts[number] if number < len(entry.texts) else DocumentText()
        has_text = any(passage_counts[number : number + 1])
        url = urls.document(document) if can_be_opened(document, text) else None
        text_url = urls.document_text(entry.record.id, number) if has_text else None
        yield DocumentView(
            label=document.label or _name(document, text),
            facts=tuple(_document_facts(document, text)),
            url=url,
            remote=document.path is None,
            text_url=text_url,
            links=tuple(_document_links(document, text, url, text_url)),
            problem=problem_words(document, text) or (None if has_text else _no_text_words(document)),
            source_note=gettext(SOURCE_NOTES[text.text_source]) if has_text and text.text_source else None,
        )


def can_be_opened(document: Document, text: DocumentText) -> bool:
    """Return whether a document is a file of ours that is not empty, or has a URL."""
    return bool(text.size_bytes) if document.path else bool(document.url)


def problem_words(document: Document, text: DocumentText) -> str | None:
    """Return why a document has no text, or that of an earlier version, in words for visitors, or None.

    Editors get more details.
    """
    if not can_be_opened(document, text):
        return gettext("This document is not available at the moment.")
    if not text.problem:
        return None
    if text.stale:
        return gettext("Searches cover the text of an earlier version of this document.")
    return gettext("The text of this document could not be read, so searches do not cover it.")


def _no_text_words(document: Document) -> str:
    if document.path is None:
        return gettext("This document is on another site; searches here do not cover its text.")
    return gettext("This document has no text to search.")


def _document_links(document: Document, text: DocumentText, url: str | None, text_url: str | None) -> Iterator[Link]:
    """Yield the links of a document: captions are read, types that browsers display are opened, others downloaded."""
    media_type = text.media_type or document.media_type
    captions = media_type in CAPTIONS
    if captions and text_url:
        yield Link(gettext("Read the transcript"), text_url)
    if url:
        yield Link(_open_label(document, media_type, url), url)
    if text_url and not captions:
        yield Link(gettext("Read the text"), text_url)


def _open_label(document: Document, media_type: str | None, url: str) -> str:
    if not document.path:
        return gettext("Open at %(site)s", site=site_host(url))
    return gettext("Open") if media_type in INLINE_TYPES else gettext("Download")


def _name(document: Document, text: DocumentText) -> str:
    path = document.path or urlsplit(document.url or "").path
    return name_with_extension(path.rstrip("/").rpartition("/")[2], text.media_type) or gettext("Document")


def _document_facts(document: Document, text: DocumentText) -> Iterator[str]:
    if document.role in ROLE_LABELS:
        yield gettext(ROLE_LABELS[document.role])
    if media_type := text.media_type or document.media_type:
        yield type_words(media_type)
    if text.size_bytes:
        yield size_words(text.size_bytes)
    if text.pages:
        yield page_words(text.pages)
    if text.duration_s:
        yield duration_words(text.duration_s)
