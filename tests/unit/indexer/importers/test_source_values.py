"""Texts, dates, languages, identifiers and durations of sources, in the forms of records."""

import pytest

from indexer.importers.readers.documents.text_language import language_of
from indexer.importers.values.dates import partial_date
from indexer.importers.values.durations import seconds
from indexer.importers.values.identifiers import sort_identifiers
from indexer.importers.values.languages import declared_language
from indexer.importers.values.text import plain_line, unmarked_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Hello <b>world</b></p><p>Two &amp; three</p>", "Hello world\n\nTwo & three"),
        ("&lt;p&gt;It&amp;#39;s&lt;/p&gt;", "It's"),
        ("agencies with <50 officers & more", "agencies with <50 officers & more"),
        ("AT&amp;T", "AT&T"),
        ("AT&T", "AT&T"),
        ("one<br>two", "one\ntwo"),
        ("<ul><li>one<li>two</ul>after", "one\ntwo\n\nafter"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a b"),
        ("<script>alert(1)</script><p>safe</p>", "safe"),
        ("<p>one\nline</p>", "one line"),
        ("two\n\nparagraphs", "two\n\nparagraphs"),
        ("\ud800 surrogate", "surrogate"),
        ("", ""),
        (None, ""),
        (7, ""),
    ],
)
def test_markup_becomes_what_a_reader_sees(markup, text):
    assert unmarked_text(markup) == text


def test_text_that_is_declared_plain_keeps_its_angle_brackets():
    assert unmarked_text("Use <b> in HTML", is_markup=False) == "Use <b> in HTML"


def test_a_line_has_no_line_breaks():
    assert plain_line("<p>one</p><p>two</p>") == "one two"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024", "2024"),
        (2024, "2024"),
        ("2024-05", "2024-05"),
        ("2024-05-03T23:00:00-05:00", "2024-05-03"),
        ("2024-00-00", "2024"),
        ("2002-10-02 10:00:00", "2002-10-02"),
        ("Tue, 03 Jun 2025 23:00:00 -0500", "2025-06-03"),
        ("03 Jun 98 10:00 GMT", "1998-06-03"),
        ("Thu, 5 April 2012 00:00 +0000", "2012-04-05"),
        ("May 3, 2024", "2024-05-03"),
        ("3 de mayo de 2024", "2024-05-03"),
        ("13/4/2024", "2024-04-13"),
        ("20240503", "2024-05-03"),
        ("c2004", "2004"),
        ("[2004]", "2004"),
        ("© 2004.", "2004"),
    ],
)
def test_dates_of_other_catalogs_are_read(written, date):
    assert partial_date(written) == date


@pytest.mark.parametrize(
    "written",
    [
        "2024-02-31",
        "31 Feb 2024 10:00:00 GMT",
        "3/4/2024",
        "[2004?]",
        "1999-2004",
        "ca. 1990",
        "2016-03-01/2017-03-01",
        "0001-01-01T00:00:00",
        "1970-01-01T00:00:00Z",
        "Yesterday",
        "R/P1Y",
        "",
        None,
        "9" * 10_000,
    ],
)
def test_a_date_that_is_broken_or_has_several_meanings_is_not_guessed(written):
    assert partial_date(written) == ""


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("en-us", "en"),
        ("en_US", "en"),
        ("eng", "en"),
        ("English", "en"),
        ("Español", "es"),
        ("spa", "es"),
        ("es-mx", "es-MX"),
        ("français", "fr"),
        ("und", ""),
        ("en; es", ""),
        ("Klingonian", ""),
        ("", ""),
        (5, ""),
    ],
)
def test_languages_become_codes(written, code):
    assert declared_language(written) == code


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("https://doi.org/10.1000/182", {"doi": "10.1000/182"}),
        ("doi:10.1000/182", {"doi": "10.1000/182"}),
        ("NCJ 251572", {"ncj": "251572"}),
        ("ISBN 978-0-13-110362-7", {"isbn": "978-0-13-110362-7"}),
        ("urn:isbn:9780131103627", {"isbn": "9780131103627"}),
        ("BJA-2010-F_10143", {"report": "BJA-2010-F_10143"}),
    ],
)
def test_numbers_are_told_by_their_form(written, numbers):
    assert sort_identifiers([written]).numbers == numbers


def test_addresses_and_other_identifiers_are_kept_apart():
    identifiers = sort_identifiers(["https://example.org/x", "Journal of Law, 12(3)", ""])
    assert (identifiers.numbers, identifiers.addresses, identifiers.others) == (
        {},
        ["https://example.org/x"],
        ["Journal of Law, 12(3)"],
    )


@pytest.mark.parametrize(
    ("written", "duration_s"),
    [
        ("3600", 3600),
        ("1:02:03", 3723),
        ("62:03", 3723),
        ("PT1H5M", 3900),
        ("P0DT0H5M", 300),
        ("1 h 30 min", 5400),
        (12.5, 12),
        ("0", None),
        ("00:00", None),
        ("long", None),
        (None, None),
    ],
)
def test_durations_become_seconds(written, duration_s):
    assert seconds(written) == duration_s


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The officers of the department are trained to listen, and it is not easy for them to be on time. " * 2, "en"),
        ("Los agentes de la policía se reúnen con la comunidad para que las calles no sean un peligro. " * 2, "es"),
        ("Les agents de la police sont dans les rues avec une équipe pour que la ville soit sûre. " * 2, "fr"),
        ("Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt. " * 3, ""),
        ("The report", ""),
    ],
)
def test_the_language_of_a_text_is_told_by_its_words(text, code):
    assert language_of(text) == code
