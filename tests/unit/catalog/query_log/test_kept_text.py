"""Texts that the query log may keep, and those that look like personal data."""

import pytest

from catalog.query_log.kept_text import MAX_KEPT_CHARACTERS, counted_form, kept_text


@pytest.mark.parametrize(
    "text",
    [
        "john.smith@example.org",
        "write to j@x",
        "555-867-5309",
        "(555) 867-5309",
        "555.867.5309 smith",
        "867-5309",
        "5558675309",
        "+34 612 345 678",
        "123-45-6789",
        "123 45 6789",
        "dob 3/4/1985",
        "born 04-03-85",
        "1985-03-04",
        "12 Main Street",
        "1600 pennsylvania ave nw",
        "210b old mill rd",
        "Calle Mayor 12",
        "avenida de la constitución, 4".replace(",", ""),
        "PO Box 12",
        "abc-1234",
        "ABC1234",
        "7abc123",
        "abc 1234",
        "1234 abc".replace(" ", ""),
        "1hgcm82633a004352",
        "https://example.org/?token=abc",
        "case 2024-0012345",
    ],
)
def test_what_looks_like_personal_data_is_not_kept(text):
    assert kept_text(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "body worn cameras",
        "911 call taking",
        "9/11",
        "p-20",
        "ar-15",
        "ncj 251572",
        "year:2015..2017",
        "fy2024 grants",
        "grants 2024",
        "policía comunitaria",
        "officers shot 2023 2024",
        "title 42",
        "21st century policing",
        "covid-19",
        '"focused deterrence" -guns',
        "agencies with 40 officers",
        "street outreach",
        "hot spots on one street",
    ],
)
def test_ordinary_searches_are_kept(text):
    assert kept_text(text) == text


def test_a_long_text_is_not_kept():
    assert kept_text("a" * MAX_KEPT_CHARACTERS)
    assert not kept_text("a" * (MAX_KEPT_CHARACTERS + 1))


def test_a_text_is_kept_on_one_line_in_small_letters_without_invisible_characters():
    assert kept_text("  Body\n worn\u200b \u202eCAMERAS ") == "body worn cameras"


def test_spellings_that_differ_in_capitals_and_accents_are_counted_together():
    assert counted_form(kept_text("Policía  Local")) == counted_form(kept_text("policia local"))
