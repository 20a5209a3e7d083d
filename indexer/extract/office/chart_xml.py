"""The text of a chart in an Office file: title, series and categories (ISO/IEC 29500-1, 21.2)."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.extract.office.xml_flow import XmlElement, parse_xml
from indexer.extract.outline import row_text

CHART_RELATION = "/chart"
"""The end of the type of a relation to a chart, in the transitional and the strict form."""


def chart_texts(xml: bytes) -> Iterator[str]:
    """Yield the titles of a chart, then the names of its series on one line, and its categories on another."""
    root = parse_xml(xml)
    for title in root.iter("{*}title"):
        yield " ".join(title.itertext("{*}t"))
    yield row_text(_values(root, "{*}tx"))
    yield row_text(_values(root, "{*}cat"))


def _values(root: XmlElement, part: str) -> list[str]:
    """Return the texts in a part of every series, each once, in their order."""
    parts = root.iterfind(f".//{{*}}ser/{part}")
    return list(dict.fromkeys(value.text or "" for element in parts for value in element.iter("{*}v")))
