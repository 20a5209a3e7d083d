"""The response cache: what it keeps, for how long, and how many responses are rendered at once."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from catalog.messages import Message, MessageId
from webui.http import cache
from webui.http.cache import (
    MAX_CACHED_CHARACTERS,
    MAX_CACHED_RESPONSES,
    MAX_CHARACTERS,
    MAX_WAITING,
    BusyError,
    ConcurrencyLimit,
    RenderedContent,
    ResponseCache,
    ResponseKey,
)

BUSY = Message(MessageId.PAGE_DOES_NOT_EXIST)
"""Stands for the message that a limit is given."""


@pytest.fixture(autouse=True)
def request_context():
    with Flask("test").test_request_context("/"):
        yield


@pytest.fixture
def responses():
    return ResponseCache("version", 1)


def key(content="content", revision="g"):
    return ResponseKey(revision, "en", "", "/", content)


def test_content_is_rendered_once(responses):
    responses.respond(key(), lambda: "first")
    assert responses.respond(key(), lambda: "second").data == b"first"


def test_content_of_another_generation_is_rendered_again(responses):
    responses.respond(key(), lambda: "first")
    assert responses.respond(key(revision="h"), lambda: "second").data == b"second"


def test_the_headers_of_content_are_cached_with_it(responses):
    responses.respond(key(), lambda: RenderedContent("text", {"Content-Disposition": "attachment"}))
    assert responses.respond(key(), str).headers["Content-Disposition"] == "attachment"


def test_the_least_recently_used_response_is_evicted_first(responses):
    for number in range(MAX_CACHED_RESPONSES):
        responses.respond(key(number), lambda: "first")
    responses.respond(key(0), lambda: "again")
    responses.respond(key("one too many"), lambda: "first")
    assert [responses.respond(key(number), lambda: "again").data for number in (0, 2, 1)] == [
        b"first",
        b"first",
        b"again",
    ]


def test_a_very_long_response_is_not_cached(responses):
    long = "x" * (MAX_CACHED_CHARACTERS + 1)
    responses.respond(key(), lambda: long)
    assert responses.respond(key(), lambda: "second").data == b"second"


def test_the_cached_responses_together_are_limited_too(responses):
    long = "x" * MAX_CACHED_CHARACTERS
    number_kept = MAX_CHARACTERS // MAX_CACHED_CHARACTERS
    for number in range(number_kept + 1):
        responses.respond(key(number), lambda: long)
    assert len(responses.cached_keys()) == number_kept


def test_the_etag_is_weak_and_depends_on_the_key_the_media_type_and_the_version(responses):
    other_responses = (
        responses.respond(key("other"), str),
        responses.respond(key(), str, "text/plain"),
        ResponseCache("other version", 1).respond(key(), str),
    )
    first = responses.respond(key(), str).headers["ETag"]
    assert first == responses.respond(key(), str).headers["ETag"]
    assert first.startswith('W/"')
    assert len({first, *(response.headers["ETag"] for response in other_responses)}) == 4


def test_a_client_that_has_the_response_gets_304_without_rendering(responses):
    etag = responses.respond(key(), str).headers["ETag"]
    with Flask("test").test_request_context("/", headers={"If-None-Match": etag}):
        assert ResponseCache("version", 1).respond(key(), lambda: str(1 // 0)).status_code == 304


def test_a_failure_frees_its_slot_and_is_not_cached(responses):
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            responses.respond(key(), lambda: str(1 // 0))
    assert responses.respond(key(), lambda: "fine").data == b"fine"


@pytest.fixture
def threads():
    with ThreadPoolExecutor() as pool:
        yield pool


def in_app_context(function):
    """Return a function that runs in a request context of its own, as in a server thread."""

    def run(*arguments):
        with Flask("test").test_request_context("/"):
            return function(*arguments)

    return run


def wait_until(condition):
    deadline = time.monotonic() + 10
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.001)
    assert condition()


def test_at_the_limit_cached_content_is_sent_and_new_content_is_refused_after_a_moment(responses):
    responses.respond(key("cached"), lambda: "cached")
    with responses.rendering.slot():
        assert responses.respond(key("cached"), str).data == b"cached"
        with pytest.raises(BusyError):
            responses.respond(key("new"), str)


def test_a_request_waits_for_a_slot_that_gets_free(threads):
    limit = ConcurrencyLimit(1, BUSY)
    with limit.slot():
        waiting = threads.submit(use, limit)
        wait_until(lambda: waiting.running() and limit._waiting._value < MAX_WAITING)
    assert waiting.result() == "rendered"


def test_as_many_requests_as_may_wait_are_answered_if_each_takes_as_long_as_a_page_of_results():
    limit, together = ConcurrencyLimit(1, BUSY), threading.Barrier(MAX_WAITING)

    def render(_number):
        together.wait(10)
        with limit.slot():
            time.sleep(0.025)

    with ThreadPoolExecutor(MAX_WAITING) as pool:
        list(pool.map(render, range(MAX_WAITING)))


def test_one_more_than_may_wait_is_refused_at_once(threads, monkeypatch):
    monkeypatch.setattr(cache, "MAX_WAIT_S", 60)
    limit = ConcurrencyLimit(1, BUSY, max_waiting=2)
    with limit.slot():
        waiting = [threads.submit(use, limit) for _ in range(2)]
        wait_until(lambda: limit._waiting._value == 0)
        with pytest.raises(BusyError, match=str(BUSY)), limit.slot():
            pass
    assert [request.result() for request in waiting] == ["rendered", "rendered"]


def test_content_that_was_rendered_while_a_request_waited_is_not_rendered_again(responses, threads):
    started, finish = threading.Event(), threading.Event()

    def render():
        started.set()
        finish.wait(10)
        return "first"

    first = threads.submit(in_app_context(responses.respond), key(), render)
    started.wait(10)
    second = threads.submit(in_app_context(responses.respond), key(), lambda: "second")
    wait_until(lambda: responses.rendering._waiting._value < MAX_WAITING)
    finish.set()
    assert [first.result().data, second.result().data] == [b"first", b"first"]


def test_a_limit_has_as_many_slots_as_it_says():
    limit = ConcurrencyLimit(2, BUSY, max_waiting=0)
    with limit.slot(), limit.slot(), pytest.raises(BusyError), limit.slot():
        pass
    assert use(limit) == "rendered"


def use(limit):
    with limit.slot():
        return "rendered"
