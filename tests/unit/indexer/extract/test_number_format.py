"""Numbers are shown as a spreadsheet shows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.office.number_formats.number_format import BUILT_IN_FORMATS, formatted_number, formatted_text

ACCOUNTING = '_($* #,##0_);_($* (#,##0);_($* "-"_);_(@_)'
PHONE = "[<=9999999]###-####;(###) ###-####"
TOKENS = """0 # ? . , % / @ E+ e y m d h s [h] [ss] AM/PM ; "a" \\x _x * [Red] [<5] [>=1e3] [$-409] General 9 [ " \\"""
CODES = st.lists(st.sampled_from(TOKENS.split()), max_size=12).map("".join)
NUMBERS = st.floats().map(repr) | st.integers().map(str) | st.text(max_size=5)


@pytest.mark.parametrize(
    ("number", "code", "shown"),
    [
        ("0.1", "General", "0.1"),
        ("0.30000000000000004", "General", "0.3"),
        ("0.3333333333333333", "General", "0.333333333"),
        ("1234567.891234", "General", "1234567.891"),
        ("9781234567890", "General", "9781234567890"),
        ("1E+20", "General", "1E+20"),
        ("-0.5", "", "-0.5"),
        ("0.457", "0.0%", "45.7%"),
        ("0.457", "0.0 %", "45.7 %"),
        ("1234", "00000", "01234"),
        ("123456789", "000-00-0000", "123-45-6789"),
        ("1230", r"00\:00", "12:30"),
        ("1250", ACCOUNTING, " $ 1,250 "),
        ("-1250", ACCOUNTING, " $ (1,250)"),
        ("0", ACCOUNTING, " $ - "),
        ("-5", "[Red]0.00", "-5.00"),
        ("-0.001", "0.00", "0.00"),
        ("-3", "0;(0)", "(3)"),
        ("1.005", "0.00", "1.01"),
        ("1234.5", "#,##0.##", "1,234.5"),
        ("0.5", "#.##", ".5"),
        ("1", "0,000", "0,001"),
        ("1234567", '0.0,,"M"', "1.2M"),
        ("1234567", "#,##0,", "1,235"),
        ("2025550100", PHONE, "(202) 555-0100"),
        ("5550100", PHONE, "555-0100"),
        ("1500", '[>=1000]#,##0.0,"K";0', "1.5K"),
        ("1", "[$€-2] #,##0.00", "€ 1.00"),
        ("1234.5", "#,##0.00 [$€-407]", "1,234.50 €"),
        ("12345", "0.00E+00", "1.23E+04"),
        ("999999", "0.00E+00", "1.00E+06"),
        ("0.00012", "0.00E-00", "1.20E-04"),
        ("12345", "##0.0E+0", "12.3E+3"),
        ("0.5", "# ?/?", "1/2"),
        ("1.25", "# ?/?", "1 1/4"),
        ("1.5", "# ??/16", "1 8/16"),
        ("2.99", "# ?/2", "3"),
        ("1.5", "?/?", "3/2"),
        ("5", 'General" units"', "5 units"),
        ("1", '"Yes";"Yes";"No"', "Yes"),
        ("0", '"Yes";"Yes";"No"', "No"),
        ("0", "0;-0;;@", ""),
        ("7", "@", "7"),
        ("n/a", "0.00", "n/a"),
        ("1", "0" * 300, "1"),
    ],
)
def test_a_number_is_shown_by_its_format(number, code, shown):
    assert formatted_number(number, code) == shown


@pytest.mark.parametrize(
    ("days", "code", "shown"),
    [
        ("45356", "mmmm d, yyyy", "March 5, 2024"),
        ("45356", "dddd, mmm d", "Tuesday, Mar 5"),
        ("45356", "yy-mm-dd", "24-03-05"),
        ("45356", "[$-409]mmm\\ yyyy;@", "Mar 2024"),
        ("45356", '[$-80A]d" de "mmmm" de "yyyy', "5 de marzo de 2024"),
        ("45356", "[$-es-MX]d/mmm/yyyy", "5/mar/2024"),
        ("45356", "[$-de-DE]mmmm", "March"),
        ("45356.5", "m/d/yyyy h:mm", "3/5/2024 12:00"),
        ("45356.99999999", "m/d/yyyy h:mm", "3/6/2024 0:00"),
        ("0.6041666666666666", "h:mm AM/PM", "2:30 PM"),
        ("0.5", "[$-F400]h:mm:ss\\ AM/PM", "12:00:00 PM"),
        ("0.0006944", "h:mm a/p", "12:01 A"),
        ("1.5625", "[h]:mm", "37:30"),
        ("1.5625", "[mm]:ss", "2250:00"),
        ("0.00001736", "mm:ss.00", "00:01.50"),
        ("41", "yyyy-mm-dd", "1900-02-10"),
        ("-1", "yyyy", "-1"),
        ("3000000", "yyyy", "3000000"),
    ],
)
def test_a_date_or_time_is_shown_by_its_format(days, code, shown):
    assert formatted_number(days, code) == shown


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        (1, "1235"),
        (4, "1,234.50"),
        (5, "$1,235 "),
        (10, "123450.00%"),
        (14, "5/18/1903"),
        (37, "1,235 "),
        (49, "1234.5"),
    ],
)
def test_formats_with_fixed_ids_are_those_of_american_english(number_format, shown):
    assert formatted_number("1234.5", BUILT_IN_FORMATS[number_format]) == shown


@pytest.mark.parametrize(
    ("code", "shown"), [("General", "A1"), ('"Case "@', "Case A1"), ("0;0;0;@", "A1"), ("0.00", "A1"), (";;;", "A1")]
)
def test_text_is_shown_by_its_format_and_never_hidden(code, shown):
    assert formatted_text("A1", code) == shown


@given(NUMBERS, CODES)
def test_any_number_is_shown_by_any_format(number, code):
    assert isinstance(formatted_number(number, code), str)
    assert isinstance(formatted_number(number, code, is_1904=True), str)
    assert "A1" in formatted_text("A1", code) or "@" in code
