"""XLSX: one section for each sheet, each row on one line, values as last computed and as the sheet shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalog.model import Locator, LocatorKind
from indexer.extract.cleaning import locator_label
from indexer.extract.office.notes import embedded_file
from indexer.extract.office.page_furniture import PageFurniture
from indexer.extract.office.xlsx_workbook import ElementStream, Workbook, rich_text
from indexer.extract.office.xml.drawing_text import picture_descriptions
from indexer.extract.office.xml.escapes import unescape
from indexer.extract.office.xml.graphics import Graphics
from indexer.extract.office.xml.open_xml import OpenXmlPackage, relation_id
from indexer.extract.office.xml.xml_flow import XmlElement, attribute, element_at, local_name
from indexer.extract.result import ExtractedSection, Extraction
from indexer.extract.row_limits import TableReader

NO_VALUES = "Cells with formulas have no values: open the workbook in Excel, save it, and use that copy."

_HEADER_CODE = re.compile(
    r'&(?:"[^"]*"|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|\d+|.)', re.DOTALL
)  # ISO/IEC 29500-1, 18.3.1.39
_HEADER_TEXTS = {"&&": "&", "&L": "\n", "&C": "\n", "&R": "\n"}
_THREADED_COMMENT_COPY = "[Threaded comment]"


def read(data: bytes, media_type: str) -> Extraction:
    """Return the sheets in order, hidden ones included, each with its comments, shapes, charts, and page header."""
    reader = _WorkbookReader(OpenXmlPackage(data, "xl/workbook.xml"))
    return reader.extraction(media_type)


class _WorkbookReader:
    """Reads the sheets of a workbook."""

    def __init__(self, package: OpenXmlPackage) -> None:
        self._package = package
        self._root = package.main_xml()
        self._book = Workbook(package, self._root)
        self._table = TableReader()
        self._furniture = PageFurniture()

    def extraction(self, media_type: str) -> Extraction:
        """Return the text of the workbook."""
        sections = tuple(self._section(sheet) for sheet in self._root.iterfind("{*}sheets/{*}sheet"))
        if self._book.lacks_strings:
            self._package.note_incomplete("sharedStrings.xml")
        no_values = (NO_VALUES,) if self._book.has_only_formulas else ()
        title = unescape(self._package.properties.get("title", ""))
        notes = (*self._table.notes, *no_values, *self._package.notes)
        return Extraction(media_type=media_type, sections=sections, title=title, notes=notes)

    def _section(self, sheet: XmlElement) -> ExtractedSection:
        name = unescape(attribute(sheet, "name"))
        part = self._package.target(self._package.main, relation_id(sheet))
        rows = ElementStream(self._package.read(part or f"sheet {name}"), "row")
        text = self._table.text(self._rows(rows))
        if not rows.is_complete:
            self._package.note_incomplete(part)
        others = dict.fromkeys(
            self._other_texts(part, rows.root)
        )  # forms have captions twice, for two generations of Excel
        headers = self._furniture.new_lines(_headers(rows.root))
        paragraphs = filter(None, (text, *others, *headers))
        return ExtractedSection(Locator(LocatorKind.HEADING, locator_label(name)), "\n\n".join(paragraphs))

    def _rows(self, rows: ElementStream) -> Iterator[list[str]]:
        for row in rows:
            yield [self._book.cell_text(cell) for cell in row if local_name(cell) == "c"]

    def _other_texts(self, part: str, root: XmlElement | None) -> Iterator[str]:
        """Yield the text of a sheet that is not in its cells."""
        yield from self._comments(part)
        for drawing_part in self._package.related(part, "drawing"):
            drawing = self._package.xml(drawing_part)
            yield from Graphics(self._package, drawing_part).texts(drawing) if drawing is not None else ()
        for controls_part in self._package.related(part, "vmlDrawing"):
            yield from _control_texts(self._package.xml(controls_part))
        for element in root.iter("{*}dataValidation", "{*}oleObject") if root is not None else ():
            if local_name(element) == "oleObject":
                self._package.notes.append(embedded_file(attribute(element, "progId")))
            yield " ".join(unescape(attribute(element, name)) for name in ("promptTitle", "prompt")).strip()
        for table_part in self._package.related(part, "table"):
            table = self._package.xml(table_part)
            for element in table.iter("{*}table") if table is not None else ():
                yield from picture_descriptions(attribute(element, "altText"), attribute(element, "altTextSummary"))

    def _comments(self, part: str) -> Iterator[str]:
        """Yield the comments on cells. Excel repeats those in threads as comments for older programs."""
        for threads_part in self._package.related(part, "threadedComment"):
            threads = self._package.xml(threads_part)
            for comment in threads if threads is not None else ():
                yield f"Comment: {unescape(''.join(comment.itertext('{*}text')))}"
        for comments_part in self._package.related(part, "comments"):
            comments = self._package.xml(comments_part)
            for comment in comments.iter("{*}comment") if comments is not None else ():
                text = rich_text(comment)
                if text.strip() and not text.startswith(_THREADED_COMMENT_COPY):
                    yield f"Comment: {text}"


def _control_texts(root: XmlElement | None) -> Iterator[str]:
    """Yield the captions of buttons, check boxes and other controls, which are shapes in VML, as comments are, too."""
    for shape in root.iter("{*}shape") if root is not None else ():
        box = element_at(shape, "textbox")
        if box is not None and attribute(element_at(shape, "ClientData"), "ObjectType") != "Note":
            yield " ".join("".join(box.itertext()).split())


def _headers(root: XmlElement | None) -> Iterator[str]:
    """Yield the headers and footers of a printed sheet."""
    headers = element_at(root, "headerFooter")
    for header in headers if headers is not None else ():
        yield _HEADER_CODE.sub(lambda code: _HEADER_TEXTS.get(code[0], ""), unescape(header.text or ""))
