"""One process writes the index at a time, and only into a private data folder."""

import os
import threading

import pytest

from catalog.errors import EngineError, LockedError
from catalog.live import LiveSearcher
from factories import record, settings, write_record
from indexer.ingest.pipeline import ingest
from publishing import generations, publish_titles, titles


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_data_folder_that_others_can_write_to_is_neither_read_nor_written(folder, mode):
    publish_titles(folder, "First")
    (folder / "data").chmod(mode)
    with pytest.raises(EngineError, match="writable by nobody else"):
        LiveSearcher(settings(folder)).current()
    with pytest.raises(EngineError, match="writable by nobody else"):
        ingest(settings(folder))


def test_a_new_data_folder_is_private(folder):
    (folder / "data").mkdir()
    (folder / "data").chmod(0o777)
    publish_titles(folder, "First")
    assert (folder / "data").stat().st_mode & 0o777 == 0o700


def test_a_second_writer_is_refused_with_the_process_that_holds_the_lock(folder):
    generations(folder).prepare()
    with (
        generations(folder).writing(),
        pytest.raises(LockedError, match=f"process {os.getpid()} .* is writing"),
        generations(folder).writing(),
    ):
        pass


def test_a_second_writer_is_told_at_once_which_process_it_waits_for(folder):
    generations(folder).prepare()
    notices = []
    with generations(folder).writing(), pytest.raises(LockedError), generations(folder).writing(0.1, notices.append):
        pass
    assert [notice.startswith(f"Waiting for process {os.getpid()} ") for notice in notices] == [True]
    assert notices[0].endswith("which is writing the index (up to 0.1 s) ...")


def test_a_writer_that_does_not_have_to_wait_gets_no_notice(folder):
    notices = []
    with generations(folder).writing(10, notices.append):
        pass
    assert notices == []


def test_a_second_writer_waits_its_turn(folder):
    order = []
    second_writer_started = threading.Event()

    def write_second():
        second_writer_started.set()
        with generations(folder).writing(60.0):
            order.append("second")

    second_writer = threading.Thread(target=write_second)
    with generations(folder).writing():
        second_writer.start()
        second_writer_started.wait()
        order.append("first")
    second_writer.join()
    assert order == ["first", "second"]


def test_a_run_that_does_not_get_the_lock_changes_nothing(folder, monkeypatch):
    names = publish_titles(folder, "First")
    write_record(folder / "corpus", record("a", title="Second"))
    monkeypatch.setattr("indexer.ingest.pipeline.LOCK_WAIT_S", 0.0)
    with generations(folder).writing(), pytest.raises(LockedError):
        ingest(settings(folder))
    assert (generations(folder).current(), titles(LiveSearcher(settings(folder)))) == (names[0], ["First"])
