"""Lines that are no sentences are recognized: page numbers, rows, contents, and lines to fill in."""

import pytest

from indexer.extract.line_kinds import is_entry, is_label, is_page_number, is_row, is_to_fill_in


@pytest.mark.parametrize("line", ["12", "- 12 -", "Page 3 of 9", "p. 4", "iv", "P\u00e1gina 3 de 12", "| 7"])
def test_a_page_number_is_recognized(line):
    assert is_page_number(line)


@pytest.mark.parametrize("line", ["911", "12 officers", "Page 3 of the report", "Step 4"][1:])
def test_other_lines_with_a_number_are_not_page_numbers(line):
    assert not is_page_number(line)


@pytest.mark.parametrize(
    "line",
    [
        "Boston 1,204 12.3% 88",
        "2015 2016 2017",
        "Rank | Officers | Share",
        "Introduction .......... 4",
        "Introduction . . . . . 4",
        "06/25/16 50 BP R 086352 RETURNED TO 132696 0 1074935",
        "* * *",
    ],
)
def test_a_row_is_recognized(line):
    assert is_row(line)


@pytest.mark.parametrize(
    "line",
    [
        "In 2019 the city had 204 shootings and 38 homicides.",
        "Received 4 October 2005",
        f"Why | {'The reason is that few agencies have tried it, and none has told others about it. ' * 2}",
        "Wait... and see",
        "See [the guide](guide.html) [1]",
    ],
)
def test_a_sentence_is_not_a_row(line):
    assert not is_row(line)


@pytest.mark.parametrize(
    "line",
    ["Name: ______", "\u2610 Yes \u2610 No", "[ ] Done", "Yes  No", "Date ............", f"{'_' * 200} Signature"],
)
def test_a_line_to_fill_in_is_recognized(line):
    assert is_to_fill_in(line)


@pytest.mark.parametrize("line", ["No.", "Yes, officers may do so", f"{'A long text of a form. ' * 10} ____"])
def test_a_text_is_not_to_be_filled_in(line):
    assert not is_to_fill_in(line)


@pytest.mark.parametrize(("line", "result"), [("Hiring and pay 12", True), ("Preface vi", True), ("12", False)])
def test_an_entry_of_contents_ends_with_the_number_of_a_page(line, result):
    assert is_entry(line) == result


@pytest.mark.parametrize(("line", "result"), [("Nationality:", True), ("Nationality: Dutch", False)])
def test_a_label_ends_with_a_colon(line, result):
    assert is_label(line) == result
