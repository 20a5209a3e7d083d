"""Figures of operation in the text format of Prometheus, for those who know the token.

Each worker process answers with its own figures. Every sample has the process as a label, so that the figures of one
worker never continue those of another.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from hmac import compare_digest

from flask import Blueprint, Response, request
from prometheus_client import CollectorRegistry, Metric, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.registry import Collector

from catalog.errors import EngineError
from webui.context import AppContext, app_context

metrics = Blueprint("metrics", __name__)

WORKER = "worker"
"""The label with the id of the process."""
OF_ONE_WORKER = "Of one worker process."


@metrics.get("/metrics")
def figures() -> Response:
    """Return the figures of this process."""
    context = app_context()
    if not _knows_token(context.settings.metrics_token):
        response = Response("Send the token of the setting metrics_token.\n", 401, mimetype="text/plain")
        response.headers["WWW-Authenticate"] = 'Bearer realm="metrics"'
    else:
        response = Response(generate_latest(_ProcessMetrics(context)), content_type=CONTENT_TYPE_PLAIN_0_0_4)
    response.headers["Cache-Control"] = "no-store"
    return response


def _knows_token(token: str) -> bool:
    """Return whether the request has the token (RFC 6750); the comparison takes the same time for any other."""
    sent = request.authorization
    if sent is None or sent.type != "bearer" or not token:
        return False
    return compare_digest((sent.token or "").encode("utf-8", "replace"), token.encode())


class _ProcessMetrics(Collector):
    """All figures of a process, with its id."""

    def __init__(self, context: AppContext) -> None:
        self._context = context

    def collect(self) -> Iterable[Metric]:
        """Yield the figures of requests, caches, the generation and the process."""
        worker = str(os.getpid())
        for metric in (
            *self._requests(),
            *_caches(self._context),
            *_searches(self._context),
            *_generation(self._context),
            *_process(),
        ):
            samples = [sample for sample in metric.samples if not sample.name.endswith("_created")]
            metric.samples = [sample._replace(labels={**sample.labels, WORKER: worker}) for sample in samples]
            metric.documentation = f"{metric.documentation.rstrip('.')}. {OF_ONE_WORKER}"
            yield metric

    def _requests(self) -> Iterable[Metric]:
        return self._context.metrics.registry.collect() if self._context.metrics else ()


def _caches(context: AppContext) -> Iterator[Metric]:
    lookups = CounterMetricFamily(
        "clearinghouse_rendered_responses",
        "Responses of the application that were in its cache (hit), or had to be rendered (miss).",
        labels=["result"],
    )
    lookups.add_metric(["hit"], context.responses.hits)
    lookups.add_metric(["miss"], context.responses.misses)
    yield lookups
    refused = CounterMetricFamily(
        "clearinghouse_busy_refusals",
        "Requests that were refused because as many of their kind as allowed were in progress.",
        labels=["kind"],
    )
    refused.add_metric(["search"], context.responses.rendering.refused)
    refused.add_metric(["file"], context.slow_files.refused)
    yield refused


def _searches(context: AppContext) -> Iterator[Metric]:
    """Yield the numbers of searches that are counted; none if the setting `query_log` is off."""
    if context.searches is None:
        return
    searches = CounterMetricFamily(
        "clearinghouse_searches",
        "Searches by where they came from, and what they found: nothing, only partial matches, or full ones (found).",
        labels=["channel", "outcome"],
    )
    for (channel, outcome), number in sorted(context.searches.totals.copy().items()):
        searches.add_metric([channel, outcome], number)
    yield searches


def _generation(context: AppContext) -> Iterator[Metric]:
    """Yield the figures of the generation that is served; none if there is none."""
    try:
        manifest = context.live.current_generation().manifest
    except EngineError:
        return
    published_at = dt.datetime.fromisoformat(manifest.published_at)
    age_s = (dt.datetime.now(dt.UTC) - published_at).total_seconds()
    info = GaugeMetricFamily("clearinghouse_generation_info", "The generation that is served.", labels=["generation"])
    info.add_metric([manifest.generation], 1)
    yield info
    yield GaugeMetricFamily("clearinghouse_generation_age_seconds", "Time since it was published.", age_s)
    yield GaugeMetricFamily("clearinghouse_generation_records", "Its number of records.", manifest.records)


def _process() -> Iterable[Metric]:
    """Return memory, CPU time and open files, where the system tells them (Linux)."""
    return ProcessCollector(registry=CollectorRegistry()).collect()
