"""The front of the server: it runs the WSGI application in threads, and keeps clients away from them.

A request reaches a thread when its body has been read, and leaves it as a whole response or as a file to be sent.
Reading and sending happen in the event loop, so that no client, slow as it may be, holds a thread. A response that was
sent before and is still right needs no thread either.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Hashable
from dataclasses import replace
from http import HTTPStatus
from time import perf_counter
from typing import TYPE_CHECKING

from granian.rsgi import HTTPProtocol, Scope

from catalog.query_log.model import Searched
from webui.http.counted_requests import SEARCHED_VARIABLE, RequestCounter
from webui.http.machine_routes import CORS_HEADERS, is_machine_route
from webui.http.request_metrics import NO_ROUTE, ROUTE_VARIABLE, RequestMetrics
from webui.i18n.locale import split_language
from webui.serve.environ import Environ, add_body, make_environ, names_one_host
from webui.serve.request_body import BodyReader, RefusedRequestError
from webui.serve.response import FinishedResponse, run_application
from webui.serve.response_cache import FinishedResponseCache
from webui.serve.sockets import drop_clients_that_stop_reading
from webui.serve.threads import OverloadedError, WorkerThreads

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

MAX_WAITING_REQUESTS = 256
"""Requests that wait for a thread; one more is refused at once."""
RETRY_AFTER_S = "1"

logger = logging.getLogger(__name__)


class Front:
    """An RSGI application that runs a WSGI application."""

    def __init__(
        self,
        app: WSGIApplication,
        threads: int,
        state: Callable[[], Hashable | None],
        *,
        metrics: RequestMetrics | None = None,
        searches: RequestCounter | None = None,
        on_stop: Callable[[], None] | None = None,
    ) -> None:
        """Take the application, the number of threads that run it, and the state of `FinishedResponseCache`.

        `metrics` and `searches` count what the application does not see: repeated responses, and refused requests.
        `on_stop` is called when the server stops.
        """
        self._app = app
        self._metrics = metrics
        self._searches = searches
        self._on_stop = on_stop
        self._cache = FinishedResponseCache(state)
        self._bodies = BodyReader()
        self._threads = WorkerThreads(self._run, threads, MAX_WAITING_REQUESTS)

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start the threads; the server calls this before it listens."""
        self._threads.start(loop)
        loop.call_soon(drop_clients_that_stop_reading)

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        """Finish; the server calls this when it has answered its last request."""
        if self._on_stop:
            self._on_stop()

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Respond to a request."""
        started = perf_counter()
        try:
            key = self._cache.key(scope)
            response = self._cache.get(key)
            if self._metrics and key:
                _count(self._metrics, response, started)
            if self._searches and response and response.searched:
                self._searches.count(response.searched, scope.headers)
            if response is None:
                response = await self._respond(scope, protocol)
                self._cache.put(key, response)
        except RefusedRequestError as refusal:
            response = self._refuse(scope, refusal.status, refusal.text)
        except OverloadedError:
            response = self._refuse(
                scope, HTTPStatus.SERVICE_UNAVAILABLE, "The site is busy at this moment. Please try again."
            )
        except Exception:
            logger.exception("The application raised an exception")
            response = self._refuse(scope, HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong.")
        response.send(protocol)

    async def _respond(self, scope: Scope, protocol: HTTPProtocol) -> FinishedResponse:
        environ = make_environ(scope)
        if not names_one_host(environ):
            raise RefusedRequestError(HTTPStatus.BAD_REQUEST, "The request must name one host.")
        body = await self._bodies.read(scope, protocol)
        add_body(environ, body.content, body.length)
        try:
            return await self._threads.call(environ)
        finally:
            self._bodies.release(body)

    def _run(self, environ: Environ) -> FinishedResponse:
        routes: list[str] = []
        searches: list[Searched] = []
        if self._metrics:
            environ = {**environ, ROUTE_VARIABLE: routes}
        if self._searches:
            environ = {**environ, SEARCHED_VARIABLE: searches}
        response = run_application(self._app, environ)
        if not routes and not searches:
            return response
        return replace(response, route=routes[0] if routes else "", searched=searches[0] if searches else None)

    def _refuse(self, scope: Scope, status: HTTPStatus, text: str) -> FinishedResponse:
        if self._metrics:
            self._metrics.count_refused(status)
        return _refusal(scope, status, text)


def _count(metrics: RequestMetrics, repeated: FinishedResponse | None, started: float) -> None:
    """Count whether a response that may be repeated was, and a repeated one as any other."""
    if repeated is None:
        metrics.count_unrepeated()
    else:
        metrics.count_repeated()
        metrics.observe(repeated.route or NO_ROUTE, repeated.status, perf_counter() - started)


def _refusal(scope: Scope, status: HTTPStatus, text: str) -> FinishedResponse:
    """Return a short response, after which the connection ends, because the rest of the request may be unread.

    Scripts of other sites can read it where they can read what was requested.
    """
    headers = [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store"), ("connection", "close")]
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers.append(("retry-after", RETRY_AFTER_S))
    if is_machine_route(split_language(scope.path)[1]):
        headers += ((name.lower(), value) for name, value in CORS_HEADERS.items())
    return FinishedResponse(status, headers, f"{text}\n".encode())
