"""Whatever fails while a generation is published: readers get the old one or the new one, and the report says which."""

import errno
import itertools
import os
import shutil
import subprocess

import pytest

from catalog.errors import EngineError
from catalog.live import LiveSearcher
from factories import record, settings, write_record
from indexer.ingest.pipeline import ingest
from publishing import generations, publish_titles, titles
from tests.reliability.faults import NEW, Scratch

IO_ERROR = os.strerror(errno.EIO)
WRITE_ERROR = f"the index could not be written: {IO_ERROR}. Visitors see what they saw before"


class FailsOnce:
    """A function of the system that fails the n-th time with an I/O error; `calls` counts its calls."""

    def __init__(self, function, number):
        self._function, self._number, self.calls = function, number, 0

    def __call__(self, *arguments, **options):
        self.calls += 1
        if self.calls == self._number:
            raise OSError(errno.EIO, IO_ERROR)
        return self._function(*arguments, **options)


def outcome_of_failure(folder, monkeypatch, name, number):
    """Publish while a function of `os` fails the n-th time; return what the report says and what is served.

    The report says `published`, `unsynced` or `error`; it is None if nothing failed.
    """
    write_record(folder / "corpus", record("a", title="First"))
    ingest(settings(folder))
    write_record(folder / "corpus", record("a", title="Second"))
    failing = FailsOnce(getattr(os, name), number)
    with monkeypatch.context() as patch:
        patch.setattr(os, name, failing)
        said = report_kind(folder)
    said = said if failing.calls >= number else None
    return said, titles(LiveSearcher(settings(folder)))


def report_kind(folder):
    try:
        report = ingest(settings(folder))
    except EngineError as error:
        return "error" if str(error) == WRITE_ERROR else str(error)
    kinds = [problem.kind for problem in report.problems] or ["published"]
    return ", ".join(kinds if report.published else ["not published", *kinds])


@pytest.mark.parametrize("name", ["fsync", "replace", "rename"])
def test_whichever_call_fails_the_report_says_what_is_served(folder, monkeypatch, name):
    publish_titles(folder, "First")
    outcomes = []
    for number in itertools.count(1):
        said, served = outcome_of_failure(folder, monkeypatch, name, number)
        assert (said, served) in (
            ("error", ["First"]),
            *((said, ["Second"]) for said in ("published", "unsynced", None)),
        )
        assert not list((folder / "data").glob("building-*"))
        if said is None:
            break
        outcomes.append(said)
    assert "error" in outcomes
    assert outcomes.count("unsynced") == (name == "fsync")


def test_a_run_that_fails_before_the_swap_leaves_no_generation_behind(folder, monkeypatch):
    publish_titles(folder, "First")
    before = generations(folder).names()
    outcome_of_failure(folder, monkeypatch, "replace", 2)  # the first one is of the cache, which nothing depends on
    assert generations(folder).names() == before


def fail_to_sync_the_data_folder(folder, monkeypatch):
    def fsync(descriptor):
        if os.path.samestat(os.fstat(descriptor), (folder / "data").stat()):
            raise OSError(errno.EIO, IO_ERROR)

    monkeypatch.setattr(os, "fsync", fsync)


def test_a_generation_that_the_disk_did_not_confirm_is_reported_as_served(folder, clearinghouse, monkeypatch):
    publish_titles(folder, "First")
    write_record(folder / "corpus", record("a", title="Second"))
    fail_to_sync_the_data_folder(folder, monkeypatch)
    result = clearinghouse("index")
    name = generations(folder).current()
    assert (result.exit_code, titles(LiveSearcher(settings(folder)))) == (1, ["Second"])
    assert (
        f"generation {name} is current and is served, but the disk did not confirm it ({IO_ERROR}). " in result.output
    )
    assert f"Published generation {name} with 2 records" in result.output


def test_a_rollback_that_the_disk_did_not_confirm_is_reported_as_served(folder, clearinghouse, monkeypatch):
    first, _ = publish_titles(folder, "First", "Second")
    fail_to_sync_the_data_folder(folder, monkeypatch)
    result = clearinghouse("rollback")
    assert (result.exit_code, generations(folder).current()) == (1, first)
    assert f"Generation {first} is current again." in result.output
    assert "After a power failure, the generation before may be served again. Check the disk." in result.output


def can_trace():
    command = ["strace", "-qq", "-o", os.devnull, "true"]
    return shutil.which("strace") and subprocess.run(command, check=False, capture_output=True).returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not can_trace(), reason="strace is not installed, or may not trace processes here")
def test_a_real_run_whose_last_sync_fails_serves_the_new_generation_and_says_so(tmp_path):
    scratch = Scratch(tmp_path)
    outcome = scratch.outcome("fsync", "EIO", str(scratch.positions("fsync")[-1]))
    assert (outcome.served, outcome.broken, '"unsynced"' in outcome.output) == (NEW, (), True)
