"""A slot lets threads take turns, and refuses them at once while a turn takes long."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest

from webui.storage.database import DatabaseSlot

FOR_EVER = 3600.0


@contextmanager
def held(slot):
    """Let another thread have its turn until the block ends."""
    inside, finished = threading.Event(), threading.Event()

    def hold():
        with slot.writing():
            inside.set()
            finished.wait()

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(hold)
        inside.wait()
        try:
            yield
        finally:
            finished.set()
            holding.result()


def test_threads_take_turns_while_turns_are_short(tmp_path):
    slot = DatabaseSlot(tmp_path / "file", FOR_EVER, FOR_EVER)

    def write(number):
        with slot.writing() as database:
            database.execute("CREATE TABLE IF NOT EXISTS numbers (number)")
            database.execute("INSERT INTO numbers VALUES (?)", (number,))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(50)))
    with slot.reading() as database:
        assert database.execute("SELECT count(*) FROM numbers").fetchall() == [(50,)]


def test_a_thread_waits_only_for_a_while_and_the_next_ones_not_at_all(tmp_path):
    slot = DatabaseSlot(tmp_path / "file", FOR_EVER, 0.01)
    with held(slot):
        with pytest.raises(TimeoutError), slot.writing():
            pass
        slot._patience_s = FOR_EVER  # whoever waits now hangs
        for _ in range(100):
            with pytest.raises(TimeoutError), slot.writing():
                pass


def test_a_refusal_is_logged_once(tmp_path, caplog):
    slot = DatabaseSlot(tmp_path / "file", FOR_EVER, 0.01)
    with held(slot):
        for _ in range(3):
            with pytest.raises(TimeoutError), slot.reading():
                pass
    assert caplog.messages == ["file is locked or slow: requests that need it are refused"]


def test_threads_wait_for_their_turn_again_after_a_short_one(tmp_path):
    slot = DatabaseSlot(tmp_path / "file", FOR_EVER, 0.01)
    with held(slot), pytest.raises(TimeoutError), slot.writing():
        pass
    slot._patience_s = FOR_EVER
    with slot.writing():
        pass
    with ThreadPoolExecutor(1) as pool:
        with held(slot):
            waiting = pool.submit(lambda: slot.writing().__enter__())
            with pytest.raises(TimeoutError):
                waiting.result(0.1)
        waiting.result()


def test_what_was_not_committed_is_undone_and_the_slot_can_be_used_again(tmp_path):
    slot = DatabaseSlot(tmp_path / "file", FOR_EVER)
    with slot.writing() as database:
        database.execute("CREATE TABLE numbers (number)")
    with pytest.raises(sqlite3.OperationalError, match="no such table"), slot.writing() as database:
        list(map(database.execute, ("INSERT INTO numbers VALUES (1)", "INSERT INTO unknown VALUES (1)")))
    with slot.reading() as database:
        assert database.execute("SELECT number FROM numbers").fetchall() == []


def test_a_locked_file_is_an_error_after_the_timeout(tmp_path):
    slot = DatabaseSlot(tmp_path / "file", 0.05)
    with slot.writing():
        pass
    with closing(sqlite3.connect(tmp_path / "file", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError, match="locked"), slot.writing():
            pass


def test_a_connection_is_closed_with_its_slot(tmp_path):
    slot = DatabaseSlot(tmp_path / "file", FOR_EVER)
    with slot.writing() as database:
        pass
    del slot
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        database.execute("SELECT 1")


def test_one_process_may_create_the_file_while_another_does(tmp_path):
    slots = [DatabaseSlot(tmp_path / "file", FOR_EVER, FOR_EVER) for _ in range(8)]

    def write(slot):
        with slot.writing() as database:
            database.execute("CREATE TABLE IF NOT EXISTS numbers (number)")
            database.execute("INSERT INTO numbers VALUES (1)")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, slots))
    with slots[0].reading() as database:
        assert database.execute("SELECT sum(number) FROM numbers").fetchall() == [(8,)]
    assert {path.name for path in tmp_path.iterdir()} <= {"file", "file-wal", "file-shm"}
