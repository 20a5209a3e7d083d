"""The processes of the sandbox: one per document, a limited number at a time, and none left behind."""

import gc
import os
import select
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace
from pathlib import Path

import pytest

import hostile_extractors
from indexer.extract.result import Extraction
from indexer.sandbox.pool import ExtractorPool
from sandbox_runs import EXTRACTOR, PATIENT, QUICK, outcomes


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
    limits = replace(PATIENT, wall_s=2.0, output_bytes=8 << 20)
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


SCRIPT = """
    import pathlib, sys
    sys.path.insert(0, {folder!r})
    print("start script runs", flush=True)
    from indexer.sandbox.pool import ExtractorPool, Job
    from sandbox_runs import PATIENT
    with ExtractorPool(limits=PATIENT, workers=2, extractor={extractor!r}) as pool:
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


def ends(number):
    """Return whether a process ends within two minutes."""
    try:
        descriptor = os.pidfd_open(number)
    except ProcessLookupError:
        return True
    with os.fdopen(descriptor) as process:
        return select.select([process], [], [], 120)[0] == [process]


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
    assert all(ends(child) for child in grandchildren)


def test_each_document_has_its_own_child(job):
    results = outcomes([job(f"return_process_id {n}") for n in range(4)])
    assert len({result.sections[0].text for _, result in results}) == 4
