"""Answers kept for a while: the finished pages of one generation, and the cap on making more at a time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256

from flask import Response, request

from catalog.errors import RequestError
from catalog.messages import Message, MessageId

CACHE_CONTROL = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400"
KEPT = 128
"""Finished answers that one process keeps."""
LARGEST = 1_000_000
"""Characters of an answer that is kept at most."""


class BusyError(RequestError):
    """Too many searches run at this moment (503)."""


@dataclass(frozen=True, slots=True)
class Key:
    """What an answer depends on: the generation, the page, what was asked of it, and where the site is mounted."""

    generation: str
    page: str
    asked: tuple[object, ...] = ()
    root: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """An answer as it was made: its text, and the headers that depend on it."""

    text: str
    headers: Mapping[str, str] = field(default_factory=dict)


class ConcurrencyLimit:
    """How many of a kind may be in the making at a time. Safe to share between threads."""

    def __init__(self, most: int) -> None:
        """Take how many."""
        self._free = threading.BoundedSemaphore(most)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Hold a place; raise BusyError where none is free, as whoever waits holds one of the server's threads."""
        if not self._free.acquire(blocking=False):
            raise BusyError(Message(MessageId.BUSY))
        try:
            yield
        finally:
            self._free.release()


class Answers:
    """A small LRU of finished answers. Safe to share between threads."""

    def __init__(self, version: str, at_a_time: int) -> None:
        """Take the version of code and templates, and how many answers may be in the making at a time."""
        self._version = version
        self._places = ConcurrencyLimit(max(1, at_a_time))
        self._kept: OrderedDict[Key, Made] = OrderedDict()
        self._lock = threading.Lock()

    def respond(self, key: Key, make: Callable[[], str | Made], mimetype: str = "text/html") -> Response:
        """Return the answer with an ETag, or 304 where the asker has it; raise BusyError at the cap.

        The ETag is a weak one (RFC 9110, 8.8.1): under it an answer says the same, while `took_ms` and the
        compression may differ. It is compared weakly, as `If-None-Match` always is (13.1.2).
        """
        etag = sha256(repr((self._version, key, mimetype)).encode("utf-8", "replace")).hexdigest()[:32]
        if request.if_none_match.contains_weak(etag):
            response = Response(status=304)
        else:
            made = self._made(key, make)
            response = Response(made.text, mimetype=mimetype)
            response.headers.update(made.headers)
        response.set_etag(etag, weak=True)
        response.headers["Cache-Control"] = CACHE_CONTROL
        return response

    def body(self, key: Key, make: Callable[[], str]) -> str:
        """Return the answer's text, kept or newly made; raise BusyError at the cap."""
        return self._made(key, make).text

    def _made(self, key: Key, make: Callable[[], str | Made]) -> Made:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        with self._places.one():
            fresh = make()
        made = fresh if isinstance(fresh, Made) else Made(fresh)
        with self._lock:
            if len(made.text) <= LARGEST:
                self._kept[key] = made
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return made
