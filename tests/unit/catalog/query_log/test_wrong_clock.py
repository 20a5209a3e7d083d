"""A clock that is wrong for a while loses nothing that people searched for, and what it wrote does not stay forever."""

import datetime as dt

import pytest

from catalog.query_log.model import Channel, Counts
from catalog.query_log.writer import MIN_DAYS
from query_log import FIRST_DAY, add, add_on_days, logged, search, stored_bytes, texts

FAR_AHEAD = 5_000
KEEP_DAYS = 30


@pytest.mark.parametrize("wrong_days", [(FAR_AHEAD,), (FAR_AHEAD, FAR_AHEAD + 1)])
def test_a_clock_far_ahead_deletes_nothing(tmp_path, wrong_days):
    add_on_days(tmp_path, "readable", range(MIN_DAYS))
    add_on_days(tmp_path, "four days", range(MIN_DAYS - 1))
    for day in wrong_days:
        add(tmp_path, search("wrong day", day), keep_days=KEEP_DAYS)
    assert texts(tmp_path) == ["readable"]
    add(tmp_path, search("four days", MIN_DAYS), keep_days=KEEP_DAYS)
    assert sorted(texts(tmp_path)) == ["four days", "readable"]
    assert logged(tmp_path).totals == {Channel.SITE: Counts(2 * MIN_DAYS + len(wrong_days))}


def test_a_text_that_came_on_a_wrong_day_can_come_on_further_days(tmp_path):
    add_on_days(tmp_path, "others", range(3))
    add(tmp_path, search("wrong day", FAR_AHEAD))
    add_on_days(tmp_path, "wrong day", range(3, 2 + MIN_DAYS))
    assert "wrong day" not in texts(tmp_path)
    add(tmp_path, search("wrong day", 2 + MIN_DAYS))
    assert "wrong day" in texts(tmp_path)


def test_what_a_clock_far_ahead_wrote_expires_like_anything_else(tmp_path):
    add_on_days(tmp_path, "zaphod", range(MIN_DAYS))
    add(tmp_path, search("zaphod", FAR_AHEAD), keep_days=KEEP_DAYS)
    for day in range(MIN_DAYS, MIN_DAYS + KEEP_DAYS + 1):
        add(tmp_path, search("others", day), keep_days=KEEP_DAYS)
    assert b"zaphod" not in stored_bytes(tmp_path)
    assert logged(tmp_path).totals == {Channel.SITE: Counts(KEEP_DAYS)}
    assert logged(tmp_path, since=FIRST_DAY + dt.timedelta(MIN_DAYS + KEEP_DAYS + 1)).totals == {}


@pytest.mark.parametrize("day", [-5_000, MIN_DAYS - 3])
def test_a_clock_behind_changes_no_day(tmp_path, day):
    add_on_days(tmp_path, "readable", range(MIN_DAYS))
    last_day = FIRST_DAY + dt.timedelta(MIN_DAYS - 1)
    before = logged(tmp_path, since=last_day)
    add(tmp_path, search("wrong day", day), keep_days=KEEP_DAYS)
    after = logged(tmp_path, since=last_day)
    assert (after.texts, after.totals) == (before.texts, before.totals)


def test_after_a_pause_of_a_year_old_counts_are_deleted_on_the_third_day_with_searches(tmp_path):
    add_on_days(tmp_path, "zaphod", range(MIN_DAYS))
    for day in (400, 401):
        add(tmp_path, search("others", day), keep_days=KEEP_DAYS)
    assert texts(tmp_path) == ["zaphod"]
    add(tmp_path, search("others", 402), keep_days=KEEP_DAYS)
    assert b"zaphod" not in stored_bytes(tmp_path)
