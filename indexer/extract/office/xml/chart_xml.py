"""The text of a chart in an Office file (ISO/IEC 29500-1, 21.2), or of one of the newer types ([MS-ODRAWXML], 2.24)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from indexer.extract.office.number_formats.number_format import GENERAL, formatted_number
from indexer.extract.office.xml.drawing_text import drawing_paragraphs
from indexer.extract.office.xml.escapes import unescape
from indexer.extract.office.xml.xml_flow import XmlElement, attribute, element_at, local_name
from indexer.extract.outline import row_text

_OPAQUE_DIMENSIONS = frozenset({"colorStr", "entityId"})


def chart_texts(root: XmlElement) -> Iterator[str]:
    """Yield titles and labels, then the names of the series, the categories, and labels from cells, on a line each."""
    for title in root.iter("{*}title"):
        yield from list(drawing_paragraphs(title)) or _values(title.iter("{*}tx"))
    for label in root.iter("{*}rich"):
        if not any(local_name(ancestor) == "title" for ancestor in label.iterancestors()):
            yield from drawing_paragraphs(label)
    series = list(root.iter("{*}ser", "{*}series"))
    names = [element for one in series for element in (element_at(one, "tx"), element_at(one, "trendline", "name"))]
    categories = [element_at(one, "cat") for one in series]
    levels = [
        dimension for dimension in root.iter("{*}strDim") if attribute(dimension, "type") not in _OPAQUE_DIMENSIONS
    ]
    axes = (element_at(axis, "numFmt") for axis in root.iter("{*}catAx", "{*}dateAx"))
    axis_code = next(filter(None, (attribute(axis, "formatCode") for axis in axes)), GENERAL)
    for sources in (names, [*categories, *levels], list(root.iter("{*}dlblRangeCache"))):
        if line := row_text(dict.fromkeys(_values(sources, axis_code))):
            yield line


def _values(sources: Iterable[XmlElement | None], axis_code: str = GENERAL) -> Iterator[str]:
    """Yield the cached values in some parts of a chart as the chart shows them."""
    for source in sources:
        code = "".join(source.itertext("{*}formatCode")) if source is not None else ""
        code = axis_code if code == GENERAL else code
        for element in source.iter("{*}v", "{*}pt", "{*}name") if source is not None else ():
            if text := (element.text or "").strip():
                yield formatted_number(text, code) if code else unescape(text)
