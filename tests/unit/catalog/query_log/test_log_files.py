"""The files of the query log: private, bounded, written by several processes, and damaged ones."""

import multiprocessing
import os
import sqlite3
import stat
from contextlib import closing

import pytest

from catalog.errors import QueryLogError
from catalog.query_log import log_files, writer
from catalog.query_log.log_files import DATABASE_NAME, KEY_NAME, MAX_BYTES
from catalog.query_log.model import Channel, Counts
from catalog.query_log.reader import read_searches
from catalog.query_log.writer import MIN_DAYS
from query_log import FIRST_DAY, KEEP_DAYS, add, add_on_days, logged, search, texts

PROCESSES, WRITES = 4, 10


def write_often(folder, number):
    for count in range(WRITES):
        add(folder, search("shared text", count % MIN_DAYS), search(f"own text {number}", count % MIN_DAYS))


def test_no_count_is_lost_when_several_processes_write_at_once(tmp_path):
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=write_often, args=(tmp_path, number)) for number in range(PROCESSES)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * PROCESSES
    assert logged(tmp_path).totals == {Channel.SITE: Counts(2 * PROCESSES * WRITES)}


def test_only_the_owner_can_read_the_files(tmp_path):
    add_on_days(tmp_path, "text", range(MIN_DAYS))
    names = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert {DATABASE_NAME, KEY_NAME} <= set(names)
    assert set(names.values()) == {0o600}


def test_the_order_in_which_texts_came_is_not_stored(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    (tmp_path / "one" / KEY_NAME).write_bytes(b"k" * 32)
    (tmp_path / "two" / KEY_NAME).write_bytes(b"k" * 32)
    searches = [search(f"text {number}") for number in range(200)]
    add(tmp_path / "one", *searches)
    add(tmp_path / "two", *reversed(searches))
    one, two = ((tmp_path / name / DATABASE_NAME).read_bytes() for name in ("one", "two"))
    assert one == two


def test_a_flood_of_different_texts_stays_bounded(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "MAX_UNREADABLE", 20_000)
    add_on_days(tmp_path, "known text", range(MIN_DAYS - 1))
    for start in range(0, 100_000, 20_000):
        add(tmp_path, *(search(f"flood {number:x}", MIN_DAYS) for number in range(start, start + 20_000)))
    assert logged(tmp_path).unreadable_texts <= 20_000
    assert (tmp_path / DATABASE_NAME).stat().st_size < 4_000_000
    add(tmp_path, search("known text", MIN_DAYS))
    assert texts(tmp_path) == ["known text"]


def test_no_more_texts_than_allowed_become_readable(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "MAX_READABLE", 3)
    for day in range(MIN_DAYS + 2):
        add(tmp_path, *(search(f"text {number}", day) for number in range(10)))
    assert len(texts(tmp_path)) == 3


def test_a_full_database_refuses_counts_and_keeps_those_it_has(tmp_path, monkeypatch):
    add(tmp_path, search("text"))
    monkeypatch.setattr(log_files, "MAX_BYTES", 10 * 4096)
    with pytest.raises(sqlite3.OperationalError):
        add(tmp_path, *(search(f"text {number}") for number in range(5_000)))
    assert logged(tmp_path).totals == {Channel.SITE: Counts(1)}
    assert MAX_BYTES > 10 * 4096


def test_a_write_that_is_cut_off_adds_nothing(tmp_path, monkeypatch):
    add(tmp_path, search("text"))

    def fail(*_):
        raise sqlite3.OperationalError

    monkeypatch.setattr(writer, "_limit_hashes", fail)
    with pytest.raises(sqlite3.OperationalError):
        add(tmp_path, search("other text"))
    assert logged(tmp_path).totals == {Channel.SITE: Counts(1)}
    assert logged(tmp_path).unreadable_texts == 1


def test_a_locked_database_is_an_error_after_a_while(tmp_path, monkeypatch):
    monkeypatch.setattr(log_files, "BUSY_TIMEOUT_S", 0.05)
    add(tmp_path, search("text"))
    with closing(sqlite3.connect(tmp_path / DATABASE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError):
            add(tmp_path, search("text"))
        with pytest.raises(QueryLogError, match="locked"):
            read_searches(tmp_path, FIRST_DAY)


@pytest.mark.parametrize("content", [b"no database" * 1000, b"SQLite format 3\0"])
def test_a_damaged_database_is_an_error_that_says_what_to_do(tmp_path, content):
    (tmp_path / DATABASE_NAME).write_bytes(content)
    with pytest.raises(sqlite3.DatabaseError):
        add(tmp_path, search("text"))
    with pytest.raises(QueryLogError, match="delete it"):
        read_searches(tmp_path, FIRST_DAY)
    assert (tmp_path / DATABASE_NAME).read_bytes() == content


def test_the_database_of_a_later_version_is_left_alone(tmp_path):
    add(tmp_path, search("text"))
    with closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as database:
        database.execute("PRAGMA user_version = 99")
    before = (tmp_path / DATABASE_NAME).read_bytes()
    with pytest.raises(log_files.UnknownLayoutError):
        add(tmp_path, search("text"))
    with pytest.raises(QueryLogError, match="written by another version of the clearinghouse") as error:
        read_searches(tmp_path, FIRST_DAY)
    assert "delete" not in str(error.value)
    assert (tmp_path / DATABASE_NAME).read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_read_only_database_can_still_be_read(tmp_path):
    add(tmp_path, search("text"))
    (tmp_path / DATABASE_NAME).chmod(0o400)
    with pytest.raises(sqlite3.OperationalError):
        add(tmp_path, search("text"))
    assert logged(tmp_path).totals == {Channel.SITE: Counts(1)}


def test_without_a_log_there_is_nothing_to_read(tmp_path):
    assert read_searches(tmp_path, FIRST_DAY) is None
    assert list(tmp_path.iterdir()) == []


def test_a_cut_key_is_an_error(tmp_path):
    (tmp_path / KEY_NAME).write_bytes(b"short")
    with pytest.raises(OSError, match="damaged"):
        writer.add_searches(tmp_path, {search("text"): 1}, KEEP_DAYS)
