"""DOCX: paragraphs and table rows in document order, one section for each heading.

Charts, diagrams, descriptions of pictures, notes and comments follow the paragraph or row that refers to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog.model import Locator
from indexer.extract.embedded import read_embedded
from indexer.extract.media_types import DOCX
from indexer.extract.office.docx_styles import Styles
from indexer.extract.office.drop_caps import join_initials
from indexer.extract.office.page_furniture import PageFurniture
from indexer.extract.office.xml.drawing_text import GRAPHIC_REFERENCES, picture_descriptions
from indexer.extract.office.xml.graphics import Graphics
from indexer.extract.office.xml.open_xml import OpenXmlPackage, relation_id
from indexer.extract.office.xml.xml_flow import XmlElement, XmlVocabulary, attribute, element_at, local_name, text_flow
from indexer.extract.outline import Outline
from indexer.extract.result import ExtractedSection, Extraction
from indexer.extract.sniff.media_type import detect_media_type

VML_SHAPES = frozenset({"shape", "rect", "roundrect", "oval", "line", "polyline", "group", "image"})
NOTE_REFERENCES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes", "commentReference": "comments"}
NOTE_KINDS = NOTE_REFERENCES.values()
TEXT_ATTRIBUTES = {"textpath": "string", "tblCaption": "val", "tblDescription": "val"}
"""Elements with text in an attribute: text as a picture (WordArt, watermarks), and descriptions of tables."""

OWN_REFERENCES = VML_SHAPES | NOTE_REFERENCES.keys() | TEXT_ATTRIBUTES.keys() | {"ddList", "subDoc"}
"""Elements that stand for text elsewhere, besides graphics and embedded documents."""

WORD = XmlVocabulary(
    paragraphs=frozenset({"p"}),
    rows=frozenset({"tr"}),
    cells=frozenset({"tc"}),
    text_elements=frozenset({"t"}),
    characters={"tab": " ", "ptab": " ", "sym": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "den": "/"},
    skipped=frozenset({"moveFrom", "del", "rt", "pPr", "rPr", "trPr", "sectPr", "sdtPr"}),
    references=OWN_REFERENCES | GRAPHIC_REFERENCES | {"altChunk"},
)
"""moveFrom is the old place of moved text, rt the pronunciation of a word, den the denominator of a fraction."""

MAX_EMBEDDING = 3
"""The depth to which documents inside of documents are read."""

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "message/rfc822": ".mht",
    "multipart/related": ".mht",
    "text/plain": ".txt",
}


def read(data: bytes, media_type: str) -> Extraction:
    """Return one section for each heading, and one without a locator for headers and footers."""
    return _Document(data, embedding=0).extraction(media_type)


class _Document:
    """A Word document, which is `embedding` levels inside of other documents."""

    def __init__(self, data: bytes, *, embedding: int) -> None:
        self._package = OpenXmlPackage(data, "word/document.xml")
        self._embedding = embedding
        self._embedded_parts: set[str] = set()
        styles_part = self._package.first_related(self._package.main, "styles", "word/styles.xml")
        self._styles = Styles(self._package.xml(styles_part) if styles_part else None)
        parts = {kind: self._package.first_related(self._package.main, kind, f"word/{kind}.xml") for kind in NOTE_KINDS}
        self._note_parts = {kind: part for kind, part in parts.items() if part}
        self._notes = {kind: self._notes_by_id(part) for kind, part in self._note_parts.items()}

    def extraction(self, media_type: str) -> Extraction:
        """Return the text of the document."""
        outline = Outline()
        self._add(outline, self._package.main, self._package.main_xml())
        for comment_id in list(self._notes.get("comments", ())):  # on text that was deleted, or on nothing
            outline.add_paragraph(self._note_text("commentReference", comment_id))
        sections = outline.sections()
        return Extraction(
            media_type=media_type,
            sections=(*sections, *self._headers(sections)),
            title=self._package.properties.get("title", ""),
            language=self._styles.language,
            notes=tuple(self._package.notes),
        )

    def _notes_by_id(self, part: str) -> dict[str, XmlElement]:
        """Return the footnotes, endnotes or comments of a part by their ids."""
        root = self._package.xml(part)
        return {attribute(note, "id"): note for note in (root if root is not None else ())}

    def _headers(self, sections: Iterable[ExtractedSection]) -> Iterator[ExtractedSection]:
        """Yield one section with the headers and footers that say something else than the other sections."""
        furniture = PageFurniture()
        furniture.remember(section.text for section in sections)
        parts = self._package.related(self._package.main, "header", "footer")
        texts = [self._plain_text(part, self._package.xml(part)) for part in parts]
        if text := "\n\n".join(furniture.new_lines(texts)):
            yield ExtractedSection(Locator(), text)

    def _plain_text(self, part: str, root: XmlElement | None) -> str:
        """Return the lines of something in a part, without sections."""
        outline = Outline()
        if root is not None:
            self._add(outline, part, root)
        return "\n".join(line for section in outline.sections() for line in section.text.splitlines() if line)

    def _add(self, outline: Outline, part: str, root: XmlElement) -> None:
        """Add the content of a part to an outline."""
        join_initials(root)
        graphics = Graphics(self._package, part)
        for element, text in text_flow(root, WORD):
            name = local_name(element)
            if text and self._styles.is_heading(element):
                outline.add_heading(text)
            elif text:
                outline.add_paragraph(text)
            elif name == "altChunk":
                for section in self._embedded_sections(self._package.target(part, relation_id(element)) or name):
                    outline.add_section(section)
            else:
                is_own = name in OWN_REFERENCES
                texts = self._referenced_texts(element) if is_own else graphics.referenced_texts(element)
                for referenced_text in texts:
                    outline.add_paragraph(referenced_text)

    def _referenced_texts(self, reference: XmlElement) -> Iterator[str]:
        """Yield the text that one of OWN_REFERENCES stands for."""
        name = local_name(reference)
        if name in NOTE_REFERENCES:
            yield self._note_text(name, attribute(reference, "id"))
        elif name in VML_SHAPES:
            yield from picture_descriptions(attribute(reference, "alt"))
        elif name in TEXT_ATTRIBUTES:
            yield attribute(reference, TEXT_ATTRIBUTES[name])
        elif name == "ddList":
            yield _selected(reference)
        elif name == "subDoc":
            self._package.note_unread(name)

    def _note_text(self, reference: str, note_id: str) -> str:
        """Return the text of a note where it is referred to for the first time; later, an empty text."""
        kind = NOTE_REFERENCES[reference]
        note = self._notes.get(kind, {}).pop(note_id, None)
        text = self._plain_text(self._note_parts.get(kind, ""), note)
        return f"Comment: {text}" if text and kind == "comments" else text

    def _embedded_sections(self, part: str) -> tuple[ExtractedSection, ...]:
        """Return the sections of a web page or other document in a part; none and a note if it cannot be read."""
        data = b"" if part in self._embedded_parts else self._package.read(part)
        self._embedded_parts.add(part)
        if not data.strip():
            return ()
        content_type = self._package.content_type(part)
        name = f"part{_SUFFIXES[content_type]}" if content_type in _SUFFIXES else part
        try:
            extraction = self._embedded(data, name)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - a parser may raise anything for bad input
            self._package.note_unread(part)
            return ()
        self._package.notes += extraction.notes
        return extraction.sections

    def _embedded(self, data: bytes, name: str) -> Extraction:
        if detect_media_type(data, name) != DOCX:
            return read_embedded(data, name)
        if self._embedding >= MAX_EMBEDDING:
            raise ValueError("too many documents inside each other")
        return _Document(data, embedding=self._embedding + 1).extraction(DOCX)


def _selected(drop_down: XmlElement) -> str:
    """Return the selected entry of a drop-down list of a form (ISO/IEC 29500-1, 17.16.9)."""
    entries = [attribute(entry, "val") for entry in drop_down.iterfind("{*}listEntry")]
    values = (attribute(element_at(drop_down, name), "val") for name in ("result", "default"))
    index = next(filter(None, values), "0")
    return entries[int(index)] if index.isdecimal() and int(index) < len(entries) else ""
