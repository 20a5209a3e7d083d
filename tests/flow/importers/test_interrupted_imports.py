"""An import that is killed, meets another one, or fills the disk leaves all or nothing, and can be repeated."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from indexer.editing.history import History
from indexing import found_ids
from partner_source import ROWS
from paths import ROOT

KILLS = 10
DISK_BYTES = 16 << 20


@pytest.fixture
def start(folder, partner):
    """A function that starts the import of the partner's rows in a process of its own."""

    def run():
        command = [sys.executable, "-m", "indexer", "--corpus", folder / "corpus", "--data", folder / "data"]
        command += ["import", "csv", partner.path]
        return subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0
        )

    return run


def rows(count):
    return [{**ROWS[0], "id": f"q{number}", "title": f"Guide {number}"} for number in range(count)]


def ids_there(partner):
    return sorted(record.imported.id for record in partner.records().values() if record.imported)


def test_an_import_that_is_killed_can_be_repeated_and_doubles_nothing(partner, start):
    generator = random.Random(16)  # noqa: S311  # the moments of a test
    partner.write(*rows(30))
    for _ in range(KILLS):
        process = start()
        time.sleep(generator.uniform(0.3, 2.5))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        assert len(set(ids_there(partner))) == len(ids_there(partner))
    assert partner.run().exit_code == 0
    assert ids_there(partner) == sorted(row["id"] for row in rows(30))
    sets = History(partner.settings).sets()
    assert [item.number for item in sets] == list(range(len(sets), 0, -1))
    assert not (partner.settings.data / "history" / "unfinished.json").exists()


def test_two_imports_at_the_same_time_bring_each_record_once(partner, start):
    partner.write(*rows(30))
    processes = [start(), start()]
    outputs = [process.communicate() for process in processes]
    assert {process.returncode for process in processes} <= {0, 2}, outputs
    refused = [error for process, (_, error) in zip(processes, outputs, strict=True) if process.returncode == 2]
    assert all("run the command again" in error for error in refused), refused
    assert partner.run().exit_code == 0
    assert ids_there(partner) == sorted(row["id"] for row in rows(30))


@contextmanager
def on_small_disk(path):
    """Move a folder to a disk of a few megabytes."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount the small disk that this test fills")
    backup = path.with_name("backup")
    path.rename(backup)
    path.mkdir(mode=0o700)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES},mode=700", "tmpfs", path]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("no disk can be mounted here")
    subprocess.run(["cp", "-a", f"{backup}/.", path], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", path], check=True)


def fill(path):
    """Fill the disk of a folder but for a few blocks; return the file that fills it."""
    disk = os.statvfs(path)
    filler = path / "filler.tmp"
    filler.write_bytes(bytes((disk.f_bavail - 4) * disk.f_frsize))
    return filler


@pytest.fixture
def small_disk(partner):
    """The partner, with the corpus on a disk of a few megabytes."""
    with on_small_disk(partner.corpus):
        yield partner


def test_a_full_data_folder_is_named_and_the_import_is_completed_later(partner):
    partner.write(*rows(30))
    with on_small_disk(partner.settings.data):
        filler = fill(partner.settings.data)
        result = partner.run()
        filler.unlink()
        said = result.stdout + result.stderr
        assert (result.exit_code in {1, 2}, "No space left on device" in said or "is full" in said) == (True, True), (
            said
        )
        assert partner.run().exit_code == 0
        assert ids_there(partner) == sorted(row["id"] for row in rows(30))
        assert found_ids(partner.corpus.parent, "guide") != []


def test_a_full_disk_leaves_no_half_written_import(small_disk):
    partner = small_disk
    partner.write(*rows(30))
    assert partner.run("--dry-run").exit_code == 0
    before = partner.files()
    filler = fill(partner.corpus)
    result = partner.run()
    filler.unlink()
    assert (result.exit_code, "full" in result.stderr or "space" in result.stderr) == (2, True), result.stderr
    assert partner.files() == before
    assert not (partner.settings.data / "history" / "unfinished.json").exists()
    assert History(partner.settings).sets() == ()
    assert partner.run().exit_code == 0
    assert ids_there(partner) == sorted(row["id"] for row in rows(30))
