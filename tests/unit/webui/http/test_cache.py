"""The response cache: what it keeps, for how long, and how many responses are rendered at once."""

import pytest
from flask import Flask

from webui.http.cache import (
    MAX_CACHED_CHARACTERS,
    MAX_CACHED_RESPONSES,
    BusyError,
    ConcurrencyLimit,
    RenderedContent,
    ResponseCache,
    ResponseKey,
)


@pytest.fixture(autouse=True)
def request_context():
    with Flask("test").test_request_context("/"):
        yield


@pytest.fixture
def responses():
    return ResponseCache("version", 1)


def key(content="content", generation="g"):
    return ResponseKey(generation, "en", "", "/", content)


def test_content_is_rendered_once(responses):
    responses.respond(key(), lambda: "first")
    assert responses.respond(key(), lambda: "second").data == b"first"


def test_content_of_another_generation_is_rendered_again(responses):
    responses.respond(key(), lambda: "first")
    assert responses.respond(key(generation="h"), lambda: "second").data == b"second"


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


def test_at_the_limit_new_content_is_refused_and_cached_content_is_not(responses):
    responses.respond(key("cached"), lambda: "cached")
    with responses.rendering.slot():
        assert responses.respond(key("cached"), str).data == b"cached"
        with pytest.raises(BusyError):
            responses.respond(key("new"), str)


def test_a_limit_has_as_many_slots_as_it_says():
    limit = ConcurrencyLimit(2)
    with limit.slot(), limit.slot(), pytest.raises(BusyError), limit.slot():
        pass
    with limit.slot():
        pass
