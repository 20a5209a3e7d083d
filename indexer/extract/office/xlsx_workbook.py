"""What the sheets of an Excel workbook share: strings, number formats, and the first day of dates."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

from lxml import etree

from indexer.extract.office.number_formats.number_format import (
    BUILT_IN_FORMATS,
    GENERAL,
    formatted_number,
    formatted_text,
)
from indexer.extract.office.xml.escapes import unescape
from indexer.extract.office.xml.open_xml import OpenXmlPackage
from indexer.extract.office.xml.xml_flow import (
    PARSER_OPTIONS,
    XmlElement,
    attribute,
    element_at,
    has_reached_end,
    local_name,
)

_FIRST_DAY = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook knows no time zone


class Workbook:
    """Reads cells as the workbook shows them."""

    def __init__(self, package: OpenXmlPackage, root: XmlElement) -> None:
        self._formulas, self._results = 0, 0
        self._is_1904 = attribute(element_at(root, "workbookPr"), "date1904") in {"1", "true"}
        self._formats = _number_formats(package)
        self._strings = list(_shared_strings(package))
        self.lacks_strings = False

    @property
    def has_only_formulas(self) -> bool:
        """Whether none of the formulas read so far has a stored value; then a program wrote them, and none ran them."""
        return self._formulas > 0 and self._results == 0

    def cell_text(self, cell: XmlElement) -> str:
        """Return what a cell (a `c` element) shows; a formula counts as its stored value."""
        kind, code = cell.get("t", "n"), self._format(cell.get("s", "0"))
        parts = {local_name(part): part for part in cell}
        stored = (parts["v"].text or "") if "v" in parts else ""
        if "f" in parts:
            self._formulas += 1
            self._results += bool(stored) or kind == "str"
        if "is" in parts:
            return formatted_text(rich_text(parts["is"]), code)
        return self._shown(kind, stored, code) if stored else ""

    def _shown(self, kind: str, stored: str, code: str) -> str:
        """Return a stored value as a cell of some kind shows it (ISO/IEC 29500-1, 18.18.11)."""
        if kind == "n":
            return formatted_number(stored, code, is_1904=self._is_1904)
        if kind == "s":
            return formatted_text(self._string(stored), code)
        if kind == "d":
            return formatted_number(_days(stored), code)
        if kind == "b":
            return "FALSE" if stored in {"0", "false"} else "TRUE"
        return unescape(stored)

    def _format(self, style: str) -> str:
        """Return the format code of a style, which is an index."""
        return self._formats[int(style)] if style.isdecimal() and int(style) < len(self._formats) else GENERAL

    def _string(self, index: str) -> str:
        """Return a shared string by its index; if there is none, `lacks_strings` will say so."""
        if index.isdecimal() and int(index) < len(self._strings):
            return self._strings[int(index)]
        self.lacks_strings = True
        return ""


def _days(date: str) -> str:
    """Return a date in ISO 8601, as in Strict Open XML, as a number of days; other text is returned as it is."""
    try:
        moment = dt.datetime.fromisoformat(date).replace(tzinfo=None)
    except ValueError:
        return date
    return repr((moment - _FIRST_DAY) / dt.timedelta(days=1))


def rich_text(element: XmlElement) -> str:
    """Return the text of a string or comment: of the element or of its runs, without phonetic guides."""
    texts = (text for text in element.iter("{*}t") if local_name(text.getparent()) != "rPh")
    return unescape("".join(text.text or "" for text in texts))


def _shared_strings(package: OpenXmlPackage) -> Iterator[str]:
    """Yield the shared strings in order; they are read one by one because there may be millions."""
    part = package.first_related(package.main, "sharedStrings", "xl/sharedStrings.xml")
    strings = ElementStream(package.read(part) if part else b"", "si")
    yield from map(rich_text, strings)
    if not strings.is_complete:
        package.note_incomplete(part)


def _number_formats(package: OpenXmlPackage) -> tuple[str, ...]:
    """Return the format code of each cell style."""
    part = package.first_related(package.main, "styles", "xl/styles.xml")
    root = package.xml(part) if part else None
    codes = {
        attribute(element, "numFmtId"): attribute(element, "formatCode")
        for element in (root.iterfind("{*}numFmts/{*}numFmt") if root is not None else ())
    }
    built_in = {str(number): code for number, code in BUILT_IN_FORMATS.items()}
    styles = root.iterfind("{*}cellXfs/{*}xf") if root is not None else ()
    ids = [attribute(style, "numFmtId") for style in styles]
    return tuple(codes.get(number) or built_in.get(number, GENERAL) for number in ids)


class ElementStream:
    """The elements of an XML part with one local name, each freed before the next is parsed.

    After the last one, `root` has all other elements; it is None if the part is empty.
    """

    def __init__(self, xml: bytes, name: str) -> None:
        self._events = etree.iterparse(io.BytesIO(xml), tag=f"{{*}}{name}", **PARSER_OPTIONS) if xml else None

    def __iter__(self) -> Iterator[XmlElement]:
        """Yield the elements."""
        for _, element in self._events or ():
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and parent[0] is not element:
                del parent[0]

    @property
    def is_complete(self) -> bool:
        """Whether the part could be parsed to its end, or as far as elements were asked for."""
        return self._events is None or has_reached_end(self._events.error_log)

    @property
    def root(self) -> XmlElement | None:
        """The root, once the elements are read."""
        return self._events.root if self._events is not None else None
