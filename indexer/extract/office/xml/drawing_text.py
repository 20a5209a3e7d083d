"""Text in DrawingML: the paragraphs of shapes, and what people wrote about pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.extract.office.xml.escapes import unescape
from indexer.extract.office.xml.xml_flow import XmlElement, XmlVocabulary, text_flow

GRAPHIC_REFERENCES = frozenset({"chart", "relIds", "cNvPr", "docPr", "oleObj", "OLEObject"})
"""Elements of a drawing that stand for a chart, diagram, picture or embedded file."""

DRAWING = XmlVocabulary(
    paragraphs=frozenset({"p"}),
    rows=frozenset({"tr"}),
    cells=frozenset({"tc"}),
    text_elements=frozenset({"t"}),
    characters={"br": "\n", "tab": " ", "den": "/"},
    skipped=frozenset({"pPr", "rPr", "timing", "extLst"}),
    references=GRAPHIC_REFERENCES,
)
"""`den` is the denominator of a fraction (Office Math)."""

_FILE_NAME = re.compile(r"[^\n]*\.(?:bmp|emf|gif|jpe?g|png|svg|tiff?|webp|wmf)", re.IGNORECASE)
_MACHINE_DESCRIPTION = re.compile(
    r"automatically generated|AI-generated content|generada autom[aá]ticamente|generado por IA", re.IGNORECASE
)


def drawing_paragraphs(root: XmlElement | None) -> Iterator[str]:
    """Yield the paragraphs and table rows in some DrawingML, without what it refers to; nothing for None."""
    for _, text in text_flow(root, DRAWING) if root is not None else ():
        if text:
            yield unescape(text)


def picture_descriptions(*descriptions: str) -> Iterator[str]:
    """Yield each different description of a picture that a person wrote: no file names, no guesses of a program."""
    for description in dict.fromkeys(map(str.strip, descriptions)):
        if description and not (_FILE_NAME.fullmatch(description) or _MACHINE_DESCRIPTION.search(description)):
            yield unescape(description)
