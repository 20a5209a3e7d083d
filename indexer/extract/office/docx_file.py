"""DOCX by python-docx: paragraphs and table rows in document order, one section for each heading.

If python-docx rejects a package (missing parts, wrong relations), the document part is read directly.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import docx
from lxml import etree

from indexer.extract.office.archive import open_checked, to_transitional
from indexer.extract.office.chart_xml import CHART_RELATION, chart_texts
from indexer.extract.office.xml_flow import XmlElement, XmlVocabulary, attribute, local_name, parse_xml, text_flow
from indexer.extract.outline import Outline
from indexer.extract.result import Extraction

WORD = XmlVocabulary(
    paragraphs=frozenset({"p"}),
    rows=frozenset({"tr"}),
    cells=frozenset({"tc"}),
    text_elements=frozenset({"t"}),
    characters={"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"},
    skipped=frozenset({"Fallback", "moveFrom", "pPr", "rPr", "tblPr", "sectPr"}),
)
"""A text box is in the file twice, once as Fallback for old programs; moveFrom is the old place of moved text."""

HEADING_STYLE = re.compile(r"(heading|title)( \d)?", re.IGNORECASE)  # built-in styles keep English names in every Word
BODY_LEVEL = 9  # ISO/IEC 29500-1, 17.3.1.20: outline levels 0 to 8 are headings, 9 is body text
MAX_STYLE_CHAIN = 20


@dataclass(frozen=True, slots=True)
class _Parts:
    """Parts of a package: the roots of document and styles (None if missing), the title, and chart texts by id."""

    document: XmlElement
    styles: XmlElement | None
    title: str = ""
    charts: dict[str, str] = field(default_factory=dict)


def read(data: bytes, media_type: str) -> Extraction:
    """Return one section for each heading; footnotes and endnotes follow the paragraph that refers to them."""
    package = open_checked(data)
    parts = _parts(to_transitional(package, data), package)
    headings = _heading_styles(parts.styles)
    notes = {kind: _notes(package, f"word/{kind}s.xml") for kind in ("footnote", "endnote")}
    _insert_charts(parts.charts, parts.document)
    outline = Outline()
    for paragraph, text in text_flow(parts.document, WORD):
        if paragraph is None:
            outline.add_paragraph(text)
            continue
        if _is_heading(paragraph, headings):
            outline.add_heading(text)
        else:
            outline.add_paragraph(text)
        for note in _notes_of(paragraph, notes):
            outline.add_paragraph(note)
    return Extraction(
        media_type=media_type,
        sections=outline.sections(),
        title=parts.title,
        language=_language(parts.styles),
    )


def _parts(data: bytes, package: zipfile.ZipFile) -> _Parts:
    """Return the parts of a package, by python-docx or directly from the package if that fails."""
    try:
        document = docx.Document(io.BytesIO(data))
        title = document.core_properties.title or ""
        return _Parts(document.element, document.styles.element, title, _charts(document.part.rels))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - python-docx raises KeyError, ValueError, AttributeError and more for odd packages
        names = package.namelist()
        styles = parse_xml(package.read("word/styles.xml")) if "word/styles.xml" in names else None
        return _Parts(parse_xml(package.read("word/document.xml")), styles)


def _charts(relations: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of each chart by the id of its relation."""
    return {
        key: "\n".join(filter(None, chart_texts(relation.target_part.blob)))
        for key, relation in relations.items()
        if relation.reltype.endswith(CHART_RELATION) and not relation.is_external
    }


def _insert_charts(charts: dict[str, str], document: XmlElement) -> None:
    """Add the text of each chart to the paragraph that shows it."""
    for drawing in list(document.iter("{*}chart")):
        paragraph = next(drawing.iterancestors("{*}p"), None)
        if paragraph is not None and (text := charts.get(attribute(drawing, "id"))):
            etree.SubElement(paragraph, "t").text = f"\n{text}"


def _heading_styles(styles: XmlElement | None) -> frozenset[str]:
    """Return the ids of heading styles, by name or outline level, their own or inherited."""
    based_on: dict[str, str] = {}
    is_heading: dict[str, bool] = {}
    for style in styles if styles is not None else ():
        if local_name(style) == "style":
            style_id = attribute(style, "styleId")
            based_on[style_id] = attribute(_child(style, "basedOn"), "val")
            has_heading_name = HEADING_STYLE.fullmatch(attribute(_child(style, "name"), "val")) is not None
            level = attribute(_child(_child(style, "pPr"), "outlineLvl"), "val")
            if has_heading_name or level:
                is_heading[style_id] = has_heading_name or _is_heading_level(level)
    return frozenset(style for style in based_on if _inherits_heading(style, is_heading, based_on))


def _inherits_heading(style: str, is_heading: dict[str, bool], based_on: dict[str, str]) -> bool:
    """Return whether a style, or the nearest style it is based on that decides it, is a heading."""
    for _ in range(MAX_STYLE_CHAIN):
        if style in is_heading or style not in based_on:
            break
        style = based_on[style]
    return is_heading.get(style, False)


def _is_heading(paragraph: XmlElement, headings: frozenset[str]) -> bool:
    properties = _child(paragraph, "pPr")
    if properties is None:
        return False
    level = attribute(_child(properties, "outlineLvl"), "val")
    return _is_heading_level(level) if level else attribute(_child(properties, "pStyle"), "val") in headings


def _is_heading_level(level: str) -> bool:
    return level.isdecimal() and int(level) < BODY_LEVEL


def _notes(package: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return the text of each footnote or endnote by its id."""
    if part not in package.namelist():
        return {}
    root = parse_xml(package.read(part))
    return {attribute(note, "id"): "\n".join(text for _, text in text_flow(note, WORD)) for note in root}


def _notes_of(paragraph: XmlElement, notes: dict[str, dict[str, str]]) -> Iterator[str]:
    """Yield the notes that a paragraph refers to, in order."""
    for kind, texts in notes.items():
        if texts:
            for reference in paragraph.iter(f"{{*}}{kind}Reference"):
                yield texts.get(attribute(reference, "id"), "")


def _language(styles: XmlElement | None) -> str:
    """Return the language of the default style (docDefaults), or an empty string."""
    defaults = _child(styles, "docDefaults")
    languages = defaults.iter("{*}lang") if defaults is not None else ()
    return next((attribute(language, "val") for language in languages), "")


def _child(element: XmlElement | None, name: str) -> XmlElement | None:
    """Return the first child with this local name."""
    return element.find(f"{{*}}{name}") if element is not None else None
