"""Reads the alternative texts of figures in a tagged PDF."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from indexer.extract.pdf.strings import string

MAX_ELEMENTS = 20_000
"""The number of structure elements of one page that are visited."""

_DESCRIBED_TYPES = frozenset({"Figure", "Formula"})  # the text of a link only says where it leads
_FILE_NAME = re.compile(r"\S+\.\w{3,4}")


def alternative_texts(page: pypdfium2.PdfPage) -> list[str]:
    """Return the alternative texts of the figures and formulas on a page, without file names."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return []
    try:
        texts = (_alternative_text(element) for element in _elements(tree))
        return [text for text in dict.fromkeys(texts) if text and not _FILE_NAME.fullmatch(text)]
    finally:
        raw.FPDF_StructTree_Close(tree)


def _alternative_text(element: raw.FPDF_STRUCTELEMENT) -> str:
    if string(raw.FPDF_StructElement_GetType, element, unit=ctypes.c_char) not in _DESCRIBED_TYPES:
        return ""
    return string(raw.FPDF_StructElement_GetAltText, element, unit=ctypes.c_char).strip()


def _elements(tree: raw.FPDF_STRUCTTREE) -> Iterator[raw.FPDF_STRUCTELEMENT]:
    """Yield the elements of a tree in document order, at most MAX_ELEMENTS."""
    count = raw.FPDF_StructTree_CountChildren(tree)
    stack = [raw.FPDF_StructTree_GetChildAtIndex(tree, index) for index in reversed(range(min(count, MAX_ELEMENTS)))]
    remaining = MAX_ELEMENTS
    while stack and remaining:
        element = stack.pop()
        if not element:
            continue
        yield element
        remaining -= 1
        count = min(raw.FPDF_StructElement_CountChildren(element), remaining)
        stack += [raw.FPDF_StructElement_GetChildAtIndex(element, index) for index in reversed(range(count))]
