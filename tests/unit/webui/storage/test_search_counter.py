"""Searches are counted in memory and written from time to time; no error of a file reaches a request."""

import datetime as dt
import logging
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from catalog.query_log.log_files import DATABASE_NAME
from catalog.query_log.model import Channel, Counts, Searched, SearchOutcome
from catalog.query_log.writer import MIN_DAYS
from query_log import FIRST_DAY, KEEP_DAYS, logged, stored_bytes, texts
from webui.storage import search_counter
from webui.storage.search_counter import MAX_REPEATS, MAX_TEXT_CHARACTERS, MAX_WAITING_TEXTS, SearchCounter


class Clock:
    """A clock that the test sets."""

    def __init__(self):
        self.day = FIRST_DAY

    def __call__(self):
        return self.day


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def counter(tmp_path, clock):
    return SearchCounter(tmp_path, KEEP_DAYS, clock)


def searched(text, outcome=SearchOutcome.FOUND):
    return Searched(text, "en", outcome)


def test_nothing_is_written_before_the_first_search(counter, tmp_path):
    counter.flush()
    assert list(tmp_path.iterdir()) == []


def test_counts_of_several_threads_are_complete(counter, tmp_path):
    with ThreadPoolExecutor(8) as threads:
        for number in range(800):
            threads.submit(counter.count, searched(f"text {number % 100}"), Channel.SITE)
    counter.flush()
    assert logged(tmp_path).totals == {Channel.SITE: Counts(800)}
    assert logged(tmp_path).unreadable_texts == 100


def test_a_search_counts_for_the_day_on_which_it_came(counter, tmp_path, clock):
    for number in range(MIN_DAYS):
        clock.day = FIRST_DAY + dt.timedelta(number)
        counter.count(searched("text"), Channel.SITE)
    counter.flush()
    assert [text.days for text in logged(tmp_path).texts] == [MIN_DAYS]


def test_counts_that_were_not_written_are_lost_and_no_others(counter, tmp_path, clock):
    counter.count(searched("text"), Channel.SITE)
    counter.flush()
    counter.count(searched("text"), Channel.SITE)
    SearchCounter(tmp_path, KEEP_DAYS, clock).flush()  # the process was killed, and another one took its place
    assert logged(tmp_path).totals == {Channel.SITE: Counts(1)}


def test_counts_are_written_after_a_while(tmp_path, clock):
    others = set(threading.enumerate())  # those of other tests wait for a minute
    counter = SearchCounter(tmp_path, KEEP_DAYS, clock, flush_s=0.01)
    counter.count(searched("text"), Channel.SITE)
    for thread in set(threading.enumerate()) - others:
        thread.join()
    assert logged(tmp_path).totals == {Channel.SITE: Counts(1)}


def test_a_repeated_search_counts_a_few_times_between_two_writes(counter, tmp_path):
    for _ in range(1_000):
        counter.count(searched("text"), Channel.SITE)
    counter.flush()
    assert logged(tmp_path).totals == {Channel.SITE: Counts(MAX_REPEATS)}


def test_of_a_flood_of_texts_only_the_number_is_counted(counter, tmp_path):
    for number in range(100_000):
        counter.count(searched(f"text {number}"), Channel.SITE)
    counter.flush()
    assert logged(tmp_path).totals == {Channel.SITE: Counts(100_000)}
    assert logged(tmp_path).unreadable_texts <= MAX_WAITING_TEXTS


def test_long_texts_and_those_of_programs_do_not_stay_in_memory(counter):
    counter.count(searched("x" * (MAX_TEXT_CHARACTERS + 1)), Channel.SITE)
    counter.count(searched("text"), Channel.API)
    assert [search.searched.text for search in counter._waiting] == ["", ""]


@pytest.mark.parametrize("obstacle", ["garbage", "folder", "no folder", "no key"])
def test_files_that_cannot_be_written_lose_counts_and_nothing_else(tmp_path, clock, obstacle, caplog):
    folder = tmp_path / "data"
    if obstacle != "no folder":
        folder.mkdir()
    if obstacle == "garbage":
        (folder / DATABASE_NAME).write_bytes(b"garbage" * 1000)
    elif obstacle == "folder":
        (folder / DATABASE_NAME).mkdir()
    elif obstacle == "no key":
        (folder / "query_log.key").mkdir()
    counter = SearchCounter(folder, KEEP_DAYS, clock)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            counter.count(searched("zaphod"), Channel.SITE)
            counter.flush()
    assert [record.getMessage().count("searches are not counted") for record in caplog.records] == [1]
    assert "zaphod" not in caplog.text
    assert counter.totals == {(Channel.SITE, SearchOutcome.FOUND): 3}


def test_counting_goes_on_when_the_files_can_be_written_again(tmp_path, clock):
    (tmp_path / DATABASE_NAME).write_bytes(b"garbage" * 1000)
    counter = SearchCounter(tmp_path, KEEP_DAYS, clock)
    counter.count(searched("text"), Channel.SITE)
    counter.flush()
    (tmp_path / DATABASE_NAME).unlink()
    counter.count(searched("text"), Channel.SITE)
    counter.flush()
    assert logged(tmp_path).totals == {Channel.SITE: Counts(1)}


def test_a_search_is_counted_if_no_thread_can_be_started(counter, tmp_path, monkeypatch):
    class NoThread:
        def __init__(self, **_):
            raise RuntimeError

    monkeypatch.setattr(search_counter.threading, "Thread", NoThread)
    counter.count(searched("text"), Channel.SITE)
    counter.flush()
    assert texts(tmp_path) == []
    assert logged(tmp_path).totals == {Channel.SITE: Counts(1)}
    assert b"text" not in stored_bytes(tmp_path).replace(b"text_day", b"").replace(b"text TEXT", b"")
