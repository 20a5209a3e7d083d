"""A full disk, and files that must not grow: a clear error, the old generation stays, the next run succeeds."""

import os
import shutil
import subprocess
import sys

import pytest

import publishing
from catalog.live import LiveSearcher
from catalog.model import Document
from catalog.search.query.tree import Query
from factories import corpus, publish, record, settings, write_record
from indexer.check.check import check
from indexer.ingest.pipeline import ingest
from paths import ROOT

RECORDS = 30
PAGE = 4096
COMMAND = (sys.executable, "-m", "indexer")


def edition(word):
    """Records that have the word in their titles, and the text that the first of them links to."""
    records = [record(f"r{n}", title=f"Plan {word}", summary=f"{word} {n} " * 50) for n in range(RECORDS - 1)]
    linking = record("r", title=f"Plan {word}", documents=(Document(path="a.txt"),))
    return (linking, *records), {"a.txt": f"A text about {word}"}


@pytest.fixture
def changed(folder):
    """A folder with a published corpus, all of whose records have changed since."""
    records, documents = edition("old")
    publish(folder, *records, documents=documents)
    records, documents = edition("new")
    corpus(folder / "corpus", *records, documents=documents)
    return folder


@pytest.fixture
def small_disk(changed):
    """Put the data folder on a disk of a few megabytes."""
    data, aside = changed / "data", changed / "aside"
    data.rename(aside)
    data.mkdir(mode=0o700)
    mounted = ["mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", data]
    if os.geteuid() != 0 or subprocess.run(mounted, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may mount the small disk that this test fills")
    shutil.copytree(aside, data, dirs_exist_ok=True)
    yield changed
    subprocess.run(["umount", "--lazy", data], check=True)  # lazy: a searcher may still have its files open


def leave_free(folder, size_bytes):
    """Fill the disk of a folder up to so many bytes; return the file that fills it."""
    disk = os.statvfs(folder)
    filler = folder / "filler"
    filler.write_bytes(bytes(disk.f_bavail * disk.f_frsize - size_bytes))
    return filler


def run(folder, *before):
    command = [*before, *COMMAND, "--corpus", folder / "corpus", "--data", folder / "data", "index"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def run_with_room(folder, size_bytes):
    filler = leave_free(folder / "data", size_bytes)
    ended = run(folder)
    filler.unlink()
    return ended


def titles(folder):
    hits = LiveSearcher(settings(folder)).current().search(Query("plan", per_page=100)).hits
    return [hit.record.title for hit in hits]


def assert_refused_and_unharmed(ended, folder, reason):
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"clearinghouse: {reason}")
    assert titles(folder) == ["Plan old"] * RECORDS


def full(folder):
    return f"the disk that holds the folder {folder / 'data'} is full: "


def assert_the_next_run_succeeds(folder):
    assert ingest(settings(folder)).published
    assert titles(folder) == ["Plan new"] * RECORDS
    assert check(settings(folder)).faults == ()


def test_a_full_disk_is_told_and_leaves_what_was_served(small_disk):
    filler = leave_free(small_disk / "data", 0)
    assert_refused_and_unharmed(run(small_disk), small_disk, full(small_disk))
    filler.unlink()
    assert_the_next_run_succeeds(small_disk)


def test_a_full_disk_is_told_with_what_is_needed_and_two_ways_out(small_disk):
    filler = leave_free(small_disk / "data", 0)
    said = run(small_disk).stderr
    filler.unlink()
    (name,) = publishing.generations(small_disk).names()
    size = sum(path.stat().st_size for path in (small_disk / "data/generations" / name).iterdir())
    assert f"0.0 MB are free, the next index needs about {2 * size / 1e6:.1f} MB. Free some space, or set" in said
    assert "set keep_generations = 1 in clearinghouse.toml" in said
    assert "Visitors see what they saw before" in said


def test_on_a_disk_that_is_short_the_oldest_generation_goes_before_the_build_that_replaces_it(small_disk):
    generations = publishing.generations(small_disk)
    for word in ("second", "third"):
        corpus(small_disk / "corpus", *edition(word)[0])
        ingest(settings(small_disk))
    names = generations.names()
    corpus(small_disk / "corpus", *edition("new")[0])
    ended = run_with_room(small_disk, 0)
    assert (ended.returncode, len(names), generations.names()) == (2, 3, names[1:])
    assert run(small_disk).returncode == 0
    assert titles(small_disk) == ["Plan new"] * RECORDS


def test_wherever_on_its_way_a_run_fills_the_disk_nothing_is_harmed_and_nothing_left(small_disk):
    write_record(small_disk / "corpus", record("r", title="Plan new"))  # without a document: only the index is written
    generations = publishing.generations(small_disk)
    (served,) = generations.names()
    room = 0
    while (ended := run_with_room(small_disk, room)).returncode != 0:
        assert_refused_and_unharmed(ended, small_disk, full(small_disk))
        assert generations.names() == (served,)
        assert list((small_disk / "data").glob("building-*")) == []
        room += PAGE if room >= 36 * PAGE else 6 * PAGE
    assert room > 20 * PAGE
    assert (titles(small_disk), check(settings(small_disk)).faults) == (["Plan new"] * RECORDS, ())


@pytest.mark.parametrize("blocks", [0, 4, 32])
def test_files_that_must_not_grow_are_told_and_leave_what_was_served(changed, blocks):
    limited = ("sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh")
    assert_refused_and_unharmed(run(changed, *limited), changed, "the index could not be written: File too large\n")
    assert_the_next_run_succeeds(changed)


def test_a_data_folder_that_cannot_be_made_is_told(folder):
    corpus(folder / "corpus", record("a"))
    (folder / "data").write_text("a file")
    ended = run(folder)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"clearinghouse: the data folder {folder / 'data'} cannot be used: ")
