"""Paragraphs and table rows of an office file's XML in reading order; one walk serves every format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from indexer.extract.outline import row_text

XmlElement = Any  # lxml has no types


@dataclass(frozen=True, slots=True)
class XmlVocabulary:
    """The local names that matter in an XML vocabulary; namespaces are ignored.

    Text is in `text_elements` only, or anywhere inside a paragraph if `text_elements` is empty. `characters` maps an
    empty element to the character it stands for.
    """

    paragraphs: frozenset[str]
    rows: frozenset[str]
    cells: frozenset[str]
    text_elements: frozenset[str]
    characters: dict[str, str]
    skipped: frozenset[str]


def parse_xml(xml: bytes) -> XmlElement:
    """Return the root of an XML part. Nothing outside it is read; small errors are ignored.

    Raises ValueError if there is no XML at all.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True
    )
    root = etree.fromstring(xml, parser)
    if root is None:
        raise ValueError("no XML")
    return root


def local_name(element: XmlElement) -> str:
    """Return the name of an element without its namespace; empty for a processing instruction or an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: XmlElement | None, name: str) -> str:
    """Return the attribute with this local name, or an empty string."""
    attributes = element.attrib if element is not None else {}
    return next((value for key, value in attributes.items() if key.rpartition("}")[2] == name), "")


def text_flow(root: XmlElement, vocabulary: XmlVocabulary) -> Iterator[tuple[XmlElement | None, str]]:
    """Yield (paragraph, text), and (None, text) for a table row, in reading order.

    A table inside a cell becomes part of that cell.
    """
    state = _State(vocabulary)
    steps = etree.iterwalk(root, events=("start", "end"))
    for event, element in steps:
        name = local_name(element)
        if event == "end":
            yield from state.end(element, name)
        elif name in vocabulary.skipped and element is not root:
            steps.skip_subtree()
        else:
            state.start(element, name)


class _State:
    """The open paragraphs, rows and cells."""

    def __init__(self, vocabulary: XmlVocabulary) -> None:
        self._vocabulary = vocabulary
        self._paragraphs: list[list[str]] = []
        self._rows: list[list[str]] = []
        self._cells: list[list[str]] = []

    def start(self, element: XmlElement, name: str) -> None:
        """Open the paragraph, row or cell that begins here, and add its text."""
        if name in self._vocabulary.paragraphs:
            self._paragraphs.append([])
        elif name in self._vocabulary.rows:
            self._rows.append([])
        elif name in self._vocabulary.cells:
            self._cells.append([])
        if character := self._vocabulary.characters.get(name):
            self._add(character)
        elif not self._vocabulary.text_elements or name in self._vocabulary.text_elements:
            self._add(element.text)

    def end(self, element: XmlElement, name: str) -> Iterator[tuple[XmlElement | None, str]]:
        """Close the paragraph, row or cell that ends here; yield it unless it is in a cell."""
        if name in self._vocabulary.paragraphs and self._paragraphs:
            yield from self._emit(element, "".join(self._paragraphs.pop()))
        elif name in self._vocabulary.cells and self._cells:
            cell = "\n\n".join(self._cells.pop())
            if self._rows:
                self._rows[-1].append(cell)
        elif name in self._vocabulary.rows and self._rows:
            yield from self._emit(None, row_text(self._rows.pop()))
        if not self._vocabulary.text_elements:
            self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text and self._paragraphs:
            self._paragraphs[-1].append(text)

    def _emit(self, element: XmlElement | None, text: str) -> Iterator[tuple[XmlElement | None, str]]:
        if not text or text.isspace():
            return
        if self._cells:
            self._cells[-1].append(text)
        else:
            yield element, text
