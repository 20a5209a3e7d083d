"""Text in OpenDocument XML (OASIS OpenDocument 1.3, part 3), and what its references stand for."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from indexer.extract.office.notes import embedded_file, incomplete_part, unread_part
from indexer.extract.office.xml.archive import Archive
from indexer.extract.office.xml.drawing_text import picture_descriptions
from indexer.extract.office.xml.xml_flow import (
    FlowBlock,
    XmlElement,
    XmlVocabulary,
    attribute,
    element_at,
    local_name,
    parse_xml,
    text_flow,
)
from indexer.extract.outline import row_text

ALTERNATIVE_TEXT = "alternative-text"
"""The name given to titles and descriptions of pictures and tables: the field for the document's title has theirs."""

REFERENCES = frozenset({"annotation", "forms", "math", "object", "object-ole", ALTERNATIVE_TEXT})

OPEN_DOCUMENT = XmlVocabulary(
    paragraphs=frozenset({"p", "h"}),
    rows=frozenset({"table-row"}),
    cells=frozenset({"table-cell"}),
    text_elements=frozenset(),
    characters={"s": " ", "tab": " ", "line-break": "\n"},
    skipped=frozenset({"annotation", "forms", "math", ALTERNATIVE_TEXT})
    | {"tracked-changes", "notes", "note-citation", "ruby-text", "covered-table-cell"}
    | {"event-listeners", "script", "binary-data"},
    references=REFERENCES,
)

PAGE_FIELDS = frozenset({"page-number", "page-count", "sheet-name", "file-name", "date", "time"})
FURNITURE = replace(OPEN_DOCUMENT, skipped=OPEN_DOCUMENT.skipped | PAGE_FIELDS)
"""For headers and footers, whose fields differ from page to page."""

_CHART_LABELS = replace(OPEN_DOCUMENT, skipped=OPEN_DOCUMENT.skipped | {"table"})
_FIELDS = frozenset({"text", "textarea", "formatted-text", "combobox"})
"""Controls whose value is a text that people read; that of a box or a button is for programs."""

_FORMULA_PARTS = ("{*}mi", "{*}mn", "{*}mo", "{*}mtext", "{*}ms")


class OpenDocumentPackage:
    """A package: its XML, and the text that elements refer to. `notes` are sentences about parts that were not read."""

    def __init__(self, data: bytes) -> None:
        self.archive = Archive(data)
        self._objects: set[str] = set()
        self.notes: list[str] = []

    def xml(self, part: str) -> XmlElement | None:
        """Return the root of a part, or None if there is no such part."""
        if part not in self.archive:
            return None
        root, is_complete = parse_xml(self.archive.read(part))
        if not is_complete:
            self.notes.append(incomplete_part(part))
        for element in root.iter("{*}title", "{*}desc"):
            if "svg" in element.tag or ":table:" in element.tag:
                element.tag = ALTERNATIVE_TEXT
        return root

    def blocks(self, root: XmlElement, vocabulary: XmlVocabulary = OPEN_DOCUMENT) -> Iterator[FlowBlock]:
        """Yield paragraphs, rows, and the texts that references stand for, in reading order."""
        if local_name(root) in REFERENCES:
            yield from ((root, text) for text in self._referenced_texts(root))
            return
        for element, text in text_flow(root, vocabulary):
            if text:
                yield element, text
            else:
                yield from ((element, referenced) for referenced in self._referenced_texts(element) if referenced)

    def texts(self, root: XmlElement, vocabulary: XmlVocabulary = OPEN_DOCUMENT) -> Iterator[str]:
        """Yield the texts of `blocks`."""
        for _, text in self.blocks(root, vocabulary):
            yield text

    def _referenced_texts(self, reference: XmlElement) -> Iterator[str]:
        """Yield the texts that one of REFERENCES stands for."""
        name = local_name(reference)
        if name == ALTERNATIVE_TEXT:
            yield from picture_descriptions("".join(reference.itertext()))
        elif name == "annotation":
            text = "\n".join(_paragraphs(reference))
            yield f"Comment: {text}" if text else ""
        elif name == "forms":
            yield from _control_texts(reference)
        elif name == "math":
            yield _formula(reference)
        elif name == "object":
            yield from self._object_texts(attribute(reference, "href"))
        elif name == "object-ole":
            self.notes.append(embedded_file())

    def _object_texts(self, address: str) -> Iterator[str]:
        """Yield the text of an embedded chart, formula, table or text; nothing from outside the package is read."""
        part = posixpath.normpath(posixpath.join(address, "content.xml"))
        if part in self._objects:
            return
        self._objects.add(part)
        root = self.xml(part)
        if root is None:
            self.notes.append(unread_part(address.removeprefix("./")))
        elif local_name(root) == "math":
            yield _formula(root)
        elif element_at(root, "body", "chart") is not None:
            yield from _chart_texts(element_at(root, "body", "chart"))
        else:
            yield from _paragraphs(root)


def _paragraphs(root: XmlElement, vocabulary: XmlVocabulary = OPEN_DOCUMENT) -> Iterator[str]:
    """Yield paragraphs and rows, without what references stand for."""
    yield from filter(None, (text for _, text in text_flow(root, vocabulary)))


def _chart_texts(chart: XmlElement) -> Iterator[str]:
    """Yield the titles of a chart, then the names of its series and categories on one line."""
    yield from _paragraphs(chart, _CHART_LABELS)
    cells = (cell for cell in chart.iter("{*}table-cell") if attribute(cell, "value-type") == "string")
    yield row_text(dict.fromkeys(text for cell in cells for text in _paragraphs(cell)))


def _control_texts(forms: XmlElement) -> Iterator[str]:
    """Yield the labels of the controls of forms, and what is filled in or selected."""
    for control in forms.iter("{*}*"):
        name = local_name(control)
        if name not in {"option", "item"} or attribute(control, "current-selected") == "true":
            value = attribute(control, "current-value") or (attribute(control, "value") if name in _FIELDS else "")
            yield " ".join(filter(None, (attribute(control, "label"), value)))
        if name in _FIELDS:
            yield from _paragraphs(control)


def _formula(math: XmlElement) -> str:
    return " ".join(text.strip() for text in math.itertext(*_FORMULA_PARTS))
