"""Paragraphs and table rows of an office file's XML in reading order; one walk serves every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from lxml import etree

from indexer.extract.outline import row_text

XmlElement = Any  # lxml has no types

PARSER_OPTIONS: Mapping[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "recover": True,
    "remove_comments": True,
    "remove_pis": True,
}
"""Nothing outside a part is read; small errors are ignored."""

_GRAPHICS = frozenset({"cNvPr", "docPr", "chart", "relIds", "oleObj", "OLEObject", "shape", "textpath"})
"""Elements that stand for text that is somewhere else, or in an attribute."""

_FINAL_ERRORS = frozenset({"ERR_TAG_NOT_FINISHED", "ERR_RESOURCE_LIMIT"})


@dataclass(frozen=True, slots=True)
class XmlVocabulary:
    """The local names that matter in an XML vocabulary; namespaces are ignored.

    Text is in `text_elements` only, or anywhere inside a paragraph if `text_elements` is empty. `characters` maps an
    element to the characters that are read before its content. `references` stand for text that is somewhere else.
    """

    paragraphs: frozenset[str]
    rows: frozenset[str]
    cells: frozenset[str]
    text_elements: frozenset[str]
    characters: Mapping[str, str]
    skipped: frozenset[str]
    references: frozenset[str] = frozenset()


class ParsedXml(NamedTuple):
    """The root of an XML part, and whether the part could be parsed to its end."""

    root: XmlElement
    is_complete: bool


def parse_xml(xml: bytes) -> ParsedXml:
    """Return an XML part, where each mc:AlternateContent has only one of its alternatives.

    Raises ValueError if there is no XML at all.
    """
    parser = etree.XMLParser(**PARSER_OPTIONS)
    root = etree.fromstring(xml, parser) if xml else None
    if root is None:
        raise ValueError("no XML")
    for alternatives in root.iter("{*}AlternateContent"):
        _keep_one_choice(alternatives)
    return ParsedXml(root, has_reached_end(parser.error_log))


def has_reached_end(error_log: Iterable[Any]) -> bool:
    """Return whether a parser with these errors has reached the end of its input."""
    return not any(error.type_name in _FINAL_ERRORS for error in error_log)


def _keep_one_choice(alternatives: XmlElement) -> None:
    """Keep the first alternative with text or a graphic: others say the same for old programs (ISO/IEC 29500-3, 9.3).

    The first one may be empty, or contain something of a newer program that says nothing here.
    """
    kept = next(filter(_says_something, alternatives), None)
    for alternative in list(alternatives):
        if alternative is not kept and kept is not None:
            alternatives.remove(alternative)


def _says_something(alternative: XmlElement) -> bool:
    """Return whether an alternative has text or a graphic, which may stand for text."""
    return any((element.text or "").strip() or local_name(element) in _GRAPHICS for element in alternative.iter("{*}*"))


def local_name(element: XmlElement) -> str:
    """Return the name of an element without its namespace; empty for an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: XmlElement | None, name: str) -> str:
    """Return the attribute with this local name, or an empty string."""
    attributes = element.attrib if element is not None else {}
    return next((value for key, value in attributes.items() if key.rpartition("}")[2] == name), "")


def element_at(element: XmlElement | None, *names: str) -> XmlElement | None:
    """Return the first child with a local name, the first child of that with the next name, and so on."""
    for name in names:
        element = element.find(f"{{*}}{name}") if element is not None else None
    return element


FlowBlock = tuple[XmlElement, str]
"""A paragraph or table row with its text, or a reference without text."""


def text_flow(root: XmlElement, vocabulary: XmlVocabulary) -> Iterator[FlowBlock]:
    """Yield paragraphs, table rows and references with their text, in reading order.

    A table inside a cell becomes part of that cell. What is inside of a paragraph, such as a text box, follows it;
    references follow the paragraph or row that contains them.
    """
    state = _State(vocabulary)
    steps = etree.iterwalk(root, events=("start", "end"))
    for event, element in steps:
        name = local_name(element)
        if event == "end":
            yield from state.end(element, name)
            continue
        if name in vocabulary.references:
            state.refer(element)
        if name in vocabulary.skipped and element is not root:
            steps.skip_subtree()
        else:
            state.start(element, name)


@dataclass(slots=True)
class _Container:
    """An open paragraph, row or cell: its text so far, and the blocks inside it that follow it."""

    is_paragraph: bool = False
    texts: list[str] = field(default_factory=list)
    blocks: list[FlowBlock] = field(default_factory=list)


class _State:
    """The open containers, from the outermost to the innermost."""

    def __init__(self, vocabulary: XmlVocabulary) -> None:
        self._vocabulary = vocabulary
        self._containers = vocabulary.paragraphs | vocabulary.rows | vocabulary.cells
        self._open: list[_Container] = []
        self._references: list[FlowBlock] = []

    def start(self, element: XmlElement, name: str) -> None:
        """Open the paragraph, row or cell that begins here, and add its text."""
        vocabulary = self._vocabulary
        if name in self._containers:
            self._open.append(_Container(is_paragraph=name in vocabulary.paragraphs))
        self._add(vocabulary.characters.get(name))
        if not vocabulary.text_elements or name in vocabulary.text_elements:
            self._add(element.text)

    def end(self, element: XmlElement, name: str) -> Iterator[FlowBlock]:
        """Close the paragraph, row or cell that ends here; yield it if it is not inside of another one."""
        if name in self._containers and self._open:
            blocks = self._close(element, name)
            if not self._open:
                yield from blocks
            elif self._open[-1].is_paragraph:
                self._open[-1].blocks += blocks
            else:
                self._open[-1].texts += [text for _, text in blocks]
        if not self._open:
            yield from self._references
            self._references = []
        if not self._vocabulary.text_elements:
            self._add(element.tail)

    def refer(self, element: XmlElement) -> None:
        """Remember a reference until the outermost container ends."""
        self._references.append((element, ""))

    def _close(self, element: XmlElement, name: str) -> list[FlowBlock]:
        container = self._open.pop()
        if name in self._vocabulary.rows:
            text = row_text(container.texts)
        else:
            text = ("" if container.is_paragraph else "\n\n").join(container.texts)
        block = [(element, text)] if text and not text.isspace() else []
        return block + container.blocks

    def _add(self, text: str | None) -> None:
        if text and self._open and self._open[-1].is_paragraph:
            self._open[-1].texts.append(text)
