"""Any file gives items, never an exception, and the same ones each time."""

import io
import zipfile

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from import_sources import items_of
from indexer.importers.frames import from_frame, to_frame
from indexer.importers.readers import jsonl_rows
from indexer.importers.readers.citations import bibtex_rows, ris_rows
from indexer.importers.readers.tables import csv_rows, xlsx_rows

PIECES = {
    csv_rows: ["Title", "2024", ",", ";", "\t", "|", '"', "\r\n", "\n", "'=", "sep=;\n", "\0", "\ufeff", "é"],
    jsonl_rows: ["{", "}", "[", "]", '"title"', ":", ",", "1e999", "NaN", "\\ud800", "\n", "null", '"a"', "\ufeff"],
    ris_rows: [
        "TY  - RPRT",
        "TI  - A",
        "AU  - Doe, J",
        "ER  - ",
        "UK  - x",
        "DA  - 2024/05/99/",
        "SN  - 1",
        "\r\n",
        "\n",
    ],
    bibtex_rows: [
        "@misc{a,",
        "@string{b = ",
        "title",
        " = ",
        "{",
        "}",
        '"',
        "#",
        "\\",
        "$",
        "%",
        "author",
        "and",
        "@",
        "\n",
    ],
}


def sheet_of(cells):
    """Return a workbook whose sheet has this XML as its rows."""
    book = openpyxl.Workbook()
    file, changed = io.BytesIO(), io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(changed, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b"<sheetData />", b"<sheetData/>").replace(b"<sheetData/>", cells.encode())
            target.writestr(entry, content)
    return changed.getvalue()


SHEET_PIECES = st.sampled_from(
    [
        "<sheetData>",
        "</sheetData>",
        '<row r="2">',
        "<row>",
        '<row r="1048576" hidden="1">',
        "</row>",
        '<c r="A1" t="s"><v>5</v></c>',
        '<c r="B1" t="inlineStr"><is><t>Title</t></is></c>',
        '<c r="ZZZ9"><v>1</v></c>',
        '<c r="x"><f>HYPERLINK("a")</f></c>',
        '<c t="b"><v>2</v></c>',
        '<c s="99"><v>1e400</v></c>',
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        '<mergeCell ref="nonsense"/>',
        '<col min="1" max="99999999" hidden="1"/>',
        '<hyperlink ref="A1" r:id="rId1"/>',
    ]
)


def assert_read(reader, content):
    items = items_of(reader, content)
    assert items == items_of(reader, content)
    assert all(from_frame(to_frame(item)) for item in items)


@pytest.mark.parametrize("reader", [*PIECES, xlsx_rows], ids=lambda reader: reader.__name__.rpartition(".")[2])
@given(st.binary(max_size=400))
@example(b"")
@example(b"\x1f\x8b\x08\x00")
@example(b"PK\x05\x06" + bytes(18))
def test_any_bytes_are_read(reader, content):
    assert_read(reader, content)


@pytest.mark.parametrize("reader", PIECES, ids=lambda reader: reader.__name__.rpartition(".")[2])
@given(st.data())
def test_any_pieces_of_a_format_are_read(reader, data):
    pieces = st.lists(st.sampled_from(PIECES[reader]) | st.text(max_size=3), max_size=40)
    assert_read(reader, "".join(data.draw(pieces)).encode("utf-8", "surrogatepass"))


@given(st.lists(SHEET_PIECES, max_size=15).map("".join))
@example('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>')
def test_any_sheet_is_read(cells):
    assert_read(xlsx_rows, sheet_of(cells))
