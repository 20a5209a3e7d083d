"""Readers in threads and processes get complete results while new generations are published."""

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import search_loop
from catalog.live import LiveSearcher
from factories import publish, record, settings
from paths import ROOT

PUBLISHED_GENERATIONS, THREAD_READERS = 12, 8
PROCESS_READERS = ("live", "reopen")


def records_of(number):
    """Return the records of generation `number`; each has one more than the one before."""
    word = search_loop.title_word(number)
    formats = ("webinar", "podcast", "publication")
    return [
        record(f"r{n}", title=f"A plan {word}", summary=f"All of {word}", format=formats[(n + number) % 3])
        for n in range(search_loop.MIN_RECORDS + number)
    ]


def start(folder, stop_file, mode):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, search_loop.__file__, str(folder / "data"), str(stop_file), mode]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.fixture
def reports(folder):
    """The reports of all readers: first the threads, which share a searcher, then the processes."""
    publish(folder, *records_of(1))
    stop_file, finished = folder / "stop", threading.Event()
    live = LiveSearcher(settings(folder))
    processes = [start(folder, stop_file, mode) for mode in PROCESS_READERS]
    with ThreadPoolExecutor(THREAD_READERS) as pool:
        threads = [pool.submit(search_loop.search_until, live.current, finished.is_set) for _ in range(THREAD_READERS)]
        try:
            for number in range(2, PUBLISHED_GENERATIONS + 1):
                assert publish(folder, *records_of(number)).published
        finally:
            finished.set()
            stop_file.touch()
    return [thread.result() for thread in threads] + [json.loads(process.communicate()[0]) for process in processes]


def test_every_result_is_complete_and_from_one_generation_while_others_are_published(reports):
    assert [report["faults"] for report in reports] == [[]] * (THREAD_READERS + len(PROCESS_READERS))
    assert min(len(report["generations"]) for report in reports) > PUBLISHED_GENERATIONS // 4, (
        "a reader saw too few generations for this test to mean anything"
    )
