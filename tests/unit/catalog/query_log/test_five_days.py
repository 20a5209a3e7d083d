"""A text can be read once it came on five different days, and not before."""

import datetime as dt

import pytest

import query_log
from catalog.query_log.log_files import KEY_NAME
from catalog.query_log.model import Channel, CountedText, Counts, SearchOutcome
from catalog.query_log.writer import MIN_DAYS
from query_log import add, add_on_days, logged, search, stored_bytes, texts

RARE = "zaphod beeblebrox"


def test_a_text_of_four_days_is_in_no_file(tmp_path):
    for _ in range(3):
        add_on_days(tmp_path, RARE, range(MIN_DAYS - 1))
    assert texts(tmp_path) == []
    assert b"zaphod" not in stored_bytes(tmp_path).lower()


def test_a_text_of_five_days_is_shown_with_all_its_searches(tmp_path):
    add_on_days(tmp_path, RARE, range(MIN_DAYS))
    add_on_days(tmp_path, RARE, [MIN_DAYS - 1, MIN_DAYS])
    assert logged(tmp_path).texts == (CountedText(RARE, "en", MIN_DAYS + 1, Counts(MIN_DAYS + 2)),)


def test_many_searches_on_one_day_are_one_day(tmp_path):
    for _ in range(20):
        add(tmp_path, search(RARE))
    assert texts(tmp_path) == []


def test_days_that_are_added_late_do_not_count_twice(tmp_path):
    for day in (3, 0, 3, 1, 3, 0, 2):
        add(tmp_path, search(RARE, day))
    assert texts(tmp_path) == []


def test_the_same_text_in_two_languages_is_two_texts(tmp_path):
    for day in range(MIN_DAYS - 1):
        add(tmp_path, search(RARE, day), search(RARE, day, language="es"))
    add(tmp_path, search(RARE, MIN_DAYS, language="es"))
    assert (texts(tmp_path), texts(tmp_path, "en"), texts(tmp_path, "es")) == ([RARE], [], [RARE])


def test_what_looks_like_personal_data_is_never_shown_but_counted(tmp_path):
    add_on_days(tmp_path, "call 555-867-5309", range(MIN_DAYS + 1))
    searches = logged(tmp_path)
    assert (searches.texts, searches.unreadable_texts) == ((), 0)
    assert searches.totals == {Channel.SITE: Counts(MIN_DAYS + 1)}
    assert b"5309" not in stored_bytes(tmp_path)


def test_texts_of_programs_are_only_counted(tmp_path):
    for day in range(MIN_DAYS + 1):
        add(tmp_path, search(RARE, day, channel=Channel.API))
    assert logged(tmp_path).texts == ()
    assert logged(tmp_path).totals == {Channel.API: Counts(MIN_DAYS + 1)}


def test_outcomes_and_corrections_are_counted(tmp_path):
    for day in range(MIN_DAYS):
        add(
            tmp_path,
            search(RARE, day, outcome=SearchOutcome.NOTHING),
            search(RARE, day, outcome=SearchOutcome.PARTIAL, corrected_to="zaphod"),
            search(RARE, day, channel=Channel.WIDGET),
        )
    (text,) = logged(tmp_path).texts
    assert text.counts == Counts(3 * MIN_DAYS, MIN_DAYS, MIN_DAYS, MIN_DAYS)
    assert text.corrected_to == "zaphod"


def test_without_the_key_a_guess_cannot_be_tested(tmp_path):
    add_on_days(tmp_path, RARE, range(MIN_DAYS - 1))
    (tmp_path / KEY_NAME).unlink()
    add_on_days(tmp_path, RARE, range(MIN_DAYS - 1, 2 * MIN_DAYS - 2))
    assert texts(tmp_path) == []


def test_what_is_older_than_its_time_is_deleted_from_the_files(tmp_path):
    add_on_days(tmp_path, RARE, range(MIN_DAYS))
    assert b"zaphod" in stored_bytes(tmp_path)
    for day in range(MIN_DAYS + 28, MIN_DAYS + 31):
        add(tmp_path, search("something else", day), keep_days=30)
    assert b"zaphod" not in stored_bytes(tmp_path)
    assert logged(tmp_path).totals == {Channel.SITE: Counts(3)}


def test_a_text_that_pauses_for_long_starts_again(tmp_path):
    add_on_days(tmp_path, RARE, range(MIN_DAYS - 1))
    add_on_days(tmp_path, "something else", range(MIN_DAYS + 98, MIN_DAYS + 101))
    add(tmp_path, search(RARE, MIN_DAYS + 101))
    assert texts(tmp_path) == []


@pytest.mark.parametrize(("since", "shown"), [(0, [RARE]), (MIN_DAYS - 1, [RARE]), (MIN_DAYS, [])])
def test_a_period_has_only_its_own_texts(tmp_path, since, shown):
    add_on_days(tmp_path, RARE, range(MIN_DAYS))
    period = logged(tmp_path, since=query_log.FIRST_DAY + dt.timedelta(since))
    assert [text.text for text in period.texts] == shown
