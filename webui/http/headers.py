"""The headers that every answer carries, whatever made it."""

from __future__ import annotations

import re

from flask import Flask, Response, request
from werkzeug.sansio.utils import get_host

from catalog.config import Settings

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
DOCUMENT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; object-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
SANDBOXED_POLICY = f"sandbox; {DOCUMENT_POLICY}"
"""For documents that others wrote: their own styles at most, and nothing of ours within reach."""

ALWAYS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}
OPEN_DATA = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Any site may read the JSON endpoint, without credentials."""


OTHER_FORMS = re.compile(r"/(?:search\.(?:atom|rss|csv|ris|bib)|resources/[^/]+\.(?:ris|bib))")
"""The paths of feeds and files that are made from records."""


def is_api(path: str) -> bool:
    """Tell whether a path belongs to the JSON endpoint."""
    return path.startswith("/api/")


def is_for_programs(path: str) -> bool:
    """Tell whether programs ask for a path, who read errors as problem+json: JSON, feeds and files."""
    return is_api(path) or OTHER_FORMS.fullmatch(path) is not None


def trust(app: Flask, settings: Settings) -> None:
    """Have only requests to the trusted hosts answered (any, where none are set), and health told to anyone.

    Probes ask by the address of the machine. Flask's own TRUSTED_HOSTS knows no exception.
    """
    hosts = settings.trusted_hosts

    @app.before_request
    def check_host() -> None:
        if hosts and request.blueprint != "health":
            get_host(request.scheme, request.headers.get("Host"), request.server, hosts)


def harden(app: Flask, settings: Settings) -> None:
    """Have every answer carry the headers; an answer's own ones stay."""
    secure = {"Strict-Transport-Security": "max-age=31536000"} if settings.public_url.startswith("https:") else {}

    @app.after_request
    def add_headers(response: Response) -> Response:
        wanted = {**ALWAYS, **secure, **(OPEN_DATA if is_api(request.path) else {})}
        for name, value in wanted.items():
            response.headers.setdefault(name, value)
        return response
