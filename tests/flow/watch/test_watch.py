"""`clearinghouse watch` publishes when files change, and survives what goes wrong."""

import fcntl
import json
import signal
import subprocess
import sys
import time

import pytest

from factories import record, write_corpus, write_record
from indexing import current_searcher, found_ids
from paths import ROOT

DEADLINE_S = 120
"""The time after which a test fails; a machine may be busy."""


class Watch:
    """A running `clearinghouse watch --json`, and the runs that it has printed."""

    def __init__(self, folder, *options):
        command = [sys.executable, "-m", "indexer", "--corpus", folder / "corpus", "--data", folder / "data", "watch"]
        self._lines = (folder / "lines").open("w+b")
        self._notices = (folder / "notices").open("w+b")
        self.process = subprocess.Popen(
            [*command, "--quiet-s", "0.3", "--json", *options],
            cwd=ROOT,
            stdout=self._lines,
            stderr=self._notices,
        )

    def runs(self):
        self._lines.seek(0)
        return [json.loads(line) for line in self._lines.read().decode().splitlines() if line.endswith("}")]

    def notices(self):
        self._notices.seek(0)
        return self._notices.read().decode()

    def wait_for(self, condition):
        """Wait until a condition on the runs is true; return the last run."""
        end = time.monotonic() + DEADLINE_S
        while not condition(self.runs()):
            assert time.monotonic() < end, (self.runs(), self.notices())
            assert self.process.poll() is None, self.notices()
            time.sleep(0.05)
        return (self.runs() or [None])[-1]

    def wait_for_runs(self, count):
        return self.wait_for(lambda runs: len(runs) >= count)

    def wait_for_notice(self, text):
        self.wait_for(lambda _: text in self.notices())

    def stop(self, number=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(number)
        exit_code = self.process.wait(DEADLINE_S)
        self._lines.close()
        self._notices.close()
        return exit_code


@pytest.fixture
def watch(folder):
    """A function that starts the command on a corpus with one record."""
    write_corpus(folder / "corpus", record("a"))
    started = []

    def start(*options):
        started.append(Watch(folder, *options))
        return started[-1]

    yield start
    for command in started:
        if command.process.poll() is None:
            command.stop()


def test_it_indexes_at_the_start_and_after_each_change(folder, watch):
    command = watch()
    first = command.wait_for_runs(1)
    assert (first["exit_code"], first["report"]["published"], first["error"]) == (0, True, None)
    write_record(folder / "corpus", record("b"))
    assert command.wait_for_runs(2)["report"]["records"]["added"] == 1
    assert found_ids(folder) == ["a", "b"]


def test_several_changes_at_once_are_one_run(folder, watch):
    command = watch()
    command.wait_for_runs(1)
    for number in range(10):
        write_record(folder / "corpus", record(f"b-{number}"))
    assert command.wait_for_runs(2)["report"]["records"]["added"] == 10


def test_what_index_withholds_is_not_published(folder, watch):
    for number in range(30):
        write_record(folder / "corpus", record(f"b-{number}"))
    command = watch()
    command.wait_for_runs(1)
    for number in range(30):
        (folder / f"corpus/records/b-{number}.json").unlink()
    last = command.wait_for(lambda runs: len(runs) > 1 and not (folder / "corpus/records/b-29.json").exists())
    assert (last["exit_code"], last["report"]["published"]) == (1, False)
    assert "30 of 31 records would be removed" in last["report"]["withheld"]
    assert len(found_ids(folder)) == 31


def test_a_broken_file_is_reported_and_the_next_change_is_published(folder, watch):
    command = watch()
    command.wait_for_runs(1)
    (folder / "corpus/records/bad.yaml").write_text("id: [bad")
    assert command.wait_for_runs(2)["report"]["records"]["refused"] == 1
    (folder / "corpus/records/bad.yaml").write_text("id: bad\ntitle: Good now\n")
    assert command.wait_for_runs(3)["report"]["records"]["added"] == 1


def test_it_waits_for_a_corpus_that_vanishes_and_comes_back(folder, watch):
    command = watch()
    command.wait_for_runs(1)
    (folder / "corpus").rename(folder / "elsewhere")
    command.wait_for_notice("is missing")
    assert found_ids(folder) == ["a"]
    write_record(folder / "elsewhere", record("b"))
    (folder / "elsewhere").rename(folder / "corpus")
    command.wait_for_notice("is back")
    command.wait_for_runs(2)
    assert found_ids(folder) == ["a", "b"]
    write_record(folder / "corpus", record("c"))
    command.wait_for_runs(3)
    assert found_ids(folder) == ["a", "b", "c"]


def test_a_run_is_tried_again_after_somebody_else_held_the_lock(folder, watch):
    (folder / "data").mkdir(mode=0o700)
    with (folder / "data/lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        command = watch()
        failed = command.wait_for_runs(1)
        assert (failed["exit_code"], failed["report"]) == (2, None)
        assert "is writing the index" in failed["error"]
    assert command.wait_for_runs(2)["report"]["published"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_code_0(watch, number):
    command = watch()
    command.wait_for_runs(1)
    assert command.stop(number) == 0


def test_a_signal_during_a_run_leaves_what_was_published(folder, watch):
    command = watch()
    command.wait_for_runs(1)
    for number in range(3000):
        write_record(folder / "corpus", record(f"b-{number}"))
    command.wait_for(lambda _: list((folder / "data").glob("building-*")))
    assert command.stop() == 0
    assert found_ids(folder) == ["a"]
    assert list((folder / "data").glob("building-*")) == []


def test_for_people_each_run_is_one_line_with_its_time(folder):
    write_corpus(folder / "corpus", record("a"))
    command = [sys.executable, "-m", "indexer", "--corpus", folder / "corpus", "--data", folder / "data", "watch"]
    with subprocess.Popen([*command, "--quiet-s", "0.1"], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        line = process.stdout.readline()
        process.send_signal(signal.SIGTERM)
    assert " Published generation 000001-" in line
    assert ": 1 added, 0 changed, 0 removed (" in line
    assert line[4] == line[7] == "-"


def test_a_corpus_that_never_existed_is_an_error(clearinghouse):
    result = clearinghouse("watch")
    assert (result.exit_code, "no corpus was found" in result.stderr) == (2, True)


def test_polling_notices_changes_too(folder, watch):
    command = watch("--poll")
    command.wait_for_runs(1)
    write_record(folder / "corpus", record("b"))
    command.wait_for_runs(2)
    assert sorted(current_searcher(folder).ids()) == ["a", "b"]
