"""A document as one row: what its metadata and its first page say of it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pypdfium2

from catalog.errors import ExtractError, ExtractErrorKind
from indexer.extract import extract
from indexer.extract.decoding import decode_text
from indexer.extract.media_types import CSV, DOCX, HTML, MARKDOWN, ODP, ODS, ODT, PDF, PPTX, TSV, XLSX, type_note
from indexer.extract.office.odf_file import document_properties
from indexer.extract.office.xml.open_xml import OpenXmlPackage
from indexer.extract.pdf.properties import pdf_properties
from indexer.extract.plain.markdown_file import front_matter, front_value
from indexer.extract.result import Extraction
from indexer.extract.sniff.media_type import detect_media_type
from indexer.importers.readers.documents.document_title import document_title
from indexer.importers.readers.documents.first_page import date_of_publication
from indexer.importers.readers.documents.text_language import language_of
from indexer.importers.readers.web import page_rows
from indexer.importers.rows import SourceFault, SourceItem, SourceNote, SourceRow
from indexer.importers.values.dates import partial_date
from indexer.importers.values.languages import declared_language
from indexer.importers.values.row_draft import RowDraft
from indexer.importers.values.text import plain_line, unique, unmarked_text

DATA_TYPES = frozenset({CSV, TSV, XLSX, ODS})
MIN_SUMMARY = 60
"""Characters of a description in the metadata that may be a summary; shorter ones are words of a form."""
WITHOUT_TEXT = frozenset({ExtractErrorKind.SCANNED, ExtractErrorKind.EMPTY})
"""Kinds of errors of documents that have a record all the same: text recognition may read them later."""

_MAIN_PARTS = MappingProxyType({DOCX: "word/document.xml", PPTX: "ppt/presentation.xml", XLSX: "xl/workbook.xml"})
_NOT_A_PERSON = re.compile(
    r"(?:python|microsoft|windows|office|admin|user|owner|author|unknown|template|scanner|adobe|acrobat|preview|writer"
    r"|libreoffice|openoffice|hewlett|dell|default)\b",
    re.IGNORECASE,
)
_AUTHORS = re.compile(r"(?:\A|\s)-\s+|\s*;\s*")  # a list in front matter has dashes
_SEPARATOR = re.compile(r"\s*[;,]\s*")
_FRONT_FIELDS = ("title", "summary", "description", "date", "publishdate", "published", "author", "authors", "language")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says of itself. `headings` are texts that may be its title, if the metadata has none."""

    titles: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    summary: str = ""
    keywords: str = ""
    language: str = ""
    published: str = ""
    created: str = ""
    beginning: str = ""


def document_items(data: bytes, name: str) -> Iterator[SourceItem]:
    """Yield the row of a document, or a fault if it cannot be read. `name` is the path of its file."""
    try:
        media_type = detect_media_type(data, name)
        extraction, fault = _extraction(data, name, media_type)
    except ExtractError as error:
        yield SourceFault(name, str(error))
        return
    if fault:
        yield SourceNote(name, f"{fault} The record is made from its metadata and its name.")
    draft = RowDraft(name)
    if note := type_note(media_type, name):
        draft.add_note(note)
    if media_type == HTML:
        row = next((item for item in page_rows.read(io.BytesIO(data)) if isinstance(item, SourceRow)), None)
        draft.values.update({key: value for key, value in (row.values if row else {}).items() if key != "source_id"})
        draft.values.pop("title", None)
        page_title = (str(row.values["title"]),) if row else ()
        _put_facts(draft, Facts(titles=page_title, headings=_headings(extraction)), extraction, name)
    else:
        reader = _READERS.get(media_type, _plain_facts)
        _put_facts(draft, reader(data, extraction), extraction, name)
    yield from draft.items()


def _extraction(data: bytes, name: str, media_type: str) -> tuple[Extraction, str]:
    """Return what was extracted, and why it has no text; raise ExtractError for a document that cannot be read."""
    try:
        return extract(data, name), ""
    except ExtractError as error:
        if error.kind not in WITHOUT_TEXT or not data.strip():
            raise
        return Extraction(media_type, ()), str(error)


def _put_facts(draft: RowDraft, facts: Facts, extraction: Extraction, name: str) -> None:
    text = "\n\n".join(section.text for section in extraction.sections[:20])
    draft.put("source_id", name)
    draft.put("title", document_title(facts.titles, facts.headings, name))
    summary = unmarked_text(facts.summary)
    draft.put("summary", summary if len(summary) >= MIN_SUMMARY and " " in summary else "")
    authors = (author for text in facts.authors for author in _AUTHORS.split(plain_line(text)))
    draft.put("authors", unique(author for author in authors if _is_person(author)))
    draft.put("keywords", unique(_SEPARATOR.split(plain_line(facts.keywords))))
    draft.put("language", language_of(text) or declared_language(facts.language))
    draft.put("published", partial_date(facts.published) or date_of_publication(facts.beginning or text))
    draft.put("created", partial_date(facts.created))
    draft.put("pages", extraction.pages)
    draft.put("duration_s", extraction.duration_s)
    document = {"path": name, "media_type": extraction.media_type}
    draft.put("documents", [document | ({"role": "data"} if extraction.media_type in DATA_TYPES else {})])


def _is_person(text: str) -> bool:
    """Return whether the author in metadata can be one, and is not the account of a computer."""
    return " " in text and "@" not in text and not _NOT_A_PERSON.search(text) and not any(map(str.isdigit, text))


def _headings(extraction: Extraction) -> tuple[str, ...]:
    """Return the first heading or, without one, the first line of the first section."""
    labels = [section.locator.label for section in extraction.sections if section.locator.kind == "heading"]
    return tuple(labels[:1])


def _first_line(extraction: Extraction) -> tuple[str, ...]:
    return tuple(section.text.partition("\n")[0] for section in extraction.sections[:1])


def _plain_facts(_data: bytes, extraction: Extraction) -> Facts:
    """Return the facts of texts, tables and captions, which have no metadata."""
    return Facts(language=extraction.language)


def _pdf_facts(data: bytes, extraction: Extraction) -> Facts:
    try:
        properties = pdf_properties(data)
    except pypdfium2.PdfiumError:
        return _plain_facts(data, extraction)
    return Facts(
        titles=properties.titles,
        headings=(properties.largest_text,),
        authors=properties.authors,
        summary=properties.subject,
        keywords=properties.keywords,
        language=properties.language,
        created=properties.created,
        beginning=properties.first_page,
    )


def _open_xml_facts(data: bytes, extraction: Extraction) -> Facts:
    properties = OpenXmlPackage(data, _MAIN_PARTS[extraction.media_type]).properties
    is_slides = extraction.media_type == PPTX
    return _office_facts(properties, _first_line(extraction) if is_slides else _headings(extraction), extraction)


def _odf_facts(data: bytes, extraction: Extraction) -> Facts:
    is_slides = extraction.media_type == ODP
    properties = document_properties(data)
    names = {"initial-creator": "creator", "creation-date": "created", "keyword": "keywords"}
    properties = {names.get(name, name): value for name, value in properties.items()}
    return _office_facts(properties, _first_line(extraction) if is_slides else _headings(extraction), extraction)


def _office_facts(properties: Mapping[str, str], headings: tuple[str, ...], extraction: Extraction) -> Facts:
    is_sheet = extraction.media_type in DATA_TYPES
    return Facts(
        titles=(properties.get("title", ""),),
        headings=() if is_sheet else headings,
        authors=(properties.get("creator", ""),),
        summary=properties.get("description", ""),
        keywords=properties.get("keywords", ""),
        language=properties.get("language", "") or extraction.language,
        created=properties.get("created", ""),
    )


def _markdown_facts(data: bytes, extraction: Extraction) -> Facts:
    text = decode_text(data).replace("\r\n", "\n").replace("\r", "\n")
    front = front_matter(text)
    values = (
        {name: front_value(front[2], name) for name in _FRONT_FIELDS} if front else dict.fromkeys(_FRONT_FIELDS, "")
    )
    return Facts(
        titles=(values["title"],),
        headings=_headings(extraction),
        authors=(values["author"] or values["authors"],),
        summary=values["summary"] or values["description"],
        language=values["language"],
        published=values["date"] or values["publishdate"] or values["published"],
    )


_READERS: Mapping[str, Callable[[bytes, Extraction], Facts]] = MappingProxyType(
    {
        PDF: _pdf_facts,
        **dict.fromkeys(_MAIN_PARTS, _open_xml_facts),
        **dict.fromkeys((ODT, ODP, ODS), _odf_facts),
        MARKDOWN: _markdown_facts,
    }
)
