"""The toolkit store: concurrency, expiry and the size limit."""

import datetime as dt
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from catalog.errors import SavingError
from webui.storage.toolkits import ToolkitStore, new_key

DAY = dt.date(2026, 3, 1)


def test_threads_can_share_and_read_while_the_file_is_created(tmp_path):
    stores = [ToolkitStore(tmp_path, 10) for _ in range(4)]

    def share(number):
        store = stores[number % 4]
        key = store.share(f"toolkit {number}", DAY, 1)
        return store.shared(key, DAY).content

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(share, range(100))) == [f"toolkit {number}" for number in range(100)]


def test_keys_are_long_and_unique():
    keys = {new_key() for _ in range(1000)}
    assert len(keys) == 1000
    assert {len(key) for key in keys} == {22}


def test_drafts_and_shared_toolkits_have_separate_keys(tmp_path):
    store, key = ToolkitStore(tmp_path, 10), new_key()
    store.save_draft(key, "mine", DAY, 90)
    shared = store.share("ours", DAY, 365)
    assert (store.shared(key, DAY), store.draft(shared, DAY)) == (None, None)


def test_the_next_write_deletes_expired_toolkits(tmp_path):
    store = ToolkitStore(tmp_path, 10)
    store.share("old", DAY, 10)
    store.save_draft(new_key(), "old", DAY, 10)
    store.share("new", DAY + dt.timedelta(11), 10)
    contents = "SELECT content FROM shared UNION ALL SELECT content FROM draft"
    with closing(sqlite3.connect(tmp_path / "toolkits.sqlite")) as database:
        assert database.execute(contents).fetchall() == [("new",)]


def test_a_full_store_refuses_new_toolkits_and_keeps_the_old_ones(tmp_path):
    store = ToolkitStore(tmp_path, 1)
    key = store.share("x" * 400_000, DAY, 10)
    store.share("y" * 400_000, DAY, 10)
    with pytest.raises(SavingError, match="no room"):
        store.share("z" * 400_000, DAY, 10)
    assert store.shared(key, DAY).content == "x" * 400_000
    later = DAY + dt.timedelta(11)
    assert store.shared(store.share("z" * 400_000, later, 10), later)


def test_a_failed_write_leaves_the_stored_toolkit(tmp_path):
    store, key = ToolkitStore(tmp_path, 1), new_key()
    store.save_draft(key, "before", DAY, 10)
    with pytest.raises(SavingError):
        store.save_draft(key, "x" * 2_000_000, DAY, 10)
    assert store.draft(key, DAY).content == "before"


def test_reading_creates_no_file(tmp_path):
    assert ToolkitStore(tmp_path / "none", 10).shared(new_key(), DAY) is None
    assert not (tmp_path / "none").exists()


def test_a_file_without_tables_is_an_empty_store(tmp_path):
    with closing(sqlite3.connect(tmp_path / "toolkits.sqlite")) as database:
        database.execute("PRAGMA journal_mode = WAL")
    store, key = ToolkitStore(tmp_path, 10), new_key()
    assert (store.shared(key, DAY), store.draft(key, DAY)) == (None, None)
    assert store.shared(store.share("new", DAY, 10), DAY).content == "new"


def test_a_writer_waits_while_another_creates_the_file(tmp_path):
    """Changing the journal mode fails at once while another writes; writing waits."""
    (tmp_path / "toolkits.sqlite").touch()
    with ThreadPoolExecutor(1) as pool, closing(sqlite3.connect(tmp_path / "toolkits.sqlite")) as other_writer:
        other_writer.execute("BEGIN EXCLUSIVE")
        shared = pool.submit(ToolkitStore(tmp_path, 10).share, "mine", DAY, 10)
        with pytest.raises(TimeoutError):
            shared.result(0.2)
        other_writer.rollback()
        assert ToolkitStore(tmp_path, 10).shared(shared.result(), DAY).content == "mine"


@pytest.mark.parametrize("day", ["soon", b"\xff", 5])
def test_a_damaged_day_raises_a_saving_error(tmp_path, day):
    store = ToolkitStore(tmp_path, 10)
    key = store.share("mine", DAY, 10)
    with closing(sqlite3.connect(tmp_path / "toolkits.sqlite")) as database, database:
        database.execute("UPDATE shared SET created = ?", (day,))
    with pytest.raises(SavingError):
        store.shared(key, DAY)
