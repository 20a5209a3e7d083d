"""OpenDocument (ODT, ODP, ODS): texts by headings, presentations by slides, spreadsheets by sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from catalog.errors import ExtractError, ExtractErrorKind
from catalog.model import Locator, LocatorKind
from indexer.extract.cleaning import locator_label
from indexer.extract.media_types import ODP, ODS
from indexer.extract.office.number_formats.number_format import general_number
from indexer.extract.office.odf_text import ALTERNATIVE_TEXT, FURNITURE, OpenDocumentPackage
from indexer.extract.office.page_furniture import PageFurniture
from indexer.extract.office.xml.xml_flow import XmlElement, attribute, element_at, local_name
from indexer.extract.outline import Outline
from indexer.extract.result import ExtractedSection, Extraction
from indexer.extract.row_limits import TableReader

MANIFEST = "META-INF/manifest.xml"
_BESIDE_ROWS = frozenset({"shapes", "forms", ALTERNATIVE_TEXT})
_PLACEHOLDERS = frozenset({"title", "subtitle", "outline", "text", "notes", "page-number", "date-time"})
_DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")  # XML Schema, part 2, 3.2.6


def read(data: bytes, media_type: str) -> Extraction:
    """Return the sections of a document, and one without a locator for headers and footers."""
    package = OpenDocumentPackage(data)
    if MANIFEST in package.archive and b"encryption-data" in package.archive.read(MANIFEST):
        raise ExtractError(ExtractErrorKind.ENCRYPTED, "This document is encrypted: save a copy without a password.")
    root = package.xml("content.xml")
    if root is None:
        raise ValueError("no content.xml")
    reader = TableReader()
    if media_type == ODP:
        sections = tuple(_slides(package, root))
    elif media_type == ODS:
        sections = tuple(_sheets(package, root, reader))
    else:
        sections = _headed_sections(package, root)
    meta = _meta(package)
    return Extraction(
        media_type=media_type,
        sections=(*sections, *_headers(package, root, sections)),
        title=meta.get("title", ""),
        language=meta.get("language", ""),
        pages=len(sections) if media_type == ODP else None,
        notes=(*reader.notes, *package.notes),
    )


def document_properties(data: bytes) -> dict[str, str]:
    """Return the properties of a document by name, such as `title` and `creation-date`."""
    return _meta(OpenDocumentPackage(data))


def _meta(package: OpenDocumentPackage) -> dict[str, str]:
    """Return the values of meta.xml by local name."""
    root = package.xml("meta.xml")
    return {local_name(element): element.text or "" for element in (root.iter("{*}*") if root is not None else ())}


def _headed_sections(package: OpenDocumentPackage, root: XmlElement) -> tuple[ExtractedSection, ...]:
    outline = Outline()
    for element, text in package.blocks(root):
        if local_name(element) == "h":
            outline.add_heading(text)
        else:
            outline.add_paragraph(text)
    return outline.sections()


def _slides(package: OpenDocumentPackage, root: XmlElement) -> Iterator[ExtractedSection]:
    for number, page in enumerate(root.iter("{*}page"), 1):
        texts = list(package.texts(page))
        for notes in page.iterfind("{*}notes"):
            notes_text = "\n".join(package.texts(notes))
            texts += [f"Notes: {notes_text}"] if notes_text else []
        yield ExtractedSection(Locator(LocatorKind.PAGE, f"slide {number}"), "\n\n".join(texts))


def _sheets(package: OpenDocumentPackage, root: XmlElement, reader: TableReader) -> Iterator[ExtractedSection]:
    prompts = _prompts(package, root)
    for table in root.iterfind("{*}body/{*}spreadsheet/{*}table"):
        others = [element for element in table if local_name(element) in _BESIDE_ROWS]
        text = reader.text(_rows(package, table, others))
        texts = [text for element in others for text in package.texts(element)]
        cells = table.iter("{*}table-cell")
        texts += [prompts.pop(attribute(cell, "content-validation-name"), "") for cell in cells]
        locator = Locator(LocatorKind.HEADING, locator_label(attribute(table, "name")))
        yield ExtractedSection(locator, "\n\n".join(filter(None, (text, *texts))))


def _prompts(package: OpenDocumentPackage, root: XmlElement) -> dict[str, str]:
    """Return the texts that tell people what to enter in cells, by the names by which cells refer to them."""
    prompts = {}
    for validation in root.iterfind("{*}body/{*}spreadsheet/{*}content-validations/{*}content-validation"):
        message = element_at(validation, "help-message")
        if message is not None:
            texts = (attribute(message, "title"), *package.texts(message))
            prompts[attribute(validation, "name")] = " ".join(filter(None, texts))
    return prompts


def _rows(package: OpenDocumentPackage, table: XmlElement, others: list[XmlElement]) -> Iterator[list[str]]:
    """Yield the rows of a sheet, a repeated row once; add what else is in its cells, such as comments, to `others`."""
    for row in table.iter("{*}table-row"):
        cells = []
        for cell in row.iterfind("{*}table-cell"):
            paragraphs = [text for paragraph in cell.iterfind("{*}p") for text in package.texts(paragraph)]
            cells.append("\n".join(paragraphs) if paragraphs else _value_text(cell))
            others += (element for element in cell if local_name(element) != "p")
        yield cells


def _value_text(cell: XmlElement) -> str:
    """Return the value of a cell for which the file does not say how it is shown, which few programs leave out."""
    kind, number = attribute(cell, "value-type"), attribute(cell, "value")
    if number and re.fullmatch(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?", number):
        return f"{general_number(float(number) * 100)}%" if kind == "percentage" else general_number(float(number))
    if duration := _DURATION.fullmatch(attribute(cell, "time-value")):
        return ":".join(duration.groups())
    return attribute(cell, "string-value") or attribute(cell, "date-value") or attribute(cell, "boolean-value").upper()


def _headers(
    package: OpenDocumentPackage, root: XmlElement, sections: Iterable[ExtractedSection]
) -> Iterator[ExtractedSection]:
    """Yield one section with what headers, footers and the design of slides say besides the other sections."""
    furniture = PageFurniture()
    furniture.remember(section.text for section in sections)
    texts = ["".join(element.itertext()) for element in root.iter("{*}header-decl", "{*}footer-decl")]
    masters = element_at(package.xml("styles.xml"), "master-styles")
    for master in masters if masters is not None else ():
        for element in master:
            if attribute(element, "class") not in _PLACEHOLDERS:
                texts += package.texts(element, FURNITURE)
    if text := "\n\n".join(furniture.new_lines(texts)):
        yield ExtractedSection(Locator(), text)
