"""DOCX by python-docx: paragraphs and table rows in document order, one section for each heading.

Where python-docx refuses a package (parts missing, wrong relations) the document part is read on its own.
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

from indexer.extract.office.archive import checked, transitional
from indexer.extract.office.chart_xml import RELATION, chart_texts
from indexer.extract.office.xml_flow import Dialect, Element, attribute, flow, local_name, parsed
from indexer.extract.outline import Outline
from indexer.extract.result import Extracted

WORD = Dialect(
    paragraphs=frozenset({"p"}),
    rows=frozenset({"tr"}),
    cells=frozenset({"tc"}),
    words=frozenset({"t"}),
    signs={"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"},
    skipped=frozenset({"Fallback", "moveFrom", "pPr", "rPr", "tblPr", "sectPr"}),
)
"""A text box comes twice, the second time as Fallback for old programs; moveFrom is what a tracked move took away."""

HEADING_STYLE = re.compile(r"(heading|title)( \d)?", re.IGNORECASE)  # built-in styles keep English names in every Word
BODY_LEVEL = 9  # ISO/IEC 29500-1, 17.3.1.20: outline levels 0 to 8 are headings, 9 is body text
MAX_STYLE_CHAIN = 20


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is read of a package: the roots of its document and styles (None without any), title, charts by id."""

    document: Element
    styles: Element | None
    title: str = ""
    charts: dict[str, str] = field(default_factory=dict)


def read(data: bytes, media_type: str) -> Extracted:
    """Return the document's sections; footnotes and endnotes follow the paragraph that refers to them."""
    package = checked(data)
    parts = _parts(transitional(package, data), package)
    headings = _heading_styles(parts.styles)
    notes = {kind: _notes(package, f"word/{kind}s.xml") for kind in ("footnote", "endnote")}
    _put_in(parts.charts, parts.document)
    outline = Outline()
    for paragraph, text in flow(parts.document, WORD):
        if paragraph is None:
            outline.paragraph(text)
            continue
        if _is_heading(paragraph, headings):
            outline.heading(text)
        else:
            outline.paragraph(text)
        for note in _notes_of(paragraph, notes):
            outline.paragraph(note)
    return Extracted(
        media_type=media_type,
        sections=outline.sections(),
        title=parts.title,
        language=_language(parts.styles),
    )


def _parts(data: bytes, package: zipfile.ZipFile) -> _Parts:
    """Return the package's parts, by python-docx or, where it refuses, straight from the package."""
    try:
        document = docx.Document(io.BytesIO(data))
        title = document.core_properties.title or ""
        return _Parts(document.element, document.styles.element, title, _charts(document.part.rels))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - it raises what it meets (KeyError, ValueError, AttributeError) on odd packages
        names = package.namelist()
        styles = parsed(package.read("word/styles.xml")) if "word/styles.xml" in names else None
        return _Parts(parsed(package.read("word/document.xml")), styles)


def _charts(relations: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of each chart by the id of its relation."""
    found = {key: each for key, each in relations.items() if each.reltype.endswith(RELATION) and not each.is_external}
    return {key: "\n".join(filter(None, chart_texts(each.target_part.blob))) for key, each in found.items()}


def _put_in(charts: dict[str, str], document: Element) -> None:
    """Write the text of each chart into the paragraph that shows it, as if it stood there."""
    for drawing in list(document.iter("{*}chart")):
        paragraph = next(drawing.iterancestors("{*}p"), None)
        if paragraph is not None and (text := charts.get(attribute(drawing, "id"))):
            etree.SubElement(paragraph, "t").text = f"\n{text}"


def _heading_styles(styles: Element | None) -> frozenset[str]:
    """Return the ids of the paragraph styles that are headings, by name or outline level, their own or inherited."""
    based_on: dict[str, str] = {}
    own: dict[str, bool] = {}
    for style in styles if styles is not None else ():
        if local_name(style) == "style":
            style_id = attribute(style, "styleId")
            based_on[style_id] = attribute(_child(style, "basedOn"), "val")
            named = HEADING_STYLE.fullmatch(attribute(_child(style, "name"), "val")) is not None
            level = attribute(_child(_child(style, "pPr"), "outlineLvl"), "val")
            if named or level:
                own[style_id] = named or _is_heading_level(level)
    return frozenset(style for style in based_on if _inherited(style, own, based_on))


def _inherited(style: str, own: dict[str, bool], based_on: dict[str, str]) -> bool:
    """Return what a style says of itself, or the nearest style that it is based on."""
    for _ in range(MAX_STYLE_CHAIN):
        if style in own or style not in based_on:
            break
        style = based_on[style]
    return own.get(style, False)


def _is_heading(paragraph: Element, headings: frozenset[str]) -> bool:
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
    root = parsed(package.read(part))
    return {attribute(note, "id"): "\n".join(text for _, text in flow(note, WORD)) for note in root}


def _notes_of(paragraph: Element, notes: dict[str, dict[str, str]]) -> Iterator[str]:
    """Yield the notes that a paragraph refers to, in order."""
    for kind, texts in notes.items():
        if texts:
            for reference in paragraph.iter(f"{{*}}{kind}Reference"):
                yield texts.get(attribute(reference, "id"), "")


def _language(styles: Element | None) -> str:
    """Return the language of the document's default style (docDefaults), or an empty string."""
    defaults = _child(styles, "docDefaults")
    languages = defaults.iter("{*}lang") if defaults is not None else ()
    return next((attribute(language, "val") for language in languages), "")


def _child(element: Element | None, name: str) -> Element | None:
    """Return the first child with this local name."""
    return element.find(f"{{*}}{name}") if element is not None else None
