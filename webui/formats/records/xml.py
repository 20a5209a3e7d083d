"""Builds XML with the standard library's element tree, never by joining strings."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from webui.formats.records.listing import xml_safe

ATOM = "http://www.w3.org/2005/Atom"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"

Element = ET.Element


def root(tag: str, namespace: str = "", **attributes: str) -> Element:
    """Return the root element of a document; `namespace` is that of names without a prefix."""
    return Element(tag, {**({"xmlns": namespace} if namespace else {}), **_attributes(attributes)})


def child(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """Add an element and return it. Characters that XML does not allow are removed; an attribute `a__b` is `a:b`."""
    element = ET.SubElement(parent, tag, _attributes(attributes))
    element.text = xml_safe(text) or None
    return element


def _attributes(attributes: dict[str, str]) -> dict[str, str]:
    return {name.replace("__", ":"): xml_safe(value) for name, value in attributes.items()}


def serialized(element: Element) -> str:
    """Return the document as text, to be encoded as UTF-8."""
    ET.indent(element)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(element, encoding="unicode")}\n'
