"""Which changes of files are waited for, and where they have to be looked for."""

from pathlib import Path, PurePath
from threading import Event, Thread

import pytest

from indexer.watch.file_changes import FileChanges, is_network_drive, is_temporary

MOUNTS = r"""22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:50 / /srv/corpus rw - nfs4 server:/export rw
41 22 0:51 / /mnt/my\040share rw - cifs //server/share rw
42 22 0:52 / /srv/corpus/local rw - tmpfs tmpfs rw
43 22 0:53 / /mnt/ssh rw - fuse.sshfs me@server: rw
"""


@pytest.mark.parametrize(
    "name",
    [
        "records/a.yaml~",
        "records/.a.yaml.swp",
        "records/a.yaml.tmp",
        "documents/a/.DS_Store",
        "documents/a/~$report.docx",
        "documents/a/.~lock.report.odt#",
        "documents/a/report.pdf.part",
        "records/#a.yaml#",
        "records/4913",
        ".git/index",
        "documents/Thumbs.db",
    ],
)
def test_temporary_files_are_told(name):
    assert is_temporary(PurePath(name))


@pytest.mark.parametrize(
    "name", ["records/a.yaml", "documents/a/report.pdf", "taxonomy.yaml", "documents/a/notes.txt", "records/a-tmp.yaml"]
)
def test_files_of_the_corpus_are_not_temporary(name):
    assert not is_temporary(PurePath(name))


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/srv/corpus", True),
        ("/srv/corpus/records", True),
        ("/mnt/my share/corpus", True),
        ("/mnt/ssh/corpus", True),
        ("/srv/corpus/local", False),
        ("/home/me/corpus", False),
    ],
)
def test_a_network_drive_is_told_by_what_is_mounted_there(folder, expected):
    assert is_network_drive(Path(folder), MOUNTS) is expected


@pytest.fixture(params=[False, True], ids=["reported", "polled"])
def changes(request, tmp_path):
    (tmp_path / "corpus/records").mkdir(parents=True)
    changes = FileChanges(tmp_path / "corpus", tmp_path / "corpus/var", Event(), polling=request.param)
    changes.wait(print)
    return changes


def wait_for_change(changes, seconds=20):
    """Return whether a change is noticed in the time of so many waits."""
    return any(changes.wait(print) for _ in range(seconds * 5))


def test_a_change_of_a_file_is_noticed(tmp_path, changes):
    (tmp_path / "corpus/records/a.yaml").write_text("id: a")
    assert wait_for_change(changes)


def test_temporary_files_and_the_data_folder_are_ignored(tmp_path, changes):
    (tmp_path / "corpus/records/a.yaml~").write_text("id: a")
    (tmp_path / "corpus/var").mkdir()
    (tmp_path / "corpus/var/CURRENT").write_text("000001")
    assert not wait_for_change(changes, seconds=4)


def test_a_folder_that_was_replaced_counts_as_a_change_and_is_watched(tmp_path, changes):
    (tmp_path / "corpus").rename(tmp_path / "earlier")
    changes.wait(print)
    (tmp_path / "corpus").mkdir()
    assert wait_for_change(changes)
    while changes.wait(print):
        pass
    (tmp_path / "corpus/taxonomy.yaml").write_text("topics: []")
    assert wait_for_change(changes)


def test_waiting_ends_when_it_is_to_stop(tmp_path):
    stop = Event()
    changes = FileChanges(tmp_path, tmp_path / "var", stop, polling=False)
    thread = Thread(target=lambda: [changes.wait(print) for _ in range(3)])
    stop.set()
    thread.start()
    thread.join(30)
    assert not thread.is_alive()
