"""PPTX by python-pptx: one section for each slide, the title first and the notes last."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pptx.package import Package

from catalog.model import Locator, LocatorKind
from indexer.extract.office.archive import open_checked, to_transitional
from indexer.extract.office.chart_xml import CHART_RELATION, chart_texts
from indexer.extract.office.xml_flow import XmlElement, XmlVocabulary, attribute, parse_xml, text_flow
from indexer.extract.result import ExtractedSection, Extraction

DRAWING = XmlVocabulary(
    paragraphs=frozenset({"p"}),
    rows=frozenset({"tr"}),
    cells=frozenset({"tc"}),
    text_elements=frozenset({"t"}),
    characters={"br": "\n", "tab": " "},
    skipped=frozenset({"Fallback", "pPr", "rPr", "timing", "extLst"}),
)

TITLE_PLACEHOLDERS = frozenset({"title", "ctrTitle"})
REPEATED_PLACEHOLDERS = frozenset({"sldNum", "dt", "ftr", "hdr", "sldImg"})
"""Placeholders that are the same on every slide, and the slide's image on its notes (ISO/IEC 29500-1, 19.7.10)."""


def read(data: bytes, media_type: str) -> Extraction:
    """Return the slides in order, hidden ones included; `pages` counts them all."""
    data = to_transitional(open_checked(data), data)
    # pptx.Presentation() rejects slide shows (.ppsx) and templates; the package opens them.
    presentation = Package.open(io.BytesIO(data)).main_document_part.presentation
    sections = tuple(
        ExtractedSection(Locator(LocatorKind.PAGE, f"slide {number}"), "\n\n".join(_slide_texts(slide)))
        for number, slide in enumerate(presentation.slides, 1)
    )
    properties = presentation.core_properties
    return Extraction(
        media_type=media_type,
        sections=sections,
        title=properties.title or "",
        language=properties.language or "",
        pages=len(sections),
    )


def _slide_texts(slide: Any) -> Iterator[str]:
    """Yield the title of a slide, its other text in order, its diagrams and charts, and its notes."""
    for shape in sorted(_own_shapes(slide.element), key=lambda shape: _placeholder(shape) not in TITLE_PLACEHOLDERS):
        yield from _texts(shape)
    for relation in slide.part.rels.values():
        if relation.reltype.endswith("/diagramData"):
            yield from _texts(parse_xml(relation.target_part.blob))
        elif relation.reltype.endswith(CHART_RELATION) and not relation.is_external:
            yield from filter(None, chart_texts(relation.target_part.blob))
    if slide.has_notes_slide:
        notes = _own_shapes(slide.notes_slide.element)
        text = "\n".join(text for shape in notes for text in _texts(shape))
        if text:
            yield f"Notes: {text}"


def _own_shapes(slide: XmlElement) -> list[XmlElement]:
    """Return the top-level shapes of a slide except repeated placeholders; a group is one shape."""
    trees = slide.iterfind("{*}cSld/{*}spTree")
    return [shape for tree in trees for shape in tree if _placeholder(shape) not in REPEATED_PLACEHOLDERS]


def _placeholder(shape: XmlElement) -> str:
    """Return the placeholder type of a shape, or an empty string."""
    return attribute(shape.find("{*}nvSpPr/{*}nvPr/{*}ph"), "type")


def _texts(root: XmlElement) -> Iterator[str]:
    for _, text in text_flow(root, DRAWING):
        yield text
