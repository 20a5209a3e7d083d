"""OpenDocument (ODT, ODP, ODS), read from content.xml as in OASIS OpenDocument 1.3, part 3."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from catalog.errors import ExtractError, ExtractErrorKind
from catalog.model import Locator, LocatorKind
from indexer.extract.cleaning import locator_label
from indexer.extract.media_types import ODP, ODS
from indexer.extract.office.archive import open_checked
from indexer.extract.office.xml_flow import XmlElement, XmlVocabulary, attribute, local_name, parse_xml, text_flow
from indexer.extract.outline import Outline
from indexer.extract.result import ExtractedSection, Extraction
from indexer.extract.row_limits import TableReader

OPEN_DOCUMENT = XmlVocabulary(
    paragraphs=frozenset({"p", "h"}),
    rows=frozenset({"table-row"}),
    cells=frozenset({"table-cell"}),
    text_elements=frozenset(),
    characters={"s": " ", "tab": " ", "line-break": "\n"},
    skipped=frozenset({"annotation", "tracked-changes", "notes", "forms", "note-citation", "event-listeners"}),
)


def read(data: bytes, media_type: str) -> Extraction:
    """Return a text by headings, a presentation by slides, a spreadsheet by sheets."""
    package = open_checked(data)
    if "META-INF/manifest.xml" in package.namelist() and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise ExtractError(ExtractErrorKind.ENCRYPTED, "This document is encrypted: save a copy without a password.")
    root = parse_xml(package.read("content.xml"))
    meta = _meta(package)
    title, language = meta.get("title", ""), meta.get("language", "")
    if media_type == ODP:
        slides = tuple(_slides(root))
        return Extraction(media_type=media_type, sections=slides, title=title, language=language, pages=len(slides))
    if media_type == ODS:
        reader = TableReader()
        sheets = tuple(_sheets(root, reader))
        return Extraction(media_type=media_type, sections=sheets, title=title, language=language, notes=reader.notes)
    return Extraction(media_type=media_type, sections=_headed_sections(root), title=title, language=language)


def _meta(package: zipfile.ZipFile) -> dict[str, str]:
    """Return the values of meta.xml by local name."""
    if "meta.xml" not in package.namelist():
        return {}
    return {local_name(element): element.text or "" for element in parse_xml(package.read("meta.xml")).iter("{*}*")}


def _headed_sections(root: XmlElement) -> tuple[ExtractedSection, ...]:
    outline = Outline()
    for paragraph, text in text_flow(root, OPEN_DOCUMENT):
        if paragraph is not None and local_name(paragraph) == "h":
            outline.add_heading(text)
        else:
            outline.add_paragraph(text)
    return outline.sections()


def _slides(root: XmlElement) -> Iterator[ExtractedSection]:
    for number, page in enumerate(root.iter("{*}page"), 1):
        texts = [text for _, text in text_flow(page, OPEN_DOCUMENT)]
        for notes in page.iterfind("{*}notes"):
            notes_text = "\n".join(text for _, text in text_flow(notes, OPEN_DOCUMENT))
            texts += [f"Notes: {notes_text}"] if notes_text else []
        yield ExtractedSection(Locator(LocatorKind.PAGE, f"slide {number}"), "\n\n".join(texts))


def _sheets(root: XmlElement, reader: TableReader) -> Iterator[ExtractedSection]:
    for table in root.iterfind("{*}body/{*}spreadsheet/{*}table"):
        locator = Locator(LocatorKind.HEADING, locator_label(attribute(table, "name")))
        yield ExtractedSection(locator, reader.text(_rows(table)))


def _rows(table: XmlElement) -> Iterator[list[str]]:
    """Yield the rows of a sheet; a repeated row is yielded once."""
    for row in table.iter("{*}table-row"):
        yield ["\n".join(_paragraphs(cell)) for cell in row.iterfind("{*}table-cell")]


def _paragraphs(cell: XmlElement) -> Iterator[str]:
    for paragraph in cell.iterfind("{*}p"):
        for _, text in text_flow(paragraph, OPEN_DOCUMENT):
            yield text
