"""Documents are read in guarded children: real ones, with real attacks."""

import gc
import hashlib
import logging
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

import hostile_extractors
from catalog.errors import ExtractError
from indexer.extract.result import Extraction
from indexer.sandbox import landlock
from indexer.sandbox import pool as guard_module
from indexer.sandbox.pool import Guard, Job, Limits

EXTRACTOR = "hostile_extractors:by_first_word"
QUICK = Limits(wall_s=0.5, memory_bytes=400 << 20, output_bytes=1 << 20, input_bytes=1 << 20)
PATIENT = Limits(wall_s=20.0, memory_bytes=400 << 20, output_bytes=1 << 20, input_bytes=1 << 20)
needs_landlock = pytest.mark.skipif(landlock.abi() == 0, reason="this kernel has no Landlock")
needs_scopes = pytest.mark.skipif(landlock.abi() < landlock.SCOPE_ABI, reason="this kernel's Landlock has no scopes")


@pytest.fixture
def job(tmp_path):
    def make(text, name="report.pdf"):
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        path = tmp_path / sha256
        path.write_text(text)
        return Job(path, name, sha256)

    return make


def outcomes(jobs, limits=PATIENT, workers=2, extractor=EXTRACTOR):
    with Guard(limits=limits, workers=workers, extractor=extractor) as guard:
        return list(guard.run(jobs))


def outcome(job, limits=PATIENT):
    ((_, found),) = outcomes([job], limits)
    return found


def refusal(job, limits=PATIENT):
    found = outcome(job, limits)
    assert isinstance(found, ExtractError), found
    return found


def text(job, limits=PATIENT):
    found = outcome(job, limits)
    assert isinstance(found, Extraction), found
    return found.sections[0].text


def test_a_good_document_is_read(job):
    assert text(job("read the text", name="notes.txt")) == "notes.txt: read the text"


def test_the_real_extractors_are_the_default(job):
    ((_, found),) = Guard().run([job("Just a plain text of a few words.\n", name="notes.txt")])
    assert found.sections[0].text == "Just a plain text of a few words."


def test_a_refusal_by_the_extractor_keeps_its_kind_and_reason(job):
    found = refusal(job("refuse"))
    assert (found.kind, str(found)) == ("scanned", "This PDF holds only scanned pages.")


@pytest.mark.parametrize(
    ("deed", "kind"),
    [
        ("hang", "time"),
        ("hang_after_closing_everything", "time"),
        ("announce_and_hang", "time"),
        ("spin", "time"),
        ("spin_deaf_to_signals", "time"),
        ("hog_memory", "memory"),
        ("hog_memory_and_call_it_damage", "memory"),
        ("be_killed", "memory"),
        ("abort", "crash"),
        ("segfault", "crash"),
        ("leave", "crash"),
        ("recurse", "crash"),
        ("raise_an_unexpected_error", "crash"),
        ("answer_nonsense", "crash"),
        ("say_too_much", "too-large"),
        ("say_too_many_things", "too-large"),
        ("write_without_end", "too-large"),
        ("announce_too_much", "too-large"),
    ],
)
def test_a_document_that_misbehaves_is_refused_with_the_kind_of_its_fault(job, deed, kind):
    limits = QUICK if kind == "time" else PATIENT
    assert refusal(job(deed), limits).kind == kind


def test_the_reason_names_the_limit_that_was_passed(job):
    assert "longer than 0.5 seconds" in str(refusal(job("hang"), QUICK))
    assert "more than 400 MB of memory" in str(refusal(job("hog_memory")))


def test_processor_time_is_limited_by_the_kernel_too(job):
    limits = Limits(wall_s=1.0)
    with Guard(limits=limits, workers=1, extractor=EXTRACTOR) as guard:
        run = guard_module.GuardedRun(job("spin"), guard._context, EXTRACTOR, limits)
        run.deadline += 20
        while (found := run.step()) is None:
            time.sleep(0.05)
        early = time.monotonic() < run.deadline
        run.stop()
    assert (found.kind, early) == ("time", True)


def test_one_bad_document_does_not_cost_the_others(job):
    deeds = ["hang", "read one", "hog_memory", "read two", "abort", "write_without_end", "read three"]
    found = {done.path.read_text(): result for done, result in outcomes([job(deed) for deed in deeds], QUICK)}
    assert found.keys() == set(deeds)
    assert {deed for deed, result in found.items() if isinstance(result, Extraction)} == {
        "read one",
        "read two",
        "read three",
    }


@pytest.mark.parametrize("deed", ["read_a_file", "list_a_folder", "open_a_datagram_socket"])
def test_a_child_opens_no_file_folder_or_socket(job, deed):
    assert text(job(deed)).startswith("refused")


def test_a_child_reaches_no_server_even_on_this_machine(job):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        assert text(job(f"open_a_socket {server.getsockname()[1]}")).startswith("refused")
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_child_writes_no_file(job, tmp_path):
    tmp_path.chmod(0o777)
    assert text(job(f"write_a_file {tmp_path / 'new'}")).startswith("refused")
    assert not (tmp_path / "new").exists()


@needs_landlock
def test_a_child_deletes_no_file(job):
    victim = job("read victim").path
    victim.parent.chmod(0o777)
    assert text(job(f"delete_a_file {victim}")).startswith("refused")
    assert victim.exists()


@needs_landlock
def test_a_child_becomes_no_other_program(job):
    assert text(job("become_a_program")).startswith("refused")


@needs_scopes
def test_a_child_sends_its_parent_no_signal(job):
    assert text(job(f"signal_the_parent {os.getpid()}")).startswith("refused")


@pytest.mark.parametrize("deed", ["fork", "start_a_thread", "start_a_program"])
def test_a_child_starts_no_process_or_thread(job, deed):
    assert text(job(deed)).startswith("refused")


def test_a_child_cannot_raise_its_limits_again(job):
    assert text(job("raise_the_limits")).startswith("refused")


def test_a_child_holds_the_standard_streams_and_the_answer_and_nothing_else(job):
    assert text(job("tell_descriptors")) == "4"


def test_a_child_says_nothing_on_the_terminal(job, capfd):
    assert text(job("write_to_the_terminal")) == "done"
    assert capfd.readouterr() == ("", "")


def test_each_document_has_a_fresh_child(job):
    found = outcomes([job(f"tell_own_number {n}") for n in range(4)])
    assert len({result.sections[0].text for _, result in found}) == 4


def test_a_missing_file_is_refused_as_missing(tmp_path):
    assert refusal(Job(tmp_path / "none.pdf", "none.pdf", "")).kind == "missing"


def test_a_folder_is_refused_as_unreadable(tmp_path):
    assert refusal(Job(tmp_path, "folder", "")).kind == "unreadable"


def test_a_named_pipe_is_refused_without_waiting_for_a_writer(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert refusal(Job(tmp_path / "pipe", "pipe", "")).kind == "unreadable"


def test_a_file_that_is_too_large_is_refused_with_the_limit(job):
    found = refusal(job("read " + "a" * (1 << 20)))
    assert found.kind == "too-large"
    assert "larger than 1 MB" in str(found)


def test_jobs_are_taken_only_as_children_become_free(job):
    taken = []

    def source():
        for n in range(20):
            taken.append(n)
            yield job(f"read {n}")

    with Guard(limits=PATIENT, workers=2, extractor=EXTRACTOR) as guard:
        results = guard.run(source())
        for finished in range(1, 8):
            next(results)
            assert len(taken) <= finished + 4
        results.close()


def test_no_more_children_run_at_once_than_there_are_workers(job):
    with Guard(limits=PATIENT, workers=2, extractor=EXTRACTOR) as guard:
        for _ in guard.run(job(f"read {n}") for n in range(10)):
            assert len(guard._running) <= 2


def test_a_slow_reader_of_the_results_costs_no_document(job):
    limits = Limits(wall_s=2.0)
    with Guard(limits=limits, workers=2, extractor=EXTRACTOR) as guard:
        results = guard.run([job("read_after_a_while"), job("answer_in_two_parts")])
        next(results)
        time.sleep(limits.wall_s + 0.1)
        ((_, second),) = results
    assert isinstance(second, Extraction), second


def descriptors():
    gc.collect()  # indexes that earlier tests opened are closed by now, and not in between
    return sorted(path.name for path in Path("/proc/self/fd").iterdir())


def test_nothing_is_left_of_children_and_descriptors(job):
    deeds = ["read", "hang", "abort", "write_without_end", "hog_memory", "hang_after_closing_everything"]
    outcomes([job("read")])
    before = descriptors()
    outcomes([job(deed) for deed in deeds], QUICK)
    assert descriptors() == before


def test_leaving_early_ends_the_children_at_work(job):
    with Guard(limits=PATIENT, workers=2, extractor=EXTRACTOR) as guard:
        results = guard.run([job("read"), job("hang")])
        next(results)
        (run,) = guard._running
        number = run._process.pid
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_other_children_of_the_caller_are_left_alone(job):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        outcomes([job("read"), job("abort")])
        assert other.poll() is None
        other.communicate(b"\n")
    assert other.returncode == 0


def test_what_a_kernel_lacks_is_said_once(monkeypatch, caplog):
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    guard_module._say_what_is_missing.cache_clear()
    with caplog.at_level(logging.WARNING):
        Guard()
        Guard()
    guard_module._say_what_is_missing.cache_clear()
    assert [record.getMessage()[:27] for record in caplog.records] == ["This system has no Landlock"]


SCRIPT = """
    import pathlib, sys
    sys.path.insert(0, {folder!r})
    print("start script runs", flush=True)
    from indexer.sandbox.pool import Guard, Job
    with Guard(workers=2, extractor={extractor!r}) as guard:
        for job, outcome in guard.run(Job(pathlib.Path(path), path, "") for path in sys.argv[1:]):
            print(outcome.sections[0].text, flush=True)
"""


def script(tmp_path, jobs):
    path = tmp_path / "start"
    path.write_text(
        textwrap.dedent(SCRIPT.format(folder=str(Path(hostile_extractors.__file__).parent), extractor=EXTRACTOR))
    )
    return [sys.executable, str(path), *(str(job.path) for job in jobs)]


def test_the_start_script_is_not_run_again_in_the_children(job, tmp_path):
    command = script(tmp_path, [job("tell_own_number 1"), job("tell_own_number 2")])
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.count("start script runs") == 1
    assert len(done.stdout.split("\n")) == 4
    assert "Traceback" not in done.stderr


def gone(number):
    """Tell whether a process ends, waiting for it where need be."""
    status = Path(f"/proc/{number}/status")
    for _ in range(1_000):
        try:
            if "\nState:\tZ" in status.read_text():
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.02)
    return False


def children_of(number):
    """Return the processes below one, by /proc; they may be gone by the time they are looked at."""
    return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_the_children_end_with_the_command_however_it_ends(job, tmp_path, number):
    command = script(tmp_path, [job("tell_own_number"), job("hang")])
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        process.stdout.readline()
        below = [child for server in children_of(process.pid) for child in children_of(server)]
        assert below
        process.send_signal(number)
        _, errors = process.communicate()
    assert process.returncode != 0
    assert errors.count("Traceback") <= 1
    assert all(gone(child) for child in below)
