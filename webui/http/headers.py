"""The headers of every response: security headers, and CORS for the JSON API."""

from __future__ import annotations

import re

from flask import Flask, Response, request

from catalog.settings import Settings

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
DOCUMENT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; media-src 'self'; object-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
SANDBOXED_POLICY = f"sandbox; {DOCUMENT_POLICY}"
"""For documents that others wrote: the sandbox keeps them from scripts and from our origin."""

SECURITY_HEADERS = {
    "Content-Security-Policy": PAGE_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}
CORS_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Any site may read the JSON API, without credentials."""
_FEED_OR_FILE = re.compile(r"/(?:search\.(?:atom|rss|csv|ris|bib)|resources/[^/]+\.(?:ris|bib))")
"""The paths of feeds and of files with records."""


def is_api(path: str) -> bool:
    """Return whether a path belongs to the JSON API."""
    return path.startswith("/api/")


def is_machine_readable(path: str) -> bool:
    """Return whether a path is that of JSON, a feed or a file, whose errors are problem+json."""
    return is_api(path) or _FEED_OR_FILE.fullmatch(path) is not None


def add_default_headers(app: Flask, settings: Settings) -> None:
    """Add the headers to every response that does not set them itself."""
    transport_security = (
        {"Strict-Transport-Security": "max-age=31536000"} if settings.public_url.startswith("https:") else {}
    )
    page_headers = {**SECURITY_HEADERS, **transport_security}
    api_headers = {**page_headers, **CORS_HEADERS}

    @app.after_request
    def add_headers(response: Response) -> Response:
        defaults = api_headers if is_api(request.path) else page_headers
        own = {name.lower() for name in response.headers.keys()}  # noqa: SIM118  # iterating yields pairs
        # `setdefault` would search the whole list for each header, which took a fifth of a cached response.
        response.headers.extend({name: value for name, value in defaults.items() if name.lower() not in own})
        return response
