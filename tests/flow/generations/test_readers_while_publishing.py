"""Readers in threads and processes, while one generation after the other is published under them."""

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

GENERATIONS, THREADS = 12, 8
PROCESSES = ("live", "live", "reopen", "reopen")


def edition(number):
    """The records of generation `number`: one more in each."""
    word = search_loop.title_word(number)
    formats = ("webinar", "podcast", "publication")
    return [
        record(f"r{n}", title=f"A plan {word}", summary=f"All of {word}", format=formats[(n + number) % 3])
        for n in range(search_loop.MIN_RECORDS + number)
    ]


def start(folder, stop, manner):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, search_loop.__file__, str(folder / "data"), str(stop), manner]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.fixture
def seen(folder):
    """What each reader saw: threads that share a searcher first, then processes."""
    publish(folder, *edition(1))
    stop, over = folder / "stop", threading.Event()
    shared = LiveSearcher(settings(folder))
    processes = [start(folder, stop, manner) for manner in PROCESSES]
    with ThreadPoolExecutor(THREADS) as pool:
        threads = [pool.submit(search_loop.search_until, shared.current, over.is_set) for _ in range(THREADS)]
        try:
            for number in range(2, GENERATIONS + 1):
                assert publish(folder, *edition(number)).published
        finally:
            over.set()
            stop.touch()
    return [each.result() for each in threads] + [json.loads(each.communicate()[0]) for each in processes]


def test_every_answer_is_whole_and_of_one_generation_while_others_are_published(seen):
    assert [reader["faults"] for reader in seen] == [[]] * (THREADS + len(PROCESSES))
    assert min(len(reader["generations"]) for reader in seen) > GENERATIONS // 4, "a reader saw too few to tell"
