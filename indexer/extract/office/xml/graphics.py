"""Text of the charts, diagrams, pictures and embedded files that a part of an Office file refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.extract.office.notes import embedded_file
from indexer.extract.office.xml.chart_xml import chart_texts
from indexer.extract.office.xml.drawing_text import DRAWING, drawing_paragraphs, picture_descriptions
from indexer.extract.office.xml.escapes import unescape
from indexer.extract.office.xml.open_xml import OpenXmlPackage, relation_id
from indexer.extract.office.xml.xml_flow import XmlElement, attribute, local_name, text_flow

_EQUATION = re.compile(r"Equation|MathType", re.IGNORECASE)


class Graphics:
    """Reads the drawings of one part of a package, each chart, diagram and description once."""

    def __init__(self, package: OpenXmlPackage, part: str) -> None:
        self._package = package
        self._part = part
        self._read: set[str] = set()

    def texts(self, root: XmlElement) -> Iterator[str]:
        """Yield the paragraphs and rows in some DrawingML, and those of its charts, diagrams and pictures."""
        for element, text in text_flow(root, DRAWING):
            yield from (unescape(text),) if text else self.referenced_texts(element)

    def referenced_texts(self, reference: XmlElement) -> Iterator[str]:
        """Yield the text that one of GRAPHIC_REFERENCES stands for."""
        name = local_name(reference)
        if name in {"cNvPr", "docPr"}:
            descriptions = picture_descriptions(attribute(reference, "title"), attribute(reference, "descr"))
            yield from filter(self._is_new, descriptions)
        elif name == "chart":
            yield from self._chart_texts(relation_id(reference))
        elif name == "relIds":
            yield from self._diagram_texts(relation_id(reference, "dm"))
        elif name in {"oleObj", "OLEObject"}:
            program = attribute(reference, "progId") or attribute(reference, "ProgID")
            if not _EQUATION.match(program):
                self._package.notes.append(embedded_file(program))

    def _chart_texts(self, relation: str) -> Iterator[str]:
        """Yield the text of a chart and of the shapes drawn on it."""
        part = self._target(relation)
        root = self._package.xml(part) if part and self._is_new(part) else None
        if root is not None:
            yield from chart_texts(root)
            for shapes_part in self._package.related(part, "chartUserShapes"):
                yield from drawing_paragraphs(self._package.xml(shapes_part))

    def _diagram_texts(self, relation: str) -> Iterator[str]:
        """Yield the text of a diagram (SmartArt): of its data, or, if that has none, of its shapes as last drawn."""
        part = self._target(relation)
        data = self._package.xml(part) if part and self._is_new(part) else None
        texts = list(drawing_paragraphs(data))
        if data is not None and not texts:
            drawing_ids = (attribute(element, "relId") for element in data.iter("{*}dataModelExt"))
            for drawing_part in filter(None, map(self._target, drawing_ids)):
                texts += drawing_paragraphs(self._package.xml(drawing_part))
        yield from texts

    def _target(self, relation: str) -> str:
        return self._package.target(self._part, relation)

    def _is_new(self, part_or_description: str) -> bool:
        is_new = part_or_description not in self._read
        self._read.add(part_or_description)
        return is_new
