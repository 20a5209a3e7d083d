"""The CSV table: formulas are disarmed, and every cell can be read back."""

import csv
from io import StringIO

import pytest

import factories
from webui.formats.records.csv_table import csv_row, csv_table, escape_formula


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(first):
    assert escape_formula(f"{first}cmd|' /C calc'!A0") == f"'{first}cmd|' /C calc'!A0"


@pytest.mark.parametrize("cell", ["", "A=1", "2020-05", "'1", " =1", "https://example.org/?a=b"])
def test_any_other_cell_is_unchanged(cell):
    assert escape_formula(cell) == cell


def test_every_cell_of_a_table_is_guarded(listing):
    fields = ("title", "subtitle", "summary", "series", "edition", "rights")
    record = factories.record(
        "one", **dict.fromkeys(fields, "=1"), authors=("@a",), keywords=("+1",), publishers=("-p",)
    )
    _, row = csv.reader(StringIO(csv_table(listing(record))[1:], newline=""))
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert row.count("'=1") == len(fields)


def test_line_breaks_in_a_cell_can_be_read_back(listing):
    rows = list(
        csv.DictReader(StringIO(csv_table(listing(factories.record("one", summary='a\n\n"b", c')))[1:], newline=""))
    )
    assert rows[0]["Summary"] == 'a\n\n"b", c'


def test_cells_are_quoted_as_the_standard_library_does():
    cells = [
        "",
        "a",
        "a b",
        " a ",
        "a,b",
        '"',
        'a"b',
        "a\nb",
        "a\rb",
        "a;b",
        "a'b",
        ",",
        '""',
        "\u00e9,\u4e2d",
        "a\u2028b",
    ]
    file = StringIO(newline="")
    csv.writer(file).writerow(cells)
    assert csv_row(cells) == file.getvalue()


def test_a_cell_that_has_an_apostrophe_before_a_formula_gets_another_one():
    assert escape_formula("'=1") == "''=1"
