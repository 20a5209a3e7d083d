"""Limits of request bodies: time, size, and the memory of all bodies together."""

import asyncio
from types import SimpleNamespace

import pytest

from event_loops import run_coroutine, run_without_waiting
from webui.serve import request_body
from webui.serve.request_body import NO_BODY, BodyReader, RefusedRequestError


class Upload:
    """What the server hands out of an upload: its chunks, each after a pause, and an empty one at the end."""

    def __init__(self, *chunks, pause_s=0.0):
        self.chunks = chunks
        self.pause_s = pause_s

    async def __aiter__(self):
        for chunk in (*self.chunks, b""):
            await asyncio.sleep(self.pause_s)
            yield chunk


def scope(path="/toolkit", **headers):
    return SimpleNamespace(path=path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def read(reader, upload, path="/toolkit", **headers):
    return run_without_waiting(reader.read(scope(path, **(headers or {"transfer_encoding": "chunked"})), upload))


def test_a_request_without_a_body_is_not_read():
    assert run_coroutine(BodyReader().read(scope(), None)) is NO_BODY


def test_chunks_are_joined():
    body = read(BodyReader(), Upload(b"ab", b"cd"))
    assert (body.content, body.length) == (b"abcd", 4)


def test_of_a_body_that_is_too_large_only_the_length_is_known():
    chunk = b"x" * (request_body.MAX_BODY_BYTES // 2 + 1)
    body = read(BodyReader(), Upload(chunk, chunk, chunk))
    assert body.length == 3 * len(chunk)
    assert len(body.content) == request_body.MAX_BODY_BYTES


@pytest.mark.parametrize("path", ["/mcp", "/mcp/"])
def test_the_rest_of_a_large_message_from_an_assistant_is_not_read(path):
    chunk = b"x" * 40_000
    assert read(BodyReader(), Upload(chunk, chunk, chunk, chunk), path).length == 2 * len(chunk)
    assert read(BodyReader(), None, path, content_length="10000000").length == 10_000_000


def test_a_body_that_arrives_too_slowly_is_refused():
    with pytest.raises(RefusedRequestError) as refusal:
        read(BodyReader(), Upload(b"a", b"b", b"c", pause_s=0.8 * request_body.GRACE_S))
    assert refusal.value.status == 408


def test_a_body_that_keeps_its_rate_may_take_longer():
    chunks = [b"x" * request_body.MIN_BYTES_PER_S] * 15
    assert read(BodyReader(), Upload(*chunks, pause_s=1.0)).length == 15 * len(chunks[0])


def test_bodies_share_a_limit_of_memory_until_they_are_released(monkeypatch):
    monkeypatch.setattr(request_body, "MAX_BUFFERED_BYTES", 10)
    reader = BodyReader()
    first = read(reader, Upload(b"123456"))
    with pytest.raises(RefusedRequestError) as refusal:
        read(reader, Upload(b"123456"))
    assert refusal.value.status == 503
    reader.release(first)
    assert read(reader, Upload(b"123456")).length == 6


def test_a_refused_body_frees_its_memory(monkeypatch):
    monkeypatch.setattr(request_body, "MAX_BUFFERED_BYTES", 10)
    reader = BodyReader()
    with pytest.raises(RefusedRequestError):
        read(reader, Upload(b"12345678"), content_length="9")
    assert read(reader, Upload(b"12345678")).length == 8
