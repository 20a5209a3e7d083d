"""Files to import are read row by row in a limited process; what came before a failure stays valid."""

import contextlib
import os
import socket
import time
from dataclasses import replace
from pathlib import Path

import pytest

from catalog.errors import CatalogError
from catalog.settings import load_settings
from hostile_readers import ROWS_BEFORE
from indexer.importers.reading import MAX_LISTED_FAULTS, read_rows_by
from indexer.importers.rows import SourceFault, SourceNote, SourceRow
from indexer.sandbox.limits import StreamLimits

READER = "hostile_readers:by_first_word"
PATIENT = StreamLimits(frame_s=20.0, memory_bytes=400 << 20, input_bytes=1 << 20)
QUICK = replace(PATIENT, frame_s=0.7)


@pytest.fixture
def source(tmp_path):
    """A function that makes a file with the given text."""

    def make_source(text):
        path = tmp_path / "source.csv"
        path.write_text(text)
        return path

    return make_source


def read(path, limits=PATIENT):
    return list(read_rows_by(READER, path, limits))


def test_every_row_of_a_file_is_read_in_order(source):
    items = read(source("stop_normally"))
    assert [item.place for item in items] == [f"row {number:,}" for number in range(1, ROWS_BEFORE + 2)]
    assert items[-1] == SourceRow("row 1,201", {"title": "The last one"})


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ("hang", "reading went on for 0.7 seconds without another row"),
        ("spin", "reading went on for 0.7 seconds without another row"),
        ("trickle", "reading went on for 0.7 seconds without another row"),
        ("hog_memory", "it needs more than 400 MB of memory"),
        ("be_killed", "it needs more than 400 MB of memory"),
        ("abort", "its content cannot be understood"),
        ("segfault", "its content cannot be understood"),
        ("leave", "its content cannot be understood"),
        ("fail", "its content cannot be understood"),
        ("fail_to_read", "the disk could not be read"),
        ("announce_too_much", "its content cannot be understood"),
        ("send_unknown_kind", "its content cannot be understood"),
        ("send_nonsense", "its content cannot be understood"),
        ("send_a_frame_of_no_item", "its content cannot be understood"),
    ],
)
def test_what_came_before_a_failure_stays_and_the_last_item_says_what_happened(source, action, reason):
    limits = QUICK if action in {"hang", "spin", "trickle"} else PATIENT
    *rows, fault = read(source(action), limits)
    assert len(rows) == ROWS_BEFORE
    assert isinstance(fault, SourceFault)
    assert fault.message.startswith(f"This file could not be read after row 1,200: {reason}")


def test_the_time_in_which_nobody_reads_does_not_count(source):
    items = read_rows_by(READER, source("stop_normally"), QUICK)
    next(items)
    time.sleep(1.0)
    assert not [item for item in items if isinstance(item, SourceFault | SourceNote)]


def test_reading_ends_at_the_limit_for_the_whole_file(source):
    *_, fault = read(source("hang"), replace(PATIENT, total_s=1.0))
    assert "reading took longer than 1 seconds; split the file" in fault.message


def test_a_child_ends_when_its_rows_are_no_longer_wanted(source):
    items = read_rows_by(READER, source("return_process_id"), PATIENT)
    process = next(item.values["id"] for item in items if item.place == "process")
    items.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_rows_without_end_stop_at_the_limit(source, monkeypatch):
    monkeypatch.setattr("indexer.importers.reading.MAX_ITEMS", 5_000)
    *rows, fault = read(source("write_without_end"))
    assert len(rows) == 5_000
    assert "it has more than 5,000 rows; split the file" in fault.message


def test_many_faults_are_counted_after_the_first_ones(source):
    items = read(source("send_many_faults"))
    faults = [item for item in items if isinstance(item, SourceFault | SourceNote)]
    assert len(faults) == MAX_LISTED_FAULTS + 1
    assert faults[-1] == SourceFault("the file", "500 more parts of this file could not be read.")


@pytest.mark.parametrize("action", ["read_a_file", "start_a_process", "write_to_the_source"])
def test_a_child_has_no_rights_but_to_read_its_file(source, action):
    assert read(source(action))[-1].values["result"].startswith("refused")


def test_a_child_cannot_connect_to_a_server_on_this_machine(source):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        assert read(source(f"connect {server.getsockname()[1]}"))[-1].values["result"].startswith("refused")
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_file_over_the_limit_is_refused_at_once(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(2 << 30)
    with pytest.raises(CatalogError) as refusal:
        next(read_rows_by(READER, path, StreamLimits.from_settings(load_settings(environ={}, folder=tmp_path))))
    assert str(refusal.value) == (
        f"'{path}' has 2 GB, more than the limit of 500 MB: "
        "split it, or ask your administrator to raise the limit (import_max_mb)."
    )


def refusal_of(path):
    with pytest.raises(CatalogError) as refusal:
        next(read_rows_by(READER, path, PATIENT))
    return str(refusal.value)


def test_a_missing_file_is_refused(tmp_path):
    path = tmp_path / "missing.csv"
    assert refusal_of(path) == f"There is no file '{path}': check its name and folder."


def test_a_folder_is_refused(tmp_path):
    assert refusal_of(tmp_path) == f"'{tmp_path}' is a folder: name a file in it."


def test_a_pipe_is_refused_without_waiting(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert "is not a regular file but a pipe or a device" in refusal_of(path)


def test_a_device_is_refused():

    assert "is not a regular file but a pipe or a device" in refusal_of(Path("/dev/zero"))


def test_a_file_that_cannot_be_opened_is_refused(tmp_path):
    path = tmp_path / "loop.csv"
    path.symlink_to(path)
    assert "cannot be opened (Too many levels of symbolic links): check its name and permissions." in refusal_of(path)


def test_a_failed_start_leaves_no_open_descriptors(tmp_path):
    before = len(list(Path("/proc/self/fd").iterdir()))
    with contextlib.suppress(CatalogError):
        next(read_rows_by(READER, tmp_path / "missing.csv", PATIENT))
    assert len(list(Path("/proc/self/fd").iterdir())) == before
