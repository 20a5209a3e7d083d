"""Workbooks as people make them: dates, merged and hidden cells, links, errors, titles, and damage."""

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from import_sources import faults_of, items_of, values_of
from indexer.importers.readers.tables import xlsx_rows
from indexer.importers.rows import SourceNote, SourceRow

HEADINGS = ("Title", "Published", "Pages")


def workbook(*rows, change=None):
    """Return a workbook with these rows; `change` may change it further."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part_changed(data, name, old, new):
    """Return a workbook in whose part a text is replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(file, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            assert entry.filename != name or old in content
            target.writestr(entry, content.replace(old, new) if entry.filename == name else content)
    return file.getvalue()


def rows(data):
    return values_of(xlsx_rows, data)


def faults(data):
    return faults_of(xlsx_rows, data)


def cell(value, number_format=None):
    """Return what a cell becomes."""

    def change(sheet):
        if number_format:
            sheet["A2"].number_format = number_format

    (values,) = rows(workbook(["Value", "Other"], [value, "x"], change=change))
    return values.get("Value")


def test_a_row_has_its_values_by_heading():
    data = workbook(HEADINGS, ["A report", dt.datetime.fromisoformat("2024-05-03"), 12])
    assert items_of(xlsx_rows, data) == [
        SourceRow("row 2", {"Title": "A report", "Published": "2024-05-03", "Pages": 12})
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        ("  A report ", None, "A report"),
        (2019.0, None, 2019),
        (1.5, None, 1.5),
        (True, None, True),
        (dt.date(2024, 5, 3), None, "2024-05-03"),
        (dt.datetime.fromisoformat("2024-05-03T10:30"), None, "2024-05-03 10:30"),
        (dt.datetime.fromisoformat("2024-05-01"), "mmm yyyy", "2024-05"),
        (dt.datetime.fromisoformat("2024-01-01"), "yyyy", "2024"),
        (dt.datetime.fromisoformat("2024-05-03"), '[$-409]mmmm" "d", "yyyy', "2024-05-03"),
        (dt.time(1, 30), None, "01:30:00"),
        (1234, "00000", "01234"),
        ("line 1\nline 2", None, "line 1\nline 2"),
        ("a_x000D_\nb", None, "a\nb"),
        ("'=SUM", None, "=SUM"),
    ],
)
def test_a_cell_has_the_value_that_people_see(value, number_format, expected):
    assert cell(value, number_format) == expected


def test_the_text_of_a_cell_in_several_fonts_is_whole():
    assert cell(CellRichText("A ", TextBlock(InlineFont(b=True), "bold"), " report")) == "A bold report"


def test_a_number_among_dates_is_a_date_and_named():
    data = workbook(HEADINGS, ["A", dt.date(2024, 5, 3)], ["B", dt.date(2024, 5, 4)], ["C", 45000], ["D", 2024])
    assert [values["Published"] for values in rows(data)] == ["2024-05-03", "2024-05-04", "2023-03-15", 2024]
    assert faults(data) == [
        ("row 4", "The number 45000 in cell B4 was read as the date 2023-03-15, as others in its column.")
    ]


def test_a_number_in_a_column_without_dates_stays_a_number():
    assert rows(workbook(HEADINGS, ["A", "x", 45000]))[0]["Pages"] == 45000


def test_dates_of_old_macs_are_right():
    def change(sheet):
        sheet.parent.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    assert rows(workbook(HEADINGS, ["A", dt.date(2024, 5, 3)], change=change))[0]["Published"] == "2024-05-03"


def test_merged_rows_have_the_value_of_their_first_and_are_named():
    data = workbook(
        ["Publisher", "Title"], ["OJP", "A"], [None, "B"], ["NIJ", "C"], change=lambda sheet: sheet.merge_cells("A2:A3")
    )
    assert rows(data) == [
        {"Publisher": "OJP", "Title": "A"},
        {"Publisher": "OJP", "Title": "B"},
        {"Publisher": "NIJ", "Title": "C"},
    ]
    assert faults(data) == [("row 3", "The value of the merged cell A2 counts for this row, too: check it.")]


def test_merged_cells_make_no_rows_of_empty_ones():
    data = workbook(["Publisher", "Title"], ["OJP", "A"], change=lambda sheet: sheet.merge_cells("A2:A5000"))
    assert rows(data) == [{"Publisher": "OJP", "Title": "A"}]


def test_headings_of_several_columns_are_not_the_headings():
    def change(sheet):
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("C1:D1")

    data = workbook(
        ["Report", None, "Dates", None], ["Title", "Author", "Published", "Reviewed"], ["A", "Doe", "2024", "2025"],
        change=change,
    )  # fmt: skip
    assert rows(data) == [{"Title": "A", "Author": "Doe", "Published": "2024", "Reviewed": "2025"}]
    assert [place for place, _ in faults(data)] == ["row 1"]


def test_a_merged_heading_of_two_rows_counts():
    def change(sheet):
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    data = workbook(["Title", "Dates", None], [None, "Published", "Reviewed"], ["A", "2024", "2025"], change=change)
    assert rows(data) == [{"Title": "A", "Published": "2024", "Reviewed": "2025"}]


def test_a_title_above_the_headings_is_named():
    data = workbook(["Our reports"], [], HEADINGS, ["A", "2024", 3])
    assert items_of(xlsx_rows, data) == [
        SourceNote("row 1", "This was taken for a title above the headings and left out: 'Our reports'."),
        SourceRow("row 4", {"Title": "A", "Published": "2024", "Pages": 3}),
    ]


def test_hidden_rows_and_columns_are_left_out_and_named():
    def change(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True

    data = workbook(HEADINGS, ["A", "2024", 3], ["B", "2023", 4], ["C", "2022", 5], change=change)
    assert rows(data) == [{"Title": "A", "Pages": 3}, {"Title": "C", "Pages": 5}]
    assert faults(data) == [
        ("row 3", "What is hidden in the sheet was left out: show the row to import it."),
        ("column B", "What is hidden in the sheet was left out: show the column to import it."),
    ]


def test_a_remark_beyond_the_headings_is_left_out_and_its_row_is_not():
    def change(sheet):
        sheet["C2"].hyperlink = "https://example.org/remark"

    data = workbook(["Title", "Other"], ["A report", "x", "ask Ana"], ["Another", "y"], change=change)
    note = "No heading is above 'ask Ana', so this was left out: add a heading to import it."
    assert rows(data) == [{"Title": "A report", "Other": "x"}, {"Title": "Another", "Other": "y"}]
    assert faults(data) == [("row 2", note)]


def test_the_address_of_a_link_is_kept():
    def change(sheet):
        sheet["A2"].hyperlink = "https://example.org/a"
        sheet["A3"].hyperlink = "https://example.org/b"

    data = workbook(["Title", "Other"], ["A report", "x"], ["https://example.org/b", "y"], change=change)
    assert rows(data) == [
        {"Title": "A report", "Other": "x", "Title (link)": "https://example.org/a"},
        {"Title": "https://example.org/b", "Other": "y"},
    ]


def test_the_address_in_a_formula_is_kept():
    data = workbook(["Title", "Other"], ['=HYPERLINK("https://example.org/a","Report")', "x"])
    assert rows(data) == [{"Title": "https://example.org/a", "Other": "x"}]
    stored = with_part_changed(data, "xl/worksheets/sheet1.xml", b"</f><v></v>", b"</f><v>Report</v>")
    stored = with_part_changed(stored, "xl/worksheets/sheet1.xml", b'<c r="A2">', b'<c r="A2" t="str">')
    assert rows(stored) == [{"Title": "Report", "Other": "x", "Title (link)": "https://example.org/a"}]


def test_an_error_costs_only_its_cell():
    def change(sheet):
        sheet["B2"].value = "#REF!"
        sheet["B2"].data_type = "e"

    data = workbook(HEADINGS, ["A", None, 3], change=change)
    assert rows(data) == [{"Title": "A", "Pages": 3}]
    assert faults(data) == [("row 2", "Cell B2 has the error #REF! and was left out.")]


def test_a_formula_without_a_stored_value_is_named():
    data = workbook(HEADINGS, ["A", "=1+1", 3])
    assert rows(data) == [{"Title": "A", "Pages": 3}]
    assert faults(data)[0][1].startswith("Cell B2 has a formula without a stored value and was left out: open it in")


def test_other_sheets_are_named_and_hidden_ones_are_not_read():
    book = openpyxl.Workbook()
    book.active.title = "Empty"
    for title, state in (("Lists", "hidden"), ("Reports", "visible"), ("More", "visible")):
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        sheet.append(["Title", "Year"])
        sheet.append([f"In {title}", 2024])
    file = io.BytesIO()
    book.save(file)
    assert [values["Title"] for values in rows(file.getvalue())] == ["In Reports"]
    assert [place for place, _ in faults(file.getvalue())] == ["sheet 'Lists'", "sheet 'More'"]


def test_a_wrong_size_of_the_sheet_does_not_matter():
    data = workbook(HEADINGS, ["A", "2024", 3])
    data = with_part_changed(data, "xl/worksheets/sheet1.xml", b'ref="A1:C2"', b'ref="A1"')
    assert rows(data) == [{"Title": "A", "Published": "2024", "Pages": 3}]


def test_rows_before_a_damaged_one_are_read():
    data = workbook(HEADINGS, *(["A", "x", number] for number in range(100)))
    data = with_part_changed(data, "xl/worksheets/sheet1.xml", b"<v>60</v>", b"<v>sixty</v>")
    assert 0 < len(rows(data)) < 100
    assert faults(data)[-1][1].startswith("This workbook is damaged, and the rest of it was not read")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "This file is not a workbook (.xlsx): check its name, or import it as csv."),
        (b"Title,Author\n", "This file is not a workbook (.xlsx): check its name, or import it as csv."),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "This workbook is encrypted or of an old Excel"),
        (workbook(), "This workbook has no visible sheet with content."),
        (workbook(HEADINGS)[:-200], "This file is not a workbook (.xlsx)"),
    ],
)
def test_what_is_no_workbook_is_named(data, message):
    ((place, text),) = faults(data)
    assert (place, text[: len(message)]) == ("the file", message)


def test_a_zip_bomb_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", bytes(60 << 20))
    assert "unpacks to far more than its size" in faults(file.getvalue())[0][1]


def test_rows_below_very_many_empty_ones_are_named():
    def change(sheet):
        sheet["A20000"] = "Far below"

    ((place, message),) = faults(workbook(HEADINGS, ["A report", 2024, 12], change=change))
    assert place == "rows after 2"
    assert "what is below them, down to row 20,000, was left out" in message


def test_cells_far_to_the_right_are_named():
    def change(sheet):
        sheet["XFD2"] = "Far away"

    data = workbook(HEADINGS, ["A report", 2024, 12], change=change)
    assert faults(data) == [("columns after ALL", "What is to the right of column ALL was left out.")]


def test_the_first_sheet_with_a_table_is_read_and_the_others_are_named():
    def change(sheet):
        sheet.title = "Read me"
        listing = sheet.parent.create_sheet("List")
        for row in (HEADINGS, ("A report", 2024, 12)):
            listing.append(row)

    data = workbook(["This workbook lists our reports."], ["Ask Ana."], change=change)
    assert [values["Title"] for values in rows(data)] == ["A report"]
    (note,) = faults(data)
    assert note[0] == "sheet 'Read me'"
    assert note[1].startswith("Only the first visible sheet with a table was read ('List')")
