"""Counts of requests and their durations, for operators. Each process counts its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from time import perf_counter

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram

ROUTE_VARIABLE = "clearinghouse.route"
"""The variable of the WSGI environment with a list, to which the application adds the route of the request."""
NO_ROUTE = "none"
"""The route of requests to unknown addresses, and of those that the server itself refuses."""
BUCKETS_S = (0.0001, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


@cache
def route_name(rule: str) -> str:
    """Return a rule with the names of its variables alone: "/search.<extension>"."""
    return re.sub(r"<[^<>]*:(\w+)>", r"<\1>", rule)


class RequestMetrics:
    """Counts requests by route and status, and repeated responses. Safe to share between threads.

    A route is the rule that matched, such as `/resources/<record_id>`, so that no address of a visitor is kept.
    """

    def __init__(self) -> None:
        """Start at zero."""
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "clearinghouse_http_requests", "Requests by route and status.", ["route", "status"], registry=self.registry
        )
        self._durations = Histogram(
            "clearinghouse_http_request_duration_seconds",
            "Time from the moment a thread takes a request until its response is complete.",
            ["route"],
            buckets=BUCKETS_S,
            registry=self.registry,
        )
        repeated = Counter(
            "clearinghouse_repeated_responses",
            "Plain GET requests that were answered without the application (hit), or by it (miss).",
            ["result"],
            registry=self.registry,
        )
        self.count_repeated, self.count_unrepeated = repeated.labels("hit").inc, repeated.labels("miss").inc
        self._refused = Counter(
            "clearinghouse_server_refusals",
            "Requests that the server refused before the application saw them, by status.",
            ["status"],
            registry=self.registry,
        )
        self._of_route: dict[tuple[str, int], tuple[Callable[[], None], Callable[[float], None]]] = {}

    def observe(self, route: str, status: int, seconds: float) -> None:
        """Count a response."""
        functions = self._of_route.get((route, status))
        if functions is None:  # looking up labels takes longer than counting
            functions = self._requests.labels(route, status).inc, self._durations.labels(route).observe
            self._of_route[route, status] = functions
        count, observe = functions
        count()
        observe(seconds)

    def count_refused(self, status: int) -> None:
        """Count a request that the server refused."""
        self._refused.labels(status).inc()


def install(app: Flask, metrics: RequestMetrics) -> None:
    """Count every request. Call this before anything else adds handlers: it measures them, too."""

    @app.before_request
    def start() -> None:
        g.started = perf_counter()

    @app.after_request
    def observe(response: Response) -> Response:
        route = route_name(request.url_rule.rule) if request.url_rule else NO_ROUTE
        routes: list[str] | None = request.environ.get(ROUTE_VARIABLE)
        if routes is not None and response.status_code == HTTPStatus.OK:
            routes.append(route)
        metrics.observe(route, response.status_code, perf_counter() - g.started)
        return response
