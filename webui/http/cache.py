"""The response cache, and a limit on the responses that are rendered at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from cachetools import LRUCache
from flask import Response, g, request

from catalog.errors import RequestError
from catalog.messages import Message, MessageId
from catalog.query_log.model import Searched

CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400"
MAX_CACHED_RESPONSES = 128
"""Responses that one process caches."""
MAX_CACHED_CHARACTERS = 1_000_000
"""Characters of a cached response; a longer one is rendered for each request."""
MAX_CHARACTERS = 32_000_000
"""Characters of all cached responses together: pages of records for programs are much longer than other ones."""


MAX_WAIT_S = 1.0
"""Seconds that a request waits while as many responses as allowed are being rendered.

A page takes 25 ms of one core, twice that on a busy machine: so long takes a burst of as many requests as may wait.
"""
MAX_WAITING = 16
"""Requests that wait at the same time; one more is refused at once, because each of them holds a server thread."""


class BusyError(RequestError):
    """Too many responses are being rendered at this moment (503)."""


@dataclass(frozen=True, slots=True)
class ResponseKey:
    """Everything that a response depends on.

    `revision` is that of the generation. `root` and `path` are those of the URL, decoded; `root` ends with the language
    where that is not English. `content` is the value that the body is rendered from.
    """

    revision: str
    language: str
    root: str
    path: str
    content: Hashable


@dataclass(frozen=True, slots=True)
class RenderedContent:
    """The body of a response, and the headers that come from its content.

    `searched` is the search that it answers, if that is to be counted.
    """

    text: str
    headers: Mapping[str, str] = field(default_factory=dict)
    searched: Searched | None = None


class ConcurrencyLimit:
    """Limits how many of a kind of response are rendered at once. Safe to share between threads.

    `max_threads` is the number of threads that can be rendering or waiting, `refused` how many requests were refused.
    """

    def __init__(self, limit: int, busy: Message, max_waiting: int = MAX_WAITING) -> None:
        """Take the limit, the message for a request that is refused, and how many requests may wait."""
        self.max_threads = limit + max_waiting
        self.refused = 0
        self._busy = busy
        self._free = threading.BoundedSemaphore(limit)
        self._waiting = threading.Semaphore(max_waiting)
        self._lock = threading.Lock()

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Hold one of the slots; raise BusyError if none gets free within MAX_WAIT_S, or too many requests wait."""
        if not self._free.acquire(blocking=False) and not self._wait():
            with self._lock:
                self.refused += 1
            raise BusyError(self._busy)
        try:
            yield
        finally:
            self._free.release()

    def _wait(self) -> bool:
        """Wait for a slot, and return whether it was acquired."""
        if not self._waiting.acquire(blocking=False):
            return False
        try:
            return self._free.acquire(timeout=MAX_WAIT_S)
        finally:
            self._waiting.release()


class ResponseCache:
    """A bounded cache of rendered responses that drops the least recently used. Safe to share between threads.

    `hits` counts what was in it, and `misses` what had to be rendered.
    """

    def __init__(self, version: str, max_concurrent: int) -> None:
        """Take the version of code and templates, and how many responses may be rendered at once."""
        self.rendering = ConcurrencyLimit(max(1, max_concurrent), Message(MessageId.BUSY))
        self.hits = self.misses = 0
        self._version = version
        self._cached: LRUCache[ResponseKey, RenderedContent] = LRUCache(MAX_CHARACTERS, getsizeof=_size)
        self._lock = threading.Lock()

    def cached_keys(self) -> frozenset[ResponseKey]:
        """Return the keys of the cached responses."""
        with self._lock:
            return frozenset(self._cached)

    def respond(
        self, key: ResponseKey, render: Callable[[], str | RenderedContent], mimetype: str = "text/html"
    ) -> Response:
        """Return the response with an ETag, or 304 if the client has it; raise BusyError at the limit.

        The ETag is weak (RFC 9110, section 8.8.1), because `took_ms` and the compression may differ between responses
        with the same content. `If-None-Match` compares weakly in any case (section 13.1.2).
        """
        etag = _etag(self._version, key, mimetype)
        if request.if_none_match.contains_weak(etag):
            response = Response(status=304)
        else:
            rendered = self.rendered(key, render)
            response = Response(rendered.text, mimetype=mimetype)
            response.headers.update(rendered.headers)
            g.searched = rendered.searched
        response.set_etag(etag, weak=True)
        response.headers["Cache-Control"] = CACHE_CONTROL
        return response

    def rendered(self, key: ResponseKey, render: Callable[[], str | RenderedContent]) -> RenderedContent:
        """Return the content from the cache, or render it; raise BusyError at the limit."""
        if (cached := self._cached_content(key)) is not None:
            return cached
        with self.rendering.slot():
            if (cached := self._cached_content(key)) is not None:  # rendered while this request waited
                return cached
            body = render()
        rendered = body if isinstance(body, RenderedContent) else RenderedContent(body)
        with self._lock:
            self.misses += 1
            if len(rendered.text) <= MAX_CACHED_CHARACTERS:
                self._cached[key] = rendered
        return rendered

    def _cached_content(self, key: ResponseKey) -> RenderedContent | None:
        with self._lock:
            cached = self._cached.get(key)
            self.hits += cached is not None
            return cached


def _size(rendered: RenderedContent) -> int:
    """Return the share of the cache that a response takes: at least that of one among MAX_CACHED_RESPONSES."""
    return max(len(rendered.text), MAX_CHARACTERS // MAX_CACHED_RESPONSES)


@lru_cache(maxsize=MAX_CACHED_RESPONSES)
def _etag(version: str, key: ResponseKey, mimetype: str) -> str:
    return sha256(repr((version, key, mimetype)).encode("utf-8", "replace")).hexdigest()[:32]
