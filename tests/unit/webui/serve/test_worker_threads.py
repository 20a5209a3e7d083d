"""The threads that run the application: results, errors, and how many calls may wait."""

import asyncio
import threading

import pytest

from event_loops import run_coroutine
from webui.serve.threads import OverloadedError, WorkerThreads


def run(function, calls, threads=2, max_waiting=100):
    """Return the outcomes of calls that are made at once: results or exceptions."""

    async def call_all():
        workers = WorkerThreads(function, threads, max_waiting)
        workers.start(asyncio.get_running_loop())
        return await asyncio.gather(*map(workers.call, calls), return_exceptions=True)

    return run_coroutine(call_all())


def test_each_call_gets_its_own_result():
    assert run(lambda number: number * 2, range(50)) == [number * 2 for number in range(50)]


def test_an_exception_reaches_its_own_call_only():
    results = run(lambda number: 1 // number, [1, 0, 1])
    assert [results[0], results[2]] == [1, 1]
    assert isinstance(results[1], ZeroDivisionError)


def test_as_many_calls_run_at_once_as_there_are_threads():
    barrier = threading.Barrier(3, timeout=10)
    assert run(lambda _: barrier.wait() >= 0, range(3), threads=3) == [True] * 3


def test_one_thread_runs_one_call_after_the_other():
    names = run(lambda _: threading.get_ident(), range(10), threads=1)
    assert len(set(names)) == 1


def test_a_call_that_is_one_too_many_is_refused_and_the_others_are_not():
    go = threading.Event()

    def wait(number):
        if number == 9:
            go.set()
        return go.wait(10)

    async def call_all():
        workers = WorkerThreads(wait, threads=1, max_waiting=2)
        workers.start(asyncio.get_running_loop())
        tasks = [asyncio.create_task(workers.call(number)) for number in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(OverloadedError):
            await workers.call(3)
        go.set()
        return await asyncio.gather(*tasks)

    assert run_coroutine(call_all()) == [True] * 3
