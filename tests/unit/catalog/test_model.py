"""The catalog's values: partial dates, agency sizes, featured periods."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model import AgencySize, Featured, PartialDate

DAYS = st.dates()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2016", PartialDate(2016)),
        ("2016-02", PartialDate(2016, 2)),
        ("2016-02-29", PartialDate(2016, 2, 29)),
        ("0001-01-01", PartialDate(1, 1, 1)),
    ],
)
def test_a_partial_date_is_parsed_and_formatted(text, date):
    assert PartialDate.parse(text) == date
    assert str(date) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "16",
        "20160",
        "2016-1",
        "2016-",
        "2016-01-1",
        "2016-01-01-01",
        "-2016",
        "2016/01",
        " 2016",
        "\u0662\u0660\u0661\u0666",
    ],
)
def test_other_notations_are_refused(text):
    with pytest.raises(ValueError, match="is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"):
        PartialDate.parse(text)


@pytest.mark.parametrize("text", ["0000", "2016-00", "2016-13", "2015-02-29", "2016-04-31", "2016-01-00"])
def test_dates_outside_the_calendar_are_refused(text):
    with pytest.raises(ValueError, match="is not a date in the calendar"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2015-02", "2015-02-01", "2015-02-28"),
        ("2016-12", "2016-12-01", "2016-12-31"),
        ("2016-07-04", "2016-07-04", "2016-07-04"),
        ("9999", "9999-01-01", "9999-12-31"),
    ],
)
def test_a_partial_date_spans_a_range_of_days(text, first, last):
    date = PartialDate.parse(text)
    assert (str(date.first_day()), str(date.last_day())) == (first, last)


@given(DAYS)
def test_every_calendar_day_can_be_parsed(day):
    date = PartialDate.parse(day.isoformat())
    assert date.first_day() == date.last_day() == day


@given(DAYS, DAYS)
def test_complete_dates_sort_by_day(first, second):
    dates = [PartialDate.parse(day.isoformat()) for day in (first, second)]
    assert (dates[0] < dates[1]) == (first < second)


def test_less_precise_dates_sort_first():
    assert PartialDate(2015, 12, 31) < PartialDate(2016) < PartialDate(2016, 1) < PartialDate(2016, 1, 1)


@pytest.mark.parametrize(
    ("size", "sworn_range", "overlaps"),
    [
        ((50, 249), (None, 49), False),
        ((49, 249), (None, 49), True),
        ((50, 249), (249, 999), True),
        ((50, 249), (250, None), False),
        ((None, 49), (1, 1), True),
        ((1000, None), (999, 999), False),
        ((1000, None), (None, None), True),
        ((None, None), (7, 7), True),
    ],
)
def test_agency_sizes_include_both_ends(size, sworn_range, overlaps):
    assert AgencySize(*size).overlaps(*sworn_range) is overlaps


DAY = dt.date(2026, 6, 15)


@pytest.mark.parametrize(
    ("since", "until", "included"),
    [
        (None, None, True),
        (DAY, DAY, True),
        (DAY, None, True),
        (None, DAY, True),
        (DAY + dt.timedelta(1), None, False),
        (None, DAY - dt.timedelta(1), False),
    ],
)
def test_a_featured_period_includes_both_ends(since, until, included):
    assert Featured(since, until).includes(DAY) is included


def test_the_most_recently_featured_sorts_first_and_undated_periods_last():
    periods = [Featured(), Featured(dt.date(2025, 1, 1)), Featured(DAY)]
    assert sorted(periods, key=lambda period: period.sort_key) == periods[::-1]
