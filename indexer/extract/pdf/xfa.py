"""Reads forms in Adobe's XML Forms Architecture (XFA), which no other program displays.

Source: Adobe, XML Forms Architecture (XFA) Specification, version 3.3. A dynamic form has one page that says to use
Adobe Reader; the form itself is XML. Its texts are read in the order of the XML, which has no pages.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator

import pypdfium2
from lxml import etree
from pypdfium2 import raw

MAX_PLACEHOLDER_CHARACTERS = 3_000

MAX_UNBROKEN_CHARACTERS = 200
"""A longer value without a space is a picture or a signature."""

_TEXT_OWNERS = frozenset({"draw", "field", "caption"})  # a value elsewhere is a choice, a tool tip or a message
_HIDDEN = frozenset({"hidden", "inactive", "invisible"})
_PLACEHOLDER = re.compile(
    r"if this message is not eventually replaced by|you are trying to load requires adobe (?:acrobat|reader)"
    r"|to view the full contents of this document, you need|for the best experience, open this pdf portfolio"
    r"|si este mensaje no (?:se|es) (?:reemplaza|sustituye|sustituido)|si ce message n.est pas (?:ensuite )?remplac"
    r"|wenn diese meldung nicht .{0,40}ersetzt|se questo messaggio non viene|se esta mensagem não for",
    re.IGNORECASE,
)
"""What Adobe's programs write on such pages; a form in full XFA has nothing else on them, in any language."""


def is_placeholder(text: str, form_type: int) -> bool:
    """Return whether the pages of a PDF only say that another program is needed."""
    if len(text) > MAX_PLACEHOLDER_CHARACTERS:
        return False
    return form_type == raw.FORMTYPE_XFA_FULL or _PLACEHOLDER.search(" ".join(text.split())) is not None


def form_texts(document: pypdfium2.PdfDocument) -> list[str]:
    """Return the texts of an XFA form: those of the form, then what was filled in, each once."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    try:
        root = etree.fromstring(b"".join(_packets(document)), parser)
    except etree.XMLSyntaxError:
        return []
    if root is None:  # nothing was left after recovery
        return []
    texts = (" ".join(text.split()) for text in _texts(root))
    return [text for text in dict.fromkeys(texts) if text and (" " in text or len(text) <= MAX_UNBROKEN_CHARACTERS)]


def _packets(document: pypdfium2.PdfDocument) -> Iterator[bytes]:
    """Yield the parts of the form's XML, in their order."""
    for index in range(raw.FPDF_GetXFAPacketCount(document)):
        size = ctypes.c_ulong()
        if raw.FPDF_GetXFAPacketContent(document, index, None, 0, size):
            buffer = ctypes.create_string_buffer(size.value)
            raw.FPDF_GetXFAPacketContent(document, index, buffer, size.value, size)
            yield buffer.raw


def _texts(root: etree._Element) -> Iterator[str]:
    """Yield the texts that the form shows, and the values of its data."""
    walker = etree.iterwalk(root, events=("start",))
    for _, element in walker:
        name = _name(element)
        if element.get("presence") in _HIDDEN:
            walker.skip_subtree()
        elif name == "data":
            walker.skip_subtree()
            yield from (leaf.text for leaf in element.iter(etree.Element) if len(leaf) == 0 and leaf.text)
        elif name == "value" and _name(element.getparent()) in _TEXT_OWNERS:
            yield " ".join(element.itertext())


def _name(element: etree._Element | None) -> str:
    """Return the name of an element without its namespace; a broken file may have prefixes without one."""
    return "" if element is None else str(element.tag).rpartition("}")[2].rpartition(":")[2]
