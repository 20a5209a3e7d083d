"""What a sheet says about its cells elsewhere: merged and hidden ones, links, and formulas without a value."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

from indexer.extract.office.xml.escapes import unescape
from indexer.extract.office.xml.open_xml import relation_id
from indexer.extract.office.xml.xml_flow import PARSER_OPTIONS, XmlElement, attribute, local_name

MAX_MERGED_RANGES = 50_000
MAX_NOTED_CELLS = 50_000
MAX_COLUMNS = 16_384

_HYPERLINK = re.compile(r'HYPERLINK\(\s*"((?:[^"]|"")+)"', re.IGNORECASE)
_CONTENTS = frozenset({"v", "is"})
_TRUE = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Merged cells, by their first and last column and row; the first cell has the value."""

    first_column: int
    first_row: int
    last_column: int
    last_row: int


@dataclass(slots=True)
class SheetStructure:
    """What is known of a sheet besides the values of its cells. Cells are (row, column), both from 1."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: dict[int, list[MergedRange]] = field(default_factory=lambda: defaultdict(list))
    """Ranges by their first row."""
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    uncomputed: set[tuple[int, int]] = field(default_factory=set)
    """Cells with a formula whose value was never stored."""
    last_row: int = 0
    """The last row that has a cell with content."""
    ended_after: int = 0
    """The row after which reading ended before the last one; 0 if it did not."""


def sheet_structure(xml: bytes, relations_xml: bytes) -> SheetStructure:
    """Return the structure of a sheet from its part and the part with its relations."""
    structure = SheetStructure()
    targets = _targets(relations_xml)
    row_number = merged_ranges = 0
    events = etree.iterparse(
        io.BytesIO(xml), tag=("{*}row", "{*}col", "{*}mergeCell", "{*}hyperlink"), **PARSER_OPTIONS
    )
    for _, element in events:
        match local_name(element):
            case "row":
                number = attribute(element, "r")
                row_number = int(number) if number.isdecimal() else row_number + 1
                _note_row(element, row_number, structure)
                element.clear()
            case "col" if attribute(element, "hidden") in _TRUE:
                first, last = int(attribute(element, "min")), int(attribute(element, "max"))
                structure.hidden_columns.update(range(first, min(last, MAX_COLUMNS) + 1))
            case "mergeCell" if merged_ranges < MAX_MERGED_RANGES:
                merged_ranges += 1
                merged = MergedRange(*range_boundaries(attribute(element, "ref")))
                structure.merged[merged.first_row].append(merged)
            case "hyperlink":
                _note_link(element, targets, structure)
    return structure


def _targets(relations_xml: bytes) -> dict[str, str]:
    """Return the addresses outside of the package by the ids of their relations."""
    root = etree.fromstring(relations_xml, etree.XMLParser(**PARSER_OPTIONS)) if relations_xml else None
    return {
        attribute(element, "Id"): attribute(element, "Target")
        for element in (root if root is not None else ())
        if attribute(element, "TargetMode").lower() == "external"
    }


def _note_row(row: XmlElement, row_number: int, structure: SheetStructure) -> None:
    """Note a hidden row, whether a row has content, and its formulas that have no value or are links."""
    if any(local_name(part) in _CONTENTS for cell in row for part in cell):
        structure.last_row = max(structure.last_row, row_number)
    if attribute(row, "hidden") in _TRUE:
        structure.hidden_rows.add(row_number)
    for cell in row:
        formula = next((part for part in cell if local_name(part) == "f"), None)
        if formula is None or len(structure.uncomputed) + len(structure.links) > MAX_NOTED_CELLS:
            continue
        place = coordinate_to_tuple(attribute(cell, "r"))
        link = _HYPERLINK.match(formula.text or "")
        if link:
            structure.links[place] = link[1].replace('""', '"')
        if not any(local_name(part) == "v" and part.text for part in cell) and attribute(cell, "t") != "str":
            structure.uncomputed.add(place)


def _note_link(element: XmlElement, targets: dict[str, str], structure: SheetStructure) -> None:
    """Note the address of a cell that is a link; links within the workbook lead nowhere else."""
    address = unescape(targets.get(relation_id(element), ""))
    if not address or len(structure.links) > MAX_NOTED_CELLS:
        return
    first_column, first_row, _, last_row = range_boundaries(attribute(element, "ref"))
    for row in range(first_row, min(last_row, first_row + 1_000) + 1):
        structure.links[row, first_column] = address
