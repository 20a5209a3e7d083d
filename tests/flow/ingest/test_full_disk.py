"""A full disk or a file size limit gives a clear error; the old generation stays, and the next run succeeds."""

import os
import shutil
import subprocess
import sys

import pytest

import publishing
from catalog.live import LiveSearcher
from catalog.model import Document
from catalog.search.query.tree import Query
from factories import publish, record, settings, write_corpus, write_record
from indexer.check.check import check
from indexer.ingest.pipeline import ingest
from paths import ROOT

RECORDS = 30
PAGE_BYTES = 4096
COMMAND = (sys.executable, "-m", "indexer")


def records_with(word):
    """Return records with the word in their titles, and the text of the document of the first one."""
    records = [record(f"r{n}", title=f"Plan {word}", summary=f"{word} {n} " * 50) for n in range(RECORDS - 1)]
    with_document = record("r", title=f"Plan {word}", documents=(Document(path="a.txt"),))
    return (with_document, *records), {"a.txt": f"A text about {word}"}


@pytest.fixture
def changed(folder):
    """A folder with a published corpus in which all records have changed since."""
    records, documents = records_with("old")
    publish(folder, *records, documents=documents)
    records, documents = records_with("new")
    write_corpus(folder / "corpus", *records, documents=documents)
    return folder


@pytest.fixture
def small_disk(changed):
    """The same folder with its data on a disk of a few megabytes."""
    data, backup = changed / "data", changed / "backup"
    data.rename(backup)
    data.mkdir(mode=0o700)
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", data]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may mount the small disk that this test fills")
    shutil.copytree(backup, data, dirs_exist_ok=True)
    yield changed
    subprocess.run(["umount", "--lazy", data], check=True)  # lazy: a searcher may still have its files open


def leave_free(folder, size_bytes):
    """Fill the disk of a folder except for so many bytes. Return the file that fills it."""
    disk = os.statvfs(folder)
    filler = folder / "filler"
    filler.write_bytes(bytes(disk.f_bavail * disk.f_frsize - size_bytes))
    return filler


def run(folder, *prefix):
    command = [*prefix, *COMMAND, "--corpus", folder / "corpus", "--data", folder / "data", "index"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def run_with_free_space(folder, size_bytes):
    filler = leave_free(folder / "data", size_bytes)
    result = run(folder)
    filler.unlink()
    return result


def titles(folder):
    hits = LiveSearcher(settings(folder)).current().search(Query("plan", per_page=100)).hits
    return [hit.record.title for hit in hits]


def assert_failed_without_damage(result, folder, reason):
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(f"clearinghouse: {reason}")
    assert titles(folder) == ["Plan old"] * RECORDS


def full_disk_message(folder):
    return f"the disk that holds the folder {folder / 'data'} is full: "


def assert_the_next_run_succeeds(folder):
    assert ingest(settings(folder)).published
    assert titles(folder) == ["Plan new"] * RECORDS
    assert check(settings(folder)).faults == ()


def test_a_full_disk_is_reported_and_the_served_generation_stays(small_disk):
    filler = leave_free(small_disk / "data", 0)
    assert_failed_without_damage(run(small_disk), small_disk, full_disk_message(small_disk))
    filler.unlink()
    assert_the_next_run_succeeds(small_disk)


def test_the_message_about_a_full_disk_says_how_much_space_is_needed_and_what_to_do(small_disk):
    filler = leave_free(small_disk / "data", 0)
    message = run(small_disk).stderr
    filler.unlink()
    (name,) = publishing.generations(small_disk).names()
    size = sum(path.stat().st_size for path in (small_disk / "data/generations" / name).iterdir())
    assert f"0.0 MB are free, the next index needs about {2 * size / 1e6:.1f} MB. Free some space, or set" in message
    assert "set keep_generations = 1 in clearinghouse.toml" in message
    assert "Visitors see what they saw before" in message


def test_on_a_nearly_full_disk_the_oldest_generation_is_removed_before_the_build(small_disk):
    generations = publishing.generations(small_disk)
    for word in ("second", "third"):
        write_corpus(small_disk / "corpus", *records_with(word)[0])
        ingest(settings(small_disk))
    names = generations.names()
    write_corpus(small_disk / "corpus", *records_with("new")[0])
    result = run_with_free_space(small_disk, 0)
    assert (result.returncode, len(names), generations.names()) == (2, 3, names[1:])
    assert run(small_disk).returncode == 0
    assert titles(small_disk) == ["Plan new"] * RECORDS


def test_wherever_a_run_fills_the_disk_the_served_generation_stays_and_nothing_is_left_behind(small_disk):
    write_record(small_disk / "corpus", record("r", title="Plan new"))  # without a document: only the index is written
    generations = publishing.generations(small_disk)
    (served,) = generations.names()
    free_bytes = 0
    while (result := run_with_free_space(small_disk, free_bytes)).returncode != 0:
        assert_failed_without_damage(result, small_disk, full_disk_message(small_disk))
        assert generations.names() == (served,)
        assert list((small_disk / "data").glob("building-*")) == []
        free_bytes += PAGE_BYTES if free_bytes >= 36 * PAGE_BYTES else 6 * PAGE_BYTES
    assert free_bytes > 20 * PAGE_BYTES
    assert (titles(small_disk), check(settings(small_disk)).faults) == (["Plan new"] * RECORDS, ())


@pytest.mark.parametrize("blocks", [0, 4, 32])
def test_a_file_size_limit_is_reported_and_the_served_generation_stays(changed, blocks):
    limited = ("sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh")
    reason = "the index could not be written: File too large. Visitors see what they saw before\n"
    assert_failed_without_damage(run(changed, *limited), changed, reason)
    assert_the_next_run_succeeds(changed)


def test_a_data_folder_that_cannot_be_created_is_reported(folder):
    write_corpus(folder / "corpus", record("a"))
    (folder / "data").write_text("a file")
    result = run(folder)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(f"clearinghouse: the data folder {folder / 'data'} cannot be used: ")
