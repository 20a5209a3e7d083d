"""Rows of cells in extracted text become tables."""

from webui.components.text_blocks import Table, blocks


def test_consecutive_rows_become_a_table_with_the_first_as_its_header():
    text = ["Before", "Mark | Meaning", "0 | No", "1 | In part", "After"]
    table = Table(("Mark", "Meaning"), (("0", "No"), ("1", "In part")), even=True)
    assert list(blocks(text)) == ["Before", table, "After"]


def test_an_empty_cell_keeps_its_column():
    (table,) = blocks(["a | b | c", "1 |  | 3", "1 | | ", "| 2 | 3"])
    assert table.rows == (("1", "", "3"), ("1", "", ""), ("", "2", "3"))


def test_rows_of_different_lengths_have_no_header():
    (table,) = blocks(["a | b | c", "1 | 3"])
    assert table == Table((), (("a", "b", "c"), ("1", "3")), even=False)


def test_a_single_row_and_bars_without_spaces_stay_text():
    assert list(blocks(["one | row", "no row", "a|b", "c|d"])) == ["one | row", "no row", "a|b", "c|d"]


def test_a_paragraph_of_several_lines_is_not_a_row():
    assert list(blocks(["a | b\nc | d", "e | f\ng"])) == ["a | b\nc | d", "e | f\ng"]
