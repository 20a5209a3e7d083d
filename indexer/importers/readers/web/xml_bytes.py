"""XML of other sites in UTF-8, whatever encoding it is in and declares."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from indexer.extract.decoding import decode_text
from indexer.extract.office.xml.xml_flow import PARSER_OPTIONS, local_name

_DECLARATION = re.compile(r"\A\s*<\?xml\s[^>]*\?>")
_ENCODING = re.compile(rb"\A[^<]{0,9}<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_END_BYTES = 500
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, section 2.2


def utf8_xml(data: bytes) -> bytes:
    """Return XML in UTF-8 without its declaration, and without the characters that XML forbids."""
    declared = _ENCODING.match(data[:300])
    text = decode_text(data, declared[1].decode("ascii") if declared else "").lstrip("\ufeff")
    return _FORBIDDEN.sub("", _DECLARATION.sub("", text, count=1)).encode("utf-8", "replace")


def parsed(xml: bytes) -> Any:
    """Return the root of XML as far as it can be read, or None. Nothing is fetched, and no entity of its own is read.

    Without `huge_tree`, nothing is deeper than 256 elements, and no text larger than 10 MB.
    """
    try:
        return etree.fromstring(xml, etree.XMLParser(**PARSER_OPTIONS)) if xml.strip() else None
    except etree.XMLSyntaxError:
        return None


def ends_with_root(xml: bytes, root: Any) -> bool:
    """Return whether XML ends with the end of its root, or else breaks off. lxml repairs that without a word."""
    name = re.escape(local_name(root).encode())
    return re.search(rb"</(?:[\w.-]+:)?%s\s*>|/>\s*\Z" % name, xml.rstrip()[-_END_BYTES:]) is not None
