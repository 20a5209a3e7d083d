"""The words of a chart in an Office file: its title, its series and its categories (ISO/IEC 29500-1, 21.2)."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.extract.office.xml_flow import Element, parsed
from indexer.extract.outline import row_text

RELATION = "/chart"
"""How the type of a relation to a chart ends, in the transitional and in the strict form."""


def chart_texts(xml: bytes) -> Iterator[str]:
    """Yield a chart's titles, then the names of its series on one line, and its categories on another."""
    root = parsed(xml)
    for title in root.iter("{*}title"):
        yield " ".join(title.itertext("{*}t"))
    yield row_text(_values(root, "{*}tx"))
    yield row_text(_values(root, "{*}cat"))


def _values(root: Element, part: str) -> list[str]:
    """Return the texts kept in a part of every series, each once, in their order."""
    kept = (value.text or "" for place in root.iterfind(f".//{{*}}ser/{part}") for value in place.iter("{*}v"))
    return list(dict.fromkeys(kept))
