"""Responses that are sent again without running the application.

A response may be repeated if the application calls it public (RFC 9111, section 5.2.2.9) and sends it from memory. Such
a response depends on the request only by what is in the key, and otherwise on the state of the application, which is
the generation it serves and the day. Therefore a repeated response is the one that the application would return.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from http import HTTPStatus
from typing import NamedTuple

from cachetools import LRUCache
from granian.rsgi import Scope

from webui.serve.response import FinishedResponse, HeaderList

MAX_BYTES = 16_000_000
"""Bytes of all bodies that a process keeps."""
MAX_BODY_BYTES = 500_000
"""A longer body takes long to send anyway."""
OTHER_HEADERS = frozenset(
    """
    content-length transfer-encoding if-match if-modified-since if-none-match if-range if-unmodified-since range
    """.split()
)
"""Headers of a request that only the application answers: conditions, and a body that has to be read."""
VARY = ("", "accept-encoding")
"""Values of `Vary` that the key covers."""


class Key(NamedTuple):
    """What a public response, or the refusal of a request, depends on."""

    state: Hashable
    http_version: str
    scheme: str
    host: str
    path: str
    query: str
    accept_encoding: str


class FinishedResponseCache:
    """A bounded cache of finished responses, for one thread. It is emptied whenever the state changes.

    `state` returns the state of the application, or None if it is about to change.
    """

    def __init__(self, state: Callable[[], Hashable | None]) -> None:
        """Take the function that returns the state."""
        self._state_now = state
        self._state: Hashable | None = None
        self._responses: LRUCache[Key, FinishedResponse] = LRUCache(MAX_BYTES, getsizeof=_size)

    def key(self, scope: Scope) -> Key | None:
        """Return what the response to a request is kept under; None for a request that only the application answers."""
        if scope.method != "GET":
            return None
        headers = scope.headers.items()
        hosts = [value for name, value in headers if name == "host"]
        if len(hosts) != 1 or any(name in OTHER_HEADERS for name, _ in headers):
            return None
        state = self._state_now()
        if state is None:
            return None
        if state != self._state:
            self._responses.clear()
            self._state = state
        encodings = ", ".join(value for name, value in headers if name == "accept-encoding")
        return Key(state, scope.http_version, scope.scheme, hosts[0], scope.path, scope.query_string, encodings)

    def get(self, key: Key | None) -> FinishedResponse | None:
        """Return the response that is kept under a key, or None."""
        return self._responses.get(key) if key else None

    def put(self, key: Key | None, response: FinishedResponse) -> None:
        """Keep a response under its key, if it may be repeated and the state has not changed meanwhile."""
        if key and _may_be_repeated(response) and key.state == self._state == self._state_now():
            headers = [
                (name, value) for name, value in response.headers if name.lower() != "date"
            ]  # the server adds it
            self._responses[key] = replace(response, headers=headers)


def _may_be_repeated(response: FinishedResponse) -> bool:
    if response.status != HTTPStatus.OK or not isinstance(response.body, bytes) or len(response.body) > MAX_BODY_BYTES:
        return False
    headers = _combined(response.headers)
    is_public = "public" in headers.get("cache-control", "").replace(",", " ").split()
    return is_public and "set-cookie" not in headers and headers.get("vary", "").lower() in VARY


def _combined(headers: HeaderList) -> dict[str, str]:
    """Return the headers by name in lower case; the values of a repeated one are joined."""
    combined: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        combined[key] = f"{combined[key]}, {value}" if key in combined else value
    return combined


def _size(response: FinishedResponse) -> int:
    return len(response.body) if isinstance(response.body, bytes) else 0
