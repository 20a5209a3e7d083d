"""PPTX by python-pptx: one section for each slide, its title first and its notes last."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pptx.package import Package

from catalog.model import Locator
from indexer.extract.office.archive import checked, transitional
from indexer.extract.office.chart_xml import RELATION, chart_texts
from indexer.extract.office.xml_flow import Dialect, Element, attribute, flow, parsed
from indexer.extract.result import Extracted, Section

DRAWING = Dialect(
    paragraphs=frozenset({"p"}),
    rows=frozenset({"tr"}),
    cells=frozenset({"tc"}),
    words=frozenset({"t"}),
    signs={"br": "\n", "tab": " "},
    skipped=frozenset({"Fallback", "pPr", "rPr", "timing", "extLst"}),
)

TITLES = frozenset({"title", "ctrTitle"})
FURNITURE = frozenset({"sldNum", "dt", "ftr", "hdr", "sldImg"})
"""ISO/IEC 29500-1, 19.7.10: placeholders that stand on every slide alike, and the slide's picture on its notes."""


def read(data: bytes, media_type: str) -> Extracted:
    """Return the slides in order, hidden ones included; `pages` counts them all."""
    data = transitional(checked(data), data)
    # pptx.Presentation() refuses slide shows (.ppsx) and templates; the package itself opens them.
    presentation = Package.open(io.BytesIO(data)).main_document_part.presentation
    sections = tuple(
        Section(Locator("page", f"slide {number}"), "\n\n".join(_slide_texts(slide)))
        for number, slide in enumerate(presentation.slides, 1)
    )
    properties = presentation.core_properties
    return Extracted(
        media_type=media_type,
        sections=sections,
        title=properties.title or "",
        language=properties.language or "",
        pages=len(sections),
    )


def _slide_texts(slide: Any) -> Iterator[str]:
    """Yield a slide's title, the rest of it in order, its diagrams and charts, and its notes."""
    shapes = [shape for shape in _shapes(slide.element) if _placeholder(shape) not in FURNITURE]
    for shape in sorted(shapes, key=lambda shape: _placeholder(shape) not in TITLES):
        yield from _texts(shape)
    for relation in slide.part.rels.values():
        if relation.reltype.endswith("/diagramData"):
            yield from _texts(parsed(relation.target_part.blob))
        elif relation.reltype.endswith(RELATION) and not relation.is_external:
            yield from filter(None, chart_texts(relation.target_part.blob))
    if slide.has_notes_slide:
        notes = [shape for shape in _shapes(slide.notes_slide.element) if _placeholder(shape) not in FURNITURE]
        text = "\n".join(text for shape in notes for text in _texts(shape))
        if text:
            yield f"Notes: {text}"


def _shapes(slide: Element) -> Iterator[Element]:
    """Yield the shapes right in the slide's shape tree; a group is one."""
    for tree in slide.iterfind("{*}cSld/{*}spTree"):
        yield from tree


def _placeholder(shape: Element) -> str:
    """Return the type of placeholder that a shape is, or an empty string."""
    return attribute(shape.find("{*}nvSpPr/{*}nvPr/{*}ph"), "type")


def _texts(root: Element) -> Iterator[str]:
    for _, text in flow(root, DRAWING):
        yield text
