"""Tables of text as people save them: encodings, delimiters, headings, ragged and broken rows."""

import pytest

from import_sources import faults_of, items_of, values_of
from indexer.importers.readers.tables import csv_rows, table
from indexer.importers.rows import SourceNote, SourceRow
from webui.formats.records import csv_table


def rows(content):
    return values_of(csv_rows, content)


def faults(content):
    return faults_of(csv_rows, content)


def test_a_row_has_its_values_by_heading():
    assert items_of(csv_rows, "Title,Author\nA report,Doe\n") == [
        SourceRow("row 2", {"Title": "A report", "Author": "Doe"})
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_usual_encodings_are_read(encoding):
    text = "Título,Autor\nPrevención de la violencia en el barrio,José Núñez\n"
    assert rows(text.encode(encoding)) == [{"Título": "Prevención de la violencia en el barrio", "Autor": "José Núñez"}]


def test_a_letter_of_another_encoding_late_in_a_file_is_read():
    text = "Title,Author\n" + "A report,Doe\n" * 100_000 + "Policía,Núñez\n"
    assert rows(text.encode("cp1252"))[-1] == {"Title": "Policía", "Author": "Núñez"}


def test_a_utf8_letter_late_in_a_file_is_read():
    text = "Title,Author\n" + "A report,Doe\n" * 100_000 + "Policía,Núñez\n"
    assert rows(text)[-1] == {"Title": "Policía", "Author": "Núñez"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_usual_delimiters_are_detected(delimiter):
    lines = (["Title", "Author", "Year"], ["Guns and gangs", "Doe", "2024"], ["Body cameras", "Roe", "2023"])
    assert rows("\n".join(delimiter.join(line) for line in lines))[1] == {
        "Title": "Body cameras",
        "Author": "Roe",
        "Year": "2023",
    }


def test_commas_in_texts_do_not_hide_semicolons_that_divide():
    assert rows("Title;Author\nGuns, gangs, drugs;Doe, Jane\nCars;Roe, Richard\n") == [
        {"Title": "Guns, gangs, drugs", "Author": "Doe, Jane"},
        {"Title": "Cars", "Author": "Roe, Richard"},
    ]


def test_a_declared_delimiter_counts():
    assert rows("sep=|\nTitle|Author\nA, B|C\n") == [{"Title": "A, B", "Author": "C"}]


def test_a_table_of_one_column_is_not_divided_at_commas():
    assert rows("Title\nGuns, gangs\nCars\nA, B, C\n") == [
        {"Title": "Guns, gangs"},
        {"Title": "Cars"},
        {"Title": "A, B, C"},
    ]


def test_line_breaks_quotes_and_delimiters_within_cells_are_kept():
    assert rows('Title,Summary\n"A ""big"" one","First,\r\nsecond"\n') == [
        {"Title": 'A "big" one', "Summary": "First,\nsecond"}
    ]


def test_a_place_has_the_line_if_it_differs_from_the_row():
    places = [item.place for item in items_of(csv_rows, 'Title,Summary\n"A\nB",C\n\nD,E\n')]
    assert places == ["row 2", "row 4 (line 5)"]


def test_titles_above_the_headings_are_named():
    content = "Our reports of 2024,,\n,,\nTitle,Author,Year\nA report,Doe,2024\nAnother,Roe,2023\n"
    assert items_of(csv_rows, content) == [
        SourceNote("row 1", "This was taken for a title above the headings and left out: 'Our reports of 2024'."),
        SourceRow("row 4", {"Title": "A report", "Author": "Doe", "Year": "2024"}),
        SourceRow("row 5", {"Title": "Another", "Author": "Roe", "Year": "2023"}),
    ]


def test_columns_without_a_heading_or_with_that_of_another_have_a_number():
    assert rows("Author,,Author\nDoe,x,Roe\n") == [{"Author": "Doe", "column 2": "x", "Author (column 3)": "Roe"}]


def test_a_short_row_lacks_its_last_values():
    assert rows("Title,Author,Year\nA report\nB,C,D\n")[0] == {"Title": "A report"}


def test_a_row_with_more_cells_than_headings_is_left_out_and_named():
    content = "Title,Author\nA report,Doe\nGuns, gangs,Roe\nAnother,Poe\n"
    assert rows(content) == [{"Title": "A report", "Author": "Doe"}, {"Title": "Another", "Author": "Poe"}]
    message = (
        "This row has more cells than the 2 headings ('Roe'), so that values may be in wrong columns: it was left "
        "out. Put a value with a comma in quotation marks, or add a heading."
    )
    assert faults(content) == [("row 3", message)]


def test_empty_cells_beyond_the_headings_do_not_matter():
    assert rows("Title,Author\nA report,Doe,,,\n") == [{"Title": "A report", "Author": "Doe"}]


def test_a_quotation_mark_that_is_never_closed_costs_only_its_row():
    content = 'Title,Author\n"A report,Doe\nB,Roe\nC,Poe\n'
    assert rows(content) == [{"Title": "B", "Author": "Roe"}, {"Title": "C", "Author": "Poe"}]
    assert [place for place, _ in faults(content)] == ["row 2"]


def test_a_cell_that_is_too_long_costs_only_its_row():
    content = f'Title,Author\nA,Doe\n"{"x" * (csv_rows.MAX_CELL_CHARACTERS + 1)}",Roe\nC,Poe\n'
    assert rows(content) == [{"Title": "A", "Author": "Doe"}, {"Title": "C", "Author": "Poe"}]
    assert [place for place, _ in faults(content)] == ["row 3"]


def test_nul_bytes_are_left_out():
    assert rows("Title,Author\nA\0B,Doe\n") == [{"Title": "AB", "Author": "Doe"}]


@pytest.mark.parametrize("content", ["", "\n\n", ",,\n", "\ufeff"])
def test_an_empty_table_is_a_fault(content):
    assert faults(content) == [("the table", "This table is empty.")]


def test_a_workbook_is_named():
    assert faults(b"PK\x03\x04...")[0][1].startswith("This file is a workbook or another ZIP file, not CSV")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ('<?xml version="1.0"?><rss><channel>\n<title>News</title>\n', "a web page or XML"),
        ("\ufeff\n<!DOCTYPE html>\n<table>", "a web page or XML"),
        ('{"title": "A"}\n{"title": "B"}\n', "JSON"),
        ('[\n  {"title": "A"}]\n', "JSON"),
        ("\nTY  - RPRT\nTI  - Guns\nER  - \n", "a list of references"),
        ("@report{doe, title = {Guns}}\n", "a list of references"),
    ],
)
def test_text_in_another_format_is_named_rather_than_taken_for_a_table(content, kind):
    assert rows(content) == []
    assert faults(content)[0][1].startswith(f"This file is {kind}, not CSV: ")


def test_the_guard_of_formulas_in_our_export_is_undone_and_nothing_else():
    assert rows("Title,Author\n'=1+1,'quoted'\n'- x,'\u2019tis\n") == [
        {"Title": "=1+1", "Author": "'quoted'"},
        {"Title": "- x", "Author": "'\u2019tis"},
    ]


def test_the_reader_knows_the_same_formulas_as_the_export():
    assert table.FORMULA_STARTS == csv_table.FORMULA_STARTS


@pytest.mark.parametrize("value", ["=SUM(A1)", "+1", "-5 C", "@home", "\uff1d1", "'tis", 'a "b", c', "a; b", "a\nb"])
def test_a_cell_of_our_export_comes_back(value):
    content = csv_table.BYTE_ORDER_MARK + csv_table.csv_row(["Title", "Author"]) + csv_table.csv_row([value, "x"])
    assert rows(content) == [{"Title": value, "Author": "x"}]


def test_rows_of_another_encoding_among_those_of_utf8_are_read():
    content = "Title,Author\nPrevención,Núñez\n".encode() + "Policía,Doe\n".encode("cp1252")
    assert rows(content) == [{"Title": "Prevención", "Author": "Núñez"}, {"Title": "Policía", "Author": "Doe"}]


def test_of_two_apostrophes_before_a_formula_one_is_the_text():
    assert values_of(csv_rows, "Title,Note\nA,''=1\n") == [{"Title": "A", "Note": "'=1"}]
