"""The toolkit store: concurrency, expiry and the room for toolkits."""

import datetime as dt
import logging
import random
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from hashlib import sha256

import pytest

from catalog.errors import SavingError
from webui.storage import toolkit_table
from webui.storage.toolkits import ToolkitStore, new_key

DAY = dt.date(2026, 3, 1)
NEXT_DAY = DAY + dt.timedelta(1)
OLD_TABLE = """
CREATE TABLE {} (
    key BLOB PRIMARY KEY, content TEXT NOT NULL, created TEXT NOT NULL, expires TEXT NOT NULL
) WITHOUT ROWID
"""
"""The layout of version 0.2.0."""


def text(size_kb):
    """Return a text that takes so many kilobytes, because it cannot be compressed further."""
    return random.Random(size_kb).randbytes(size_kb * 877).hex()  # noqa: S311  # not a secret


def rows(folder, select):
    """Return the rows of a query on the file."""
    with closing(sqlite3.connect(folder / "toolkits.sqlite")) as database:
        return database.execute(select).fetchall()


def acknowledged(attempt):
    """Return the result of an attempt that is repeated while the store is busy."""
    while True:
        try:
            return attempt()
        except SavingError as error:
            if "Reload this page" not in str(error):
                raise


def test_threads_can_share_and_read_while_the_file_is_created(tmp_path):
    stores = [ToolkitStore(tmp_path, 10) for _ in range(4)]

    def share(number):
        store = stores[number % 4]
        key = acknowledged(lambda: store.share(f"toolkit {number}", DAY, 1))
        return acknowledged(lambda: store.shared(key, DAY)).content

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


def test_the_next_writes_delete_expired_toolkits_a_few_at_a_time(tmp_path):
    store = ToolkitStore(tmp_path, 10)
    for _ in range(24):
        store.share("old", DAY, 10)
    store.save_draft(new_key(), "old", DAY, 10)
    later, counts = DAY + dt.timedelta(11), []
    for _ in range(3):
        store.share("new", later, 10)
        counts.append(rows(tmp_path, "SELECT count(*) FROM toolkit WHERE expires < '2026-03-12'")[0][0])
    assert counts == [5, 0, 0]


def test_an_expired_toolkit_is_not_found_before_it_is_deleted(tmp_path):
    store = ToolkitStore(tmp_path, 10)
    key = store.share("old", DAY, 10)
    assert (store.shared(key, DAY + dt.timedelta(10)).content, store.shared(key, DAY + dt.timedelta(11))) == (
        "old",
        None,
    )


# The room


def test_the_size_of_a_toolkit_is_that_of_its_compressed_bytes(tmp_path):
    store = ToolkitStore(tmp_path, 1)
    for _ in range(30):
        store.share("a note that is repeated " * 20_000, DAY, 10)
    assert rows(tmp_path, "SELECT sum(size) < 60000, max(size) > 200 FROM toolkit") == [(True, True)]
    with pytest.raises(SavingError, match="no room"):
        store.share("".join(map(chr, range(0x4E00, 0x9E00))) * 50 + text(990), DAY, 10)


def test_a_full_store_refuses_a_large_toolkit_and_keeps_the_others(tmp_path):
    store = ToolkitStore(tmp_path, 1)
    key = store.share(text(400), DAY, 10)
    store.share(text(401), DAY, 10)
    with pytest.raises(SavingError, match="no room"):
        store.share(text(402), DAY, 10)
    assert store.shared(key, DAY).content == text(400)
    later = DAY + dt.timedelta(11)
    assert store.shared(store.share(text(403), later, 10), later)


def test_in_a_full_store_a_small_toolkit_displaces_the_largest_that_nobody_has_opened_again(tmp_path):
    store = ToolkitStore(tmp_path, 1)
    large, larger, small = (store.share(text(size), DAY, 365) for size in (400, 500, 80))
    new = store.share(text(90), DAY, 365)
    kept = [bool(store.shared(key, DAY)) for key in (large, larger, small, new)]
    assert kept == [True, False, True, True]


def test_a_toolkit_that_was_opened_on_a_later_day_is_never_displaced(tmp_path):
    store = ToolkitStore(tmp_path, 1)
    opened, unopened, on_the_first_day = (store.share(text(size), DAY, 365) for size in (340, 310, 320))
    assert store.shared(opened, NEXT_DAY)
    assert store.shared(on_the_first_day, DAY)
    store.share(text(100), NEXT_DAY, 365)
    store.share(text(101), NEXT_DAY, 365)
    assert [bool(store.shared(key, NEXT_DAY)) for key in (opened, unopened, on_the_first_day)] == [True, True, False]


def test_a_draft_that_was_changed_on_a_later_day_is_never_displaced(tmp_path):
    store, changed, unchanged = ToolkitStore(tmp_path, 1), new_key(), new_key()
    store.save_draft(unchanged, text(450), DAY, 90)
    store.save_draft(changed, "first", DAY, 90)
    store.save_draft(changed, text(500), NEXT_DAY, 90)
    store.share(text(100), NEXT_DAY, 365)
    assert (store.draft(unchanged, NEXT_DAY), store.draft(changed, NEXT_DAY).content) == (None, text(500))


def test_one_visitor_who_shares_without_end_keeps_nobody_else_from_sharing(tmp_path):
    store = ToolkitStore(tmp_path, 1)
    yesterday = store.share("Shared and opened.", DAY, 365)
    store.shared(yesterday, NEXT_DAY)
    refused, others = 0, []
    for number in range(40):
        try:
            store.share(text(100 + number), NEXT_DAY, 365)
        except SavingError:
            refused += 1
        others.append(store.share(f"A toolkit of somebody else, {number}", NEXT_DAY, 365))
    assert refused > 20
    assert all(store.shared(key, NEXT_DAY) for key in (yesterday, *others))


def test_deleted_and_replaced_toolkits_leave_their_room_to_others(tmp_path):
    store, key = ToolkitStore(tmp_path, 1), new_key()
    for size in (900, 10, 900, 20):
        store.save_draft(key, text(size), DAY, 90)
    store.delete_draft(key, DAY)
    assert rows(tmp_path, "SELECT used FROM room") == [(0,)]


def test_a_failed_write_leaves_the_stored_toolkit(tmp_path):
    store, key = ToolkitStore(tmp_path, 1), new_key()
    store.save_draft(key, "before", DAY, 10)
    with pytest.raises(SavingError):
        store.save_draft(key, text(2000), DAY, 10)
    assert store.draft(key, DAY).content == "before"


def test_the_operator_is_warned_once_a_day_at_each_stage(tmp_path, caplog):
    store = ToolkitStore(tmp_path, 1)
    for size in (490, 20, 280, 20, 160):
        store.share(text(size), DAY, 10)
    for _ in range(3):
        with pytest.raises(SavingError):
            store.share(text(500), DAY, 10)
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 3
    assert caplog.messages[0] == "toolkits use 0.5 of 1 MB (toolkits_mb)"


@pytest.mark.parametrize("statement", ["DELETE_EXPIRED", "DELETE_LARGEST_NOT_IN_USE", "SELECT", "MARK_IN_USE"])
def test_no_statement_reads_the_whole_table(tmp_path, statement):
    ToolkitStore(tmp_path, 1).share("mine", DAY, 10)
    sql = getattr(toolkit_table, statement)
    with closing(sqlite3.connect(tmp_path / "toolkits.sqlite")) as database:
        plan = database.execute(f"EXPLAIN QUERY PLAN {sql}", (1,) * sql.count("?")).fetchall()
    assert [step for *_, step in plan if step.startswith("SCAN toolkit") or "TEMP B-TREE" in step] == []


# The file


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


@pytest.mark.parametrize("damage", ["created = 'soon'", "created = x'ff'", "created = 5", "content = 'text'"])
def test_a_damaged_row_raises_a_saving_error(tmp_path, damage):
    store = ToolkitStore(tmp_path, 10)
    key = store.share("mine", DAY, 10)
    with closing(sqlite3.connect(tmp_path / "toolkits.sqlite")) as database, database:
        database.execute(f"UPDATE toolkit SET {damage}")  # noqa: S608  # one of the above
    with pytest.raises(SavingError):
        store.shared(key, DAY)


def test_a_file_that_was_replaced_is_opened_at_once(tmp_path):
    first, second = ToolkitStore(tmp_path / "a", 10), ToolkitStore(tmp_path / "b", 10)
    lost, restored = first.share("lost", DAY, 10), second.share("restored", DAY, 10)
    del second
    (tmp_path / "b/toolkits.sqlite").rename(tmp_path / "a/toolkits.sqlite")
    for companion in (tmp_path / "a").glob("toolkits.sqlite-*"):
        companion.unlink()
    assert (first.shared(lost, DAY), first.shared(restored, DAY).content) == (None, "restored")


# Locks


def test_toolkits_are_read_while_another_process_holds_the_write_lock(tmp_path):
    store = ToolkitStore(tmp_path, 10)
    key = store.share("mine", DAY, 10)
    with closing(sqlite3.connect(tmp_path / "toolkits.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert store.shared(key, NEXT_DAY).content == "mine"
        with pytest.raises(SavingError, match="Reload this page in a few seconds"):
            store.share("yours", DAY, 10)
        other.rollback()
    assert store.shared(store.share("yours", DAY, 10), DAY).content == "yours"


def test_an_acknowledged_toolkit_is_synced_to_the_disk(tmp_path):
    store = ToolkitStore(tmp_path, 10)
    store.share("mine", DAY, 10)
    database = store._writer._connection
    assert [database.execute(f"PRAGMA {name}").fetchall() for name in ("journal_mode", "synchronous")] == [
        [("wal",)],
        [(2,)],
    ]


# The layout of version 0.2.0


@pytest.fixture
def old_file(tmp_path):
    """A folder with a file of the former layout, and the key of a shared toolkit and of a draft in it."""
    keys = [new_key(), new_key()]
    with closing(sqlite3.connect(tmp_path / "toolkits.sqlite")) as database, database:
        for table, key in zip(("shared", "draft"), keys, strict=True):
            database.execute(OLD_TABLE.format(table))
            expired = [(bytes([number]), "x", "2026-02-20", "2026-02-21") for number in range(9)]
            valid = (toolkit_key_hash(key), f"an old {table} toolkit, ñ", "2026-02-20", "2027-02-20")
            database.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", [*expired, valid])  # noqa: S608
    return tmp_path, *keys


def toolkit_key_hash(key):
    return sha256(key.encode()).digest()


def test_toolkits_of_the_former_layout_are_read_before_and_after_they_are_moved(old_file):
    folder, shared, draft = old_file
    store = ToolkitStore(folder, 10)
    contents = []
    for _ in range(5):
        contents.append((store.shared(shared, DAY).content, store.draft(draft, DAY).content))
        store.share("new", DAY, 10)
    assert contents == [("an old shared toolkit, ñ", "an old draft toolkit, ñ")] * 5
    assert rows(folder, "SELECT name FROM sqlite_master WHERE name IN ('draft', 'shared')") == []
    assert rows(folder, "SELECT count(*), sum(in_use) FROM toolkit") == [(7, 2)]


def test_a_draft_of_the_former_layout_can_be_changed_and_deleted(old_file):
    folder, _, draft = old_file
    store = ToolkitStore(folder, 10)
    store.save_draft(draft, "changed", DAY, 90)
    for _ in range(4):
        store.share("new", DAY, 10)
        assert store.draft(draft, DAY).content == "changed"
    store.delete_draft(draft, DAY)
    assert store.draft(draft, DAY) is None


def test_a_deleted_draft_of_the_former_layout_does_not_come_back(old_file):
    folder, _, draft = old_file
    store = ToolkitStore(folder, 10)
    store.delete_draft(draft, DAY)
    store.share("new", DAY, 10)
    assert store.draft(draft, DAY) is None
