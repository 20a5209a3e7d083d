"""Text for dates, durations, sizes and counts."""

import datetime as dt

import pytest

from catalog.model import AgencySize, PartialDate
from webui.i18n.formatting import (
    agency_words,
    date_words,
    duration_words,
    excerpt,
    page_words,
    rough_duration_words,
    size_words,
)
from webui.media_types import type_words


@pytest.mark.parametrize(
    ("date", "words"),
    [
        (PartialDate(2016), "2016"),
        (PartialDate(2016, 3), "March 2016"),
        (PartialDate(2016, 3, 5), "March 5, 2016"),
        (dt.date(2026, 11, 23), "November 23, 2026"),
    ],
)
def test_a_date_shows_only_its_known_parts(date, words):
    assert date_words(date) == words


@pytest.mark.parametrize(("seconds", "words"), [(45, "45 sec"), (1497, "25 min"), (3600, "1 hr"), (3900, "1 hr 5 min")])
def test_a_duration_is_in_hours_and_minutes(seconds, words):
    assert duration_words(seconds) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(1, "1 min"), (52, "50 min"), (58, "1 hr"), (65, "1 hr"), (246, "4 hr"), (260, "4 hr 15 min")],
)
def test_an_estimated_duration_is_rounded(minutes, words):
    assert rough_duration_words(minutes) == words


@pytest.mark.parametrize(
    ("size_bytes", "words"), [(900, "900 bytes"), (38_400, "38 kB"), (999_600, "1.0 MB"), (1_234_567, "1.2 MB")]
)
def test_a_size_is_in_decimal_units(size_bytes, words):
    assert size_words(size_bytes) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (None, "Any agency size"),
        (AgencySize(None, 49), "Up to 49 sworn officers"),
        (AgencySize(50, 249), "50\u2013249 sworn officers"),
        (AgencySize(1000), "1,000 or more sworn officers"),
        (AgencySize(0, 9), "Up to 9 sworn officers"),
    ],
)
def test_an_agency_size_is_in_sworn_officers(size, words):
    assert agency_words(size) == words


def test_a_count_is_plural_except_for_one():
    assert [page_words(n) for n in (0, 1, 1200)] == ["0 pages", "1 page", "1,200 pages"]


def test_an_excerpt_ends_at_a_word_boundary():
    assert excerpt("one two three", 10) == "one two \u2026"
    assert excerpt("short", 10) == "short"
    assert len(excerpt("x" * 500, 100)) <= 100


def test_an_unknown_media_type_is_named_by_its_subtype():
    assert (type_words("application/pdf"), type_words("application/zip")) == ("PDF", "ZIP")
