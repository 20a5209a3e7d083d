"""Extractors run in sandboxed processes that hostile documents cannot escape, crash or exhaust."""

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
from indexer.sandbox import landlock, pool
from indexer.sandbox.child import ExtractorProcess
from indexer.sandbox.pool import ExtractorPool, Job, Limits

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
    with ExtractorPool(limits=limits, workers=workers, extractor=extractor) as extractor_pool:
        return list(extractor_pool.run(jobs))


def outcome(job, limits=PATIENT):
    ((_, result),) = outcomes([job], limits)
    return result


def error(job, limits=PATIENT):
    result = outcome(job, limits)
    assert isinstance(result, ExtractError), result
    return result


def text(job, limits=PATIENT):
    result = outcome(job, limits)
    assert isinstance(result, Extraction), result
    return result.sections[0].text


def test_a_harmless_document_is_read(job):
    assert text(job("read the text", name="notes.txt")) == "notes.txt: read the text"


def test_the_real_extractors_are_the_default(job):
    ((_, result),) = ExtractorPool().run([job("Just a plain text of a few words.\n", name="notes.txt")])
    assert result.sections[0].text == "Just a plain text of a few words."


def test_an_error_of_the_extractor_keeps_its_kind_and_message(job):
    refused = error(job("refuse"))
    assert (refused.kind, str(refused)) == ("scanned", "This PDF contains only scanned pages.")


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("hang", "time"),
        ("hang_after_closing_everything", "time"),
        ("announce_and_hang", "time"),
        ("spin", "time"),
        ("spin_ignoring_signals", "time"),
        ("hog_memory", "memory"),
        ("hog_memory_and_call_it_damage", "memory"),
        ("be_killed", "memory"),
        ("abort", "crash"),
        ("segfault", "crash"),
        ("leave", "crash"),
        ("recurse", "crash"),
        ("raise_an_unexpected_error", "crash"),
        ("answer_nonsense", "crash"),
        ("return_too_much_text", "too-large"),
        ("return_too_many_sections", "too-large"),
        ("write_without_end", "too-large"),
        ("announce_too_much", "too-large"),
    ],
)
def test_a_hostile_document_is_refused_with_the_kind_of_its_error(job, action, kind):
    limits = QUICK if kind == "time" else PATIENT
    assert error(job(action), limits).kind == kind


def test_the_message_names_the_exceeded_limit(job):
    assert "longer than 0.5 seconds" in str(error(job("hang"), QUICK))
    assert "more than 400 MB of memory" in str(error(job("hog_memory")))


def test_the_kernel_limits_processor_time_too(job):
    limits = Limits(wall_s=1.0)
    with ExtractorPool(limits=limits, workers=1, extractor=EXTRACTOR) as extractor_pool:
        process = ExtractorProcess(job("spin"), extractor_pool._context, EXTRACTOR, limits)
        process.deadline += 20
        while (result := process.poll()) is None:
            time.sleep(0.05)
        ended_early = time.monotonic() < process.deadline
        process.stop()
    assert (result.kind, ended_early) == ("time", True)


def test_a_bad_document_does_not_affect_the_others(job):
    actions = ["hang", "read one", "hog_memory", "read two", "abort", "write_without_end", "read three"]
    results = {
        finished_job.path.read_text(): result
        for finished_job, result in outcomes([job(action) for action in actions], QUICK)
    }
    assert results.keys() == set(actions)
    assert {action for action, result in results.items() if isinstance(result, Extraction)} == {
        "read one",
        "read two",
        "read three",
    }


@pytest.mark.parametrize("action", ["read_a_file", "list_a_folder", "open_a_datagram_socket"])
def test_a_child_cannot_open_files_folders_or_sockets(job, action):
    assert text(job(action)).startswith("refused")


def test_a_child_cannot_connect_to_a_server_on_this_machine(job):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        assert text(job(f"open_a_socket {server.getsockname()[1]}")).startswith("refused")
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_child_cannot_write_files(job, tmp_path):
    tmp_path.chmod(0o777)
    assert text(job(f"write_a_file {tmp_path / 'new'}")).startswith("refused")
    assert not (tmp_path / "new").exists()


@needs_landlock
def test_a_child_cannot_delete_files(job):
    victim = job("read victim").path
    victim.parent.chmod(0o777)
    assert text(job(f"delete_a_file {victim}")).startswith("refused")
    assert victim.exists()


@needs_landlock
def test_a_child_cannot_become_another_program(job):
    assert text(job("become_a_program")).startswith("refused")


@needs_scopes
def test_a_child_cannot_send_signals_to_its_parent(job):
    assert text(job(f"signal_the_parent {os.getpid()}")).startswith("refused")


@pytest.mark.parametrize("action", ["fork", "start_a_thread", "start_a_program"])
def test_a_child_cannot_start_processes_or_threads(job, action):
    assert text(job(action)).startswith("refused")


def test_a_child_cannot_raise_its_limits_again(job):
    assert text(job("raise_the_limits")).startswith("refused")


def test_a_child_has_only_the_standard_streams_and_the_result_pipe(job):
    assert text(job("count_descriptors")) == "4"


def test_a_child_cannot_write_to_the_terminal(job, capfd):
    assert text(job("write_to_the_terminal")) == "done"
    assert capfd.readouterr() == ("", "")


def test_each_document_has_its_own_child(job):
    results = outcomes([job(f"return_process_id {n}") for n in range(4)])
    assert len({result.sections[0].text for _, result in results}) == 4


def test_a_missing_file_is_refused_as_missing(tmp_path):
    assert error(Job(tmp_path / "none.pdf", "none.pdf", "")).kind == "missing"


def test_a_folder_is_refused_as_unreadable(tmp_path):
    assert error(Job(tmp_path, "folder", "")).kind == "unreadable"


def test_a_named_pipe_is_refused_without_waiting_for_a_writer(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert error(Job(tmp_path / "pipe", "pipe", "")).kind == "unreadable"


def test_a_file_that_is_too_large_is_refused_with_the_limit(job):
    refused = error(job("read " + "a" * (1 << 20)))
    assert refused.kind == "too-large"
    assert "larger than 1 MB" in str(refused)


def test_jobs_are_taken_only_when_workers_are_free(job):
    requested = []

    def source():
        for n in range(20):
            requested.append(n)
            yield job(f"read {n}")

    with ExtractorPool(limits=PATIENT, workers=2, extractor=EXTRACTOR) as extractor_pool:
        results = extractor_pool.run(source())
        for finished in range(1, 8):
            next(results)
            assert len(requested) <= finished + 4
        results.close()


def test_no_more_children_run_at_once_than_workers(job):
    with ExtractorPool(limits=PATIENT, workers=2, extractor=EXTRACTOR) as extractor_pool:
        for _ in extractor_pool.run(job(f"read {n}") for n in range(10)):
            assert len(extractor_pool._running) <= 2


def test_a_slow_consumer_of_the_results_loses_no_document(job):
    limits = Limits(wall_s=2.0)
    with ExtractorPool(limits=limits, workers=2, extractor=EXTRACTOR) as extractor_pool:
        results = extractor_pool.run([job("read_after_a_while"), job("answer_in_two_parts")])
        next(results)
        time.sleep(limits.wall_s + 0.1)
        ((_, second),) = results
    assert isinstance(second, Extraction), second


def descriptors():
    gc.collect()  # close indexes of earlier tests now rather than during the test
    return sorted(path.name for path in Path("/proc/self/fd").iterdir())


def test_no_children_or_descriptors_are_left_behind(job):
    actions = ["read", "hang", "abort", "write_without_end", "hog_memory", "hang_after_closing_everything"]
    outcomes([job("read")])
    before = descriptors()
    outcomes([job(action) for action in actions], QUICK)
    assert descriptors() == before


def test_leaving_the_block_early_ends_the_working_children(job):
    with ExtractorPool(limits=PATIENT, workers=2, extractor=EXTRACTOR) as extractor_pool:
        results = extractor_pool.run([job("read"), job("hang")])
        next(results)
        (process,) = extractor_pool._running
        number = process._process.pid
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_other_children_of_the_caller_keep_running(job):
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other_child:
        outcomes([job("read"), job("abort")])
        assert other_child.poll() is None
        other_child.communicate(b"\n")
    assert other_child.returncode == 0


def test_missing_protection_is_logged_once(monkeypatch, caplog):
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    pool._warn_about_missing_protection.cache_clear()
    with caplog.at_level(logging.WARNING):
        ExtractorPool()
        ExtractorPool()
    pool._warn_about_missing_protection.cache_clear()
    assert [record.getMessage()[:27] for record in caplog.records] == ["This system has no Landlock"]


SCRIPT = """
    import pathlib, sys
    sys.path.insert(0, {folder!r})
    print("start script runs", flush=True)
    from indexer.sandbox.pool import ExtractorPool, Job
    with ExtractorPool(workers=2, extractor={extractor!r}) as pool:
        for job, outcome in pool.run(Job(pathlib.Path(path), path, "") for path in sys.argv[1:]):
            print(outcome.sections[0].text, flush=True)
"""


def script(tmp_path, jobs):
    path = tmp_path / "start"
    path.write_text(
        textwrap.dedent(SCRIPT.format(folder=str(Path(hostile_extractors.__file__).parent), extractor=EXTRACTOR))
    )
    return [sys.executable, str(path), *(str(job.path) for job in jobs)]


def test_the_start_script_does_not_run_in_the_children(job, tmp_path):
    command = script(tmp_path, [job("return_process_id 1"), job("return_process_id 2")])
    process = subprocess.run(command, capture_output=True, text=True, check=True)
    assert process.stdout.count("start script runs") == 1
    assert len(process.stdout.split("\n")) == 4
    assert "Traceback" not in process.stderr


def ends_soon(number):
    """Return whether a process ends within twenty seconds."""
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
    """Return the ids of the child processes of a process, from /proc."""
    return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_the_children_end_when_any_signal_ends_the_command(job, tmp_path, number):
    command = script(tmp_path, [job("return_process_id"), job("hang")])
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        process.stdout.readline()
        process.stdout.readline()
        grandchildren = [child for server in children_of(process.pid) for child in children_of(server)]
        assert grandchildren
        process.send_signal(number)
        _, errors = process.communicate()
    assert process.returncode != 0
    assert errors.count("Traceback") <= 1
    assert all(ends_soon(child) for child in grandchildren)
