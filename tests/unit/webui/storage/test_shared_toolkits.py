"""The shelf: many at once, what has had its time, and how much room there is."""

import datetime as dt
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from catalog.errors import SavingError
from webui.storage.toolkits import Shelf, new_key

DAY = dt.date(2026, 3, 1)


def test_many_may_share_and_read_at_once_from_the_first_moment(tmp_path):
    shelves = [Shelf(tmp_path, 10) for _ in range(4)]

    def share(number):
        shelf = shelves[number % 4]
        key = shelf.share(f"toolkit {number}", DAY, 1)
        return shelf.shared(key, DAY).content

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(share, range(100))) == [f"toolkit {number}" for number in range(100)]


def test_keys_are_long_and_none_is_given_twice():
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert {len(key) for key in keys} == {22}


def test_a_draft_is_no_shared_toolkit_and_the_other_way_round(tmp_path):
    shelf, key = Shelf(tmp_path, 10), new_key()
    shelf.keep_draft(key, "mine", DAY, 90)
    shared = shelf.share("ours", DAY, 365)
    assert (shelf.shared(key, DAY), shelf.draft(shared, DAY)) == (None, None)


def test_what_has_had_its_time_makes_room_at_the_next_writing(tmp_path):
    shelf = Shelf(tmp_path, 10)
    shelf.share("old", DAY, 10)
    shelf.keep_draft(new_key(), "old", DAY, 10)
    shelf.share("new", DAY + dt.timedelta(11), 10)
    there = "SELECT content FROM shared UNION ALL SELECT content FROM draft"
    with closing(sqlite3.connect(tmp_path / "toolkits.sqlite")) as database:
        assert database.execute(there).fetchall() == [("new",)]


def test_the_room_is_bounded_and_what_was_kept_before_stays(tmp_path):
    shelf = Shelf(tmp_path, 1)
    key = shelf.share("x" * 400_000, DAY, 10)
    shelf.share("y" * 400_000, DAY, 10)
    with pytest.raises(SavingError, match="no room"):
        shelf.share("z" * 400_000, DAY, 10)
    assert shelf.shared(key, DAY).content == "x" * 400_000
    later = DAY + dt.timedelta(11)
    assert shelf.shared(shelf.share("z" * 400_000, later, 10), later)


def test_a_write_that_fails_leaves_what_was_there(tmp_path):
    shelf, key = Shelf(tmp_path, 1), new_key()
    shelf.keep_draft(key, "before", DAY, 10)
    with pytest.raises(SavingError):
        shelf.keep_draft(key, "x" * 2_000_000, DAY, 10)
    assert shelf.draft(key, DAY).content == "before"


def test_nothing_is_made_by_reading(tmp_path):
    assert Shelf(tmp_path / "none", 10).shared(new_key(), DAY) is None
    assert not (tmp_path / "none").exists()


def test_a_file_that_was_just_made_or_whose_maker_was_stopped_holds_nothing_yet(tmp_path):
    with closing(sqlite3.connect(tmp_path / "toolkits.sqlite")) as database:
        database.execute("PRAGMA journal_mode = WAL")
    shelf, key = Shelf(tmp_path, 10), new_key()
    assert (shelf.shared(key, DAY), shelf.draft(key, DAY)) == (None, None)
    assert shelf.shared(shelf.share("new", DAY, 10), DAY).content == "new"


def test_nobody_waits_in_vain_while_another_begins_the_file(tmp_path):
    """Changing the journal does not wait for others, and fails; writing does wait."""
    (tmp_path / "toolkits.sqlite").touch()
    with ThreadPoolExecutor(1) as pool, closing(sqlite3.connect(tmp_path / "toolkits.sqlite")) as other:
        other.execute("BEGIN EXCLUSIVE")
        shared = pool.submit(Shelf(tmp_path, 10).share, "mine", DAY, 10)
        with pytest.raises(TimeoutError):
            shared.result(0.2)
        other.rollback()
        assert Shelf(tmp_path, 10).shared(shared.result(), DAY).content == "mine"


@pytest.mark.parametrize("day", ["soon", b"\xff", 5])
def test_a_day_that_somebody_spoiled_is_told_as_such(tmp_path, day):
    shelf = Shelf(tmp_path, 10)
    key = shelf.share("mine", DAY, 10)
    with closing(sqlite3.connect(tmp_path / "toolkits.sqlite")) as database, database:
        database.execute("UPDATE shared SET created = ?", (day,))
    with pytest.raises(SavingError):
        shelf.shared(key, DAY)
