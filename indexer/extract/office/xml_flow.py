"""Paragraphs and table rows of an office file's XML in reading order, the same walk for all its dialects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from indexer.extract.outline import row_text

Element = Any  # lxml has no types


@dataclass(frozen=True, slots=True)
class Dialect:
    """The local names that matter in an XML vocabulary; namespaces are left aside.

    Text stands in `words` elements alone, or, where `words` is empty, anywhere inside a paragraph. `signs` maps an
    empty element to what it stands for.
    """

    paragraphs: frozenset[str]
    rows: frozenset[str]
    cells: frozenset[str]
    words: frozenset[str]
    signs: dict[str, str]
    skipped: frozenset[str]


def parsed(xml: bytes) -> Element:
    """Return the root of an XML part; nothing outside it is ever read, and small faults are passed over."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True
    )
    root = etree.fromstring(xml, parser)
    if root is None:
        raise ValueError("no XML")
    return root


def local_name(element: Element) -> str:
    """Return an element's name without its namespace; empty for a processing instruction or an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str:
    """Return the attribute with this local name, or an empty string."""
    attributes = element.attrib if element is not None else {}
    return next((value for key, value in attributes.items() if key.rpartition("}")[2] == name), "")


def flow(root: Element, dialect: Dialect) -> Iterator[tuple[Element | None, str]]:
    """Yield (paragraph, text) and, for each row of a table, (None, its text), in reading order.

    A table inside a cell becomes part of that cell.
    """
    state = _State(dialect)
    steps = etree.iterwalk(root, events=("start", "end"))
    for event, element in steps:
        name = local_name(element)
        if event == "end":
            yield from state.end(element, name)
        elif name in dialect.skipped and element is not root:
            steps.skip_subtree()
        else:
            state.start(element, name)


class _State:
    """The paragraphs, rows and cells that are open."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._paragraphs: list[list[str]] = []
        self._rows: list[list[str]] = []
        self._cells: list[list[str]] = []

    def start(self, element: Element, name: str) -> None:
        """Open what begins here, and take up its text."""
        if name in self._dialect.paragraphs:
            self._paragraphs.append([])
        elif name in self._dialect.rows:
            self._rows.append([])
        elif name in self._dialect.cells:
            self._cells.append([])
        if sign := self._dialect.signs.get(name):
            self._add(sign)
        elif not self._dialect.words or name in self._dialect.words:
            self._add(element.text)

    def end(self, element: Element, name: str) -> Iterator[tuple[Element | None, str]]:
        """Close what ends here; yield it where it is in no cell."""
        if name in self._dialect.paragraphs and self._paragraphs:
            yield from self._placed(element, "".join(self._paragraphs.pop()))
        elif name in self._dialect.cells and self._cells:
            cell = "\n\n".join(self._cells.pop())
            if self._rows:
                self._rows[-1].append(cell)
        elif name in self._dialect.rows and self._rows:
            yield from self._placed(None, row_text(self._rows.pop()))
        if not self._dialect.words:
            self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text and self._paragraphs:
            self._paragraphs[-1].append(text)

    def _placed(self, element: Element | None, text: str) -> Iterator[tuple[Element | None, str]]:
        if not text or text.isspace():
            return
        if self._cells:
            self._cells[-1].append(text)
        else:
            yield element, text
