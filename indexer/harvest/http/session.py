"""Requests to any number of hosts: each hop of a redirect is checked, asked of robots.txt, and waits for its turn."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import Self

from catalog.settings import Settings
from indexer.harvest.http.identity import user_agent
from indexer.harvest.http.pace import MAX_PAUSE_S, HostPace
from indexer.harvest.http.robots import MAX_ROBOTS_BYTES, RobotsRules
from indexer.harvest.http.transport import ACCEPT_ENCODING, BodyLimit, Reply, Transport
from indexer.harvest.http.url_parts import UrlParts, parse_url, redirect_target
from indexer.harvest.model import FetchError, FetchErrorKind

MAX_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT_REDIRECTS = frozenset({301, 308})
MAY_PASS = frozenset({FetchErrorKind.NETWORK, FetchErrorKind.SERVER, FetchErrorKind.INCOMPLETE})
"""Kinds of errors after which another attempt may succeed soon."""
BUSY_STATUSES = frozenset({429, 503})
MIN_SERVER_ERROR = 500

NO_HEADERS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Visit:
    """The last answer to a request, and the URLs that led to it, from the first redirect to `final_url`.

    It `moved_for_good` if there were redirects, and each said so.
    """

    status: int
    headers: Mapping[str, str]
    final_url: str
    redirects: tuple[str, ...] = ()
    moved_for_good: bool = False


@dataclass(frozen=True, slots=True)
class WebRequest:
    """What to ask for. `headers_by_url` are further headers for some URLs, where redirects lead to them.

    `body` says where the document goes, None if it is not wanted.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    headers_by_url: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    body: BodyLimit | None = None
    obey_robots: bool = True


@dataclass(slots=True)
class _OriginRules:
    """The rules of one origin, or why they could not be read; None as long as nobody asked."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    outcome: RobotsRules | FetchError | None = None


class Session:
    """Requests by the settings' limits, with one pace for each host. Any number of threads may use it."""

    def __init__(self, settings: Settings, notify: Callable[[str], None] = lambda _sentence: None) -> None:
        """Take the limits; `notify` gets sentences about long waits."""
        self._wall_s = settings.harvest_wall_s
        self._headers = {"User-Agent": user_agent(settings), "Accept-Encoding": ACCEPT_ENCODING}
        self._transport = Transport(settings)
        self._notify = notify
        self._rules: dict[str, _OriginRules] = {}
        self._lock = threading.Lock()
        self.pace = HostPace(settings.harvest_delay_s)

    def __enter__(self) -> Self:
        """Return the session."""
        return self

    def __exit__(self, *_: object) -> None:
        """End everything that is still going on."""
        self.close()

    def close(self) -> None:
        """End all connections and pauses; requests fail from now on."""
        self.pace.stop()
        self._transport.close()

    def request(self, request: WebRequest) -> Visit:
        """Return the answer to a request, after following redirects; raise FetchError if there is none.

        The answer may have any status.
        """
        target = parse_url(request.url)
        visited, statuses = [target.url], list[int]()
        seconds = self._wall_s
        while True:
            if request.obey_robots:
                self._ask_robots(target)
            further = request.headers_by_url.get(target.url, NO_HEADERS)
            reply, took_s = self._exchange(request, target, {**request.headers, **further}, seconds)
            seconds -= took_s
            if reply.status not in REDIRECTS:
                moved = bool(statuses) and PERMANENT_REDIRECTS.issuperset(statuses)
                return Visit(reply.status, reply.headers, target.url, tuple(visited[1:]), moved)
            statuses.append(reply.status)
            target = _next_target(target, reply, visited)
            visited.append(target.url)

    def _exchange(
        self, request: WebRequest, target: UrlParts, headers: Mapping[str, str], seconds: float
    ) -> tuple[Reply, float]:
        """Return the answer of one server, and the seconds that it took."""
        with self.pace.turn(target.host):
            started = time.monotonic()
            reply = self._transport.exchange(
                request.method, target, {**self._headers, **headers}, request.body, seconds
            )
            if reply.status in BUSY_STATUSES and (wait_s := retry_after_s(reply.headers)):
                self._notify(f"{target.host} asked to wait {wait_s:.0f} seconds.")
                self.pace.postpone(target.host, wait_s)
            return reply, time.monotonic() - started

    def _ask_robots(self, target: UrlParts) -> None:
        """Raise FetchError if the host does not want this to be fetched, or if nobody can say whether it does."""
        with self._lock:
            rules = self._rules.setdefault(target.origin, _OriginRules())
        with rules.lock:
            if rules.outcome is None:
                rules.outcome = self._read_rules(target)
                if isinstance(rules.outcome, RobotsRules):
                    self.pace.set_crawl_delay(target.host, rules.outcome.crawl_delay_s)
        if isinstance(rules.outcome, FetchError):
            raise FetchError(rules.outcome.kind, str(rules.outcome), rules.outcome.retry_after_s)
        if not rules.outcome.allows(target.url):
            reason = f"{target.host} asks programs not to fetch this address (robots.txt). Open it by hand."
            raise FetchError(FetchErrorKind.ROBOTS, reason)
        if rules.outcome.crawl_delay_s > MAX_PAUSE_S:
            pauses = f"pauses of more than {MAX_PAUSE_S / 60:.0f} minutes between requests"
            reason = f"{target.host} asks programs for {pauses} (robots.txt). Open this address by hand."
            raise FetchError(FetchErrorKind.ROBOTS, reason)

    def _read_rules(self, target: UrlParts) -> RobotsRules | FetchError:
        """Return the rules, or why they could not be read; what may pass is tried twice."""
        try:
            return self._fetched_rules(target)
        except FetchError as error:
            if error.kind not in MAY_PASS:
                return error
        try:
            return self._fetched_rules(target)
        except FetchError as error:
            return error

    def _fetched_rules(self, target: UrlParts) -> RobotsRules:
        content = bytearray()
        body = BodyLimit(content.extend, MAX_ROBOTS_BYTES, may_be_cut=True)
        visit = self.request(WebRequest(f"{target.origin}/robots.txt", body=body, obey_robots=False))
        if visit.status >= MIN_SERVER_ERROR or visit.status in BUSY_STATUSES:
            reason = f"{target.host} could not say what programs may fetch (robots.txt: status {visit.status})."
            raise FetchError(FetchErrorKind.SERVER, reason, retry_after_s(visit.headers))
        return RobotsRules(bytes(content).decode("utf-8-sig", "replace"))


def retry_after_s(headers: Mapping[str, str]) -> float | None:
    """Return how many seconds a server asks to wait (RFC 9110, 10.2.3), None if it does not say so."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=dt.UTC)
    return max(0.0, (until - dt.datetime.now(dt.UTC)).total_seconds())


def _next_target(target: UrlParts, reply: Reply, visited: list[str]) -> UrlParts:
    """Return where a redirect leads; raise FetchError if it leads nowhere, back, or on and on."""
    location = _as_utf8(reply.headers.get("location", ""))
    if not location:
        raise FetchError(FetchErrorKind.REDIRECTS, f"{target.host} redirects without saying where to.")
    following = redirect_target(target, location)
    if following.url in visited:
        raise FetchError(FetchErrorKind.REDIRECTS, f"{target.host} redirects in a circle.")
    if len(visited) > MAX_REDIRECTS:
        raise FetchError(FetchErrorKind.REDIRECTS, f"{target.host} redirects more than {MAX_REDIRECTS} times.")
    return following


def _as_utf8(header: str) -> str:
    """Return a header, which was decoded as Latin-1, decoded as UTF-8 if it is that."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header
