"""Spreadsheets and CSV: sheets as locators, rows as lines, and limits."""

import datetime as dt

import pytest

import document_bytes
from catalog.model import Locator, LocatorKind
from extraction_results import outcome, texts
from indexer.extract import extract
from indexer.extract.row_limits import MAX_ROWS


def test_a_sheet_is_a_section_with_its_name_as_locator_and_a_row_is_one_line():
    data = document_bytes.workbook({"Cases": [("City", "Cases"), ("Tulsa", 12)], "Read me": [("About",)]})
    document = extract(data, "cases.xlsx")
    assert [(section.locator, section.text) for section in document.sections] == [
        (Locator(LocatorKind.HEADING, "Cases", ""), "City | Cases\n\nTulsa | 12"),
        (Locator(LocatorKind.HEADING, "Read me", ""), "About"),
    ]


def test_cells_are_read_as_the_sheet_shows_them():
    row = (1.5, 2.0, True, dt.datetime(2031, 5, 6), dt.datetime(2031, 5, 6, 13, 30), None, "  two   words ")  # noqa: DTZ001 - a workbook knows no time zone
    ((_, text),) = texts(document_bytes.workbook({"S": [row]}), "s.xlsx")
    assert text == "1.5 | 2 | TRUE | 2031-05-06 0:00:00 | 2031-05-06 13:30:00 | two words"


def test_a_sheet_that_declares_a_huge_size_is_read_by_its_actual_cells():
    def huge(sheet):
        return sheet.replace(b'ref="A1:A1"', b'ref="A1:XFD1048576"').replace(b'ref="A1"', b'ref="A1:XFD1048576"')

    data = document_bytes.workbook({"S": [("only",)]})
    assert texts(document_bytes.changed(data, {"xl/worksheets/sheet1.xml": huge}), "s.xlsx") == [("S", "only")]


def test_rows_beyond_the_limit_are_left_out_with_a_note():
    lines = "".join(f"a{n},b,c\n" for n in range(MAX_ROWS + 5))
    document = extract(lines.encode(), "many.csv")
    assert document.sections[0].text.endswith(f"a{MAX_ROWS - 1} | b | c")
    assert document.notes == ("Only the first 20,000 rows or 2,000,000 characters were read.",)


def test_a_workbook_without_cells_is_refused_as_empty():
    assert outcome(document_bytes.workbook({"S": []}), "s.xlsx") == "empty"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_is_one_section_without_a_locator_whatever_its_delimiter(delimiter):
    rows = [("City", "Cases", "Note"), ("Tulsa", "12", '"a, b; c"')]
    data = "\n".join(delimiter.join(row) for row in rows).encode("utf-8-sig")
    (section,) = extract(data, "cases.csv").sections
    assert (section.locator, section.text) == (Locator(), "City | Cases | Note\n\nTulsa | 12 | a, b; c")


def test_a_csv_file_with_an_unclosed_quote_keeps_its_text():
    data = b'a,b,c\n1,"never closed,3\n' + b"x,y,z\n" * 40_000
    ((_, text),) = texts(data, "broken.csv")
    assert text.startswith("a | b | c\n\n1")
    assert "never closed" in text
    assert text.count("x | y | z") == MAX_ROWS - 2


def test_an_opendocument_sheet_gives_its_rows_and_then_its_comments():
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    comment = "<office:annotation><text:p>note</text:p></office:annotation>"
    cells = cell.format("Tulsa") + f"<table:table-cell>{comment}<text:p>12</text:p></table:table-cell>"
    sheet = f'<table:table table:name="Cases"><table:table-row>{cells}</table:table-row></table:table>'
    data = document_bytes.open_document("spreadsheet", sheet)
    assert texts(data, "cases.ods") == [("Cases", "Tulsa | 12\n\nComment: note")]
