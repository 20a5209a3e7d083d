"""Health checks: whether the process runs, and whether it can serve a generation."""

from __future__ import annotations

from flask import Blueprint, Response

from catalog.errors import EngineError
from webui.context import app_context

health = Blueprint("health", __name__)

RETRY_AFTER_S = "30"


@health.get("/healthz")
def healthz() -> Response:
    """Report that the process runs."""
    return _plain("ok", 200)


@health.get("/readyz")
def readyz() -> Response:
    """Report whether a generation can be served, and which."""
    try:
        return _plain(f"ready {app_context().live.current().generation}", 200)
    except EngineError:
        response = _plain("no generation can be served", 503)
        response.headers["Retry-After"] = RETRY_AFTER_S
        return response


def _plain(body: str, status: int) -> Response:
    response = Response(f"{body}\n", status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
