"""One request and its answer: a connection to an address that was checked, with limits on time and size.

Nothing is taken from the environment: no proxies and no passwords. Redirects are not followed here.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPException
from http.client import HTTPResponse as HttplibResponse
from types import MappingProxyType
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from catalog.allowed_hosts import IpAddress
from catalog.settings import Settings
from indexer.harvest.http.address_guard import AddressGuard
from indexer.harvest.http.connection_errors import connection_error
from indexer.harvest.http.url_parts import UrlParts
from indexer.harvest.http.watchdog import Watchdog
from indexer.harvest.model import FetchError, FetchErrorKind

MAX_TRIED_ADDRESSES = 3
"""Addresses of a host that are tried until one answers."""
CHUNK_BYTES = 64 * 1024
WHOLE = frozenset({200, 203})
"""Statuses whose body is the whole document."""
ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
ACCEPT_ENCODING = "gzip, deflate"


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one request. The names of `headers` are in lower case."""

    status: int
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class BodyLimit:
    """Where the body of an answer goes, and how many bytes it may have after decompression.

    A larger one is refused, or its beginning is taken if it `may_be_cut`.
    """

    write: Callable[[bytes], object]
    max_bytes: int
    may_be_cut: bool = False


class Transport:
    """Connects to servers by the settings' limits. Any number of threads may use it."""

    def __init__(self, settings: Settings) -> None:
        """Take the limits; nothing is connected yet."""
        self._connect_s, self._idle_s = settings.harvest_connect_s, settings.harvest_idle_s
        self._guard = AddressGuard(settings.harvest_allow, settings.harvest_idle_s)
        self._lock = threading.Lock()
        self._watchdogs: set[Watchdog] = set()
        self._is_closed = False

    def close(self) -> None:
        """End all connections; requests fail from now on."""
        with self._lock:
            self._is_closed = True
            for watchdog in self._watchdogs:
                watchdog.expire()

    def exchange(
        self, method: str, target: UrlParts, headers: Mapping[str, str], body: BodyLimit | None, seconds: float
    ) -> Reply:
        """Send a request and return the answer. A body is read if the status says that it is the whole document.

        Raises FetchError if there is no answer within the seconds, or none that may be used.
        """
        addresses = self._guard.resolve(target)
        with self._watched(seconds) as watchdog, self._named_errors(target, watchdog, seconds):
            connection = self._connection(target, addresses, watchdog)
            with _closed_completely(connection):
                all_headers = {**headers, "Connection": "close"}
                connection.request(method, target.path, headers=all_headers, preload_content=False)
                with closing(connection.getresponse()) as response:
                    reply = Reply(response.status, MappingProxyType(_headers(response)))
                    if body and response.status in WHOLE and method != "HEAD":
                        _read_body(response, target, body)
            if watchdog.has_expired:  # a body without a length seems to end there
                raise TimeoutError
            return reply

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """The certificates of the system, which take a moment to read."""
        return ssl.create_default_context()

    @contextmanager
    def _watched(self, seconds: float) -> Iterator[Watchdog]:
        watchdog = Watchdog(seconds)
        with self._lock:
            if self._is_closed:
                raise stopped_error()
            self._watchdogs.add(watchdog)
        try:
            with watchdog:
                yield watchdog
        finally:
            with self._lock:
                self._watchdogs.discard(watchdog)

    def _connection(
        self, target: UrlParts, addresses: tuple[IpAddress, ...], watchdog: Watchdog
    ) -> HTTPConnection | HTTPSConnection:
        def dial() -> socket.socket:
            return self._dial(target, addresses, watchdog)

        if target.scheme == "https":
            return _CheckedHTTPSConnection(
                target.host, target.port, timeout=self._idle_s, dial=dial, ssl_context=self._tls
            )
        return _CheckedHTTPConnection(target.host, target.port, timeout=self._idle_s, dial=dial)

    def _dial(self, target: UrlParts, addresses: tuple[IpAddress, ...], watchdog: Watchdog) -> socket.socket:
        """Return a connection to the first of the checked addresses that answers."""
        failure = OSError("no address answered")
        for address in addresses[:MAX_TRIED_ADDRESSES]:
            try:
                return self._dial_one(target, address, watchdog)
            except OSError as error:
                failure = error
            if watchdog.has_expired:
                break
        raise failure

    def _dial_one(self, target: UrlParts, address: IpAddress, watchdog: Watchdog) -> socket.socket:
        family = socket.AF_INET6 if address.version == 6 else socket.AF_INET  # noqa: PLR2004  # the version of IP
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            watchdog.watch(connection)
            connection.settimeout(self._connect_s)
            connection.connect((str(address), target.port))
            _check_peer(connection, target, address)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def _named_errors(self, target: UrlParts, watchdog: Watchdog, seconds: float) -> Iterator[None]:
        """Turn the errors of libraries and of the system into a FetchError."""
        started = time.monotonic()
        try:
            yield
        except FetchError:
            raise
        except (HTTPError, HTTPException, OSError, ValueError) as error:
            if self._is_closed:
                raise stopped_error() from error
            if watchdog.has_expired:
                waited = f"{max(seconds, time.monotonic() - started):.0f}"
                reason = f"{target.host} took longer than {waited} seconds, so the connection was closed."
                raise FetchError(FetchErrorKind.TIME, reason) from error
            raise connection_error(target.host, error) from error


class _CheckedHTTPConnection(HTTPConnection):
    """A connection that never resolves a name: `dial` connects to an address that was checked."""

    def __init__(self, host: str, port: int, *, timeout: float, dial: Callable[[], socket.socket]) -> None:
        super().__init__(host, port, timeout=timeout)
        self._dial = dial

    def _new_conn(self) -> socket.socket:
        return self._dial()


class _CheckedHTTPSConnection(HTTPSConnection):
    """The same with TLS, where the certificate must be for the name of the host."""

    def __init__(
        self, host: str, port: int, *, timeout: float, dial: Callable[[], socket.socket], ssl_context: ssl.SSLContext
    ) -> None:
        super().__init__(host, port, timeout=timeout, ssl_context=ssl_context)
        self._dial = dial

    def _new_conn(self) -> socket.socket:
        return self._dial()


@contextmanager
def _closed_completely(connection: HTTPConnection) -> Iterator[None]:
    """Close a connection at the end, and an answer that was not returned because its headers make no sense.

    A socket stays open as long as anything reads from it.
    """
    answers: list[HttplibResponse] = []

    def new_answer(*args: Any, **kwargs: Any) -> HttplibResponse:
        answers.append(HttplibResponse(*args, **kwargs))
        return answers[-1]

    connection.response_class = new_answer  # type: ignore[assignment]
    try:
        yield
    finally:
        connection.close()
        for answer in answers:
            answer.close()


def stopped_error() -> FetchError:
    """Return the error of a request that was interrupted from here."""
    return FetchError(FetchErrorKind.STOPPED, "Fetching was interrupted.")


def _check_peer(connection: socket.socket, target: UrlParts, address: IpAddress) -> None:
    """Raise FetchError if a connection leads to another address than the one that was checked."""
    peer = ipaddress.ip_address(str(connection.getpeername()[0]))
    if peer != address:
        reason = f"The connection to {target.host} leads to {peer} instead of {address}."
        raise FetchError(FetchErrorKind.REFUSED_ADDRESS, reason)


def _headers(response: HTTPResponse) -> dict[str, str]:
    return {name.lower(): value for name, value in response.headers.items()}


def _read_body(response: HTTPResponse, target: UrlParts, body: BodyLimit) -> None:
    """Write the body of an answer, decompressed; raise FetchError if it has too many bytes."""
    if response.headers.get("content-encoding", "").strip().lower() not in ENCODINGS:
        reason = f"{target.host} sent the document in a compression that was not asked for."
        raise FetchError(FetchErrorKind.SERVER, reason)
    if (response.length_remaining or 0) > body.max_bytes and not body.may_be_cut:
        raise _too_large(body)
    room = body.max_bytes
    while chunk := response.read(CHUNK_BYTES):
        if len(chunk) > room and not body.may_be_cut:
            raise _too_large(body)
        body.write(chunk[:room])
        room -= len(chunk)
        if room <= 0 and body.may_be_cut:
            return


def _too_large(body: BodyLimit) -> FetchError:
    size = f"{body.max_bytes / 1_000_000:,.3g} MB"
    reason = f"The document has more than {size}. If it is right, set harvest_max_mb higher."
    return FetchError(FetchErrorKind.TOO_LARGE, reason)
