"""The headers of every response: security headers, and CORS for routes that are for programs."""

from __future__ import annotations

from flask import Flask, Response, request

from catalog.settings import Settings
from webui.http.machine_routes import CORS_HEADERS, is_machine_route

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
FRAMED_PATH = "/embed/frame"
"""The path of the only page that other sites may put into a frame."""
FRAMED_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors *"
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


def is_framed(path: str) -> bool:
    """Return whether other sites may frame the page at a path, without the language. It may end in a slash."""
    return path.rstrip("/") == FRAMED_PATH


def add_default_headers(app: Flask, settings: Settings) -> None:
    """Add the headers to every response that does not set them itself."""
    transport_security = (
        {"Strict-Transport-Security": "max-age=31536000"} if settings.public_url.startswith("https:") else {}
    )
    page_headers = {**SECURITY_HEADERS, **transport_security}
    machine_headers = {**page_headers, **CORS_HEADERS}
    framed_headers = {
        **{name: value for name, value in page_headers.items() if name != "X-Frame-Options"},
        "Content-Security-Policy": FRAMED_POLICY,
        "Cross-Origin-Resource-Policy": "cross-origin",
    }

    @app.after_request
    def add_headers(response: Response) -> Response:
        defaults = machine_headers if is_machine_route(request.path) else page_headers
        if is_framed(request.path):
            defaults = framed_headers
        own = {name.lower() for name in response.headers.keys()}  # noqa: SIM118  # iterating yields pairs
        # `setdefault` would search the whole list for each header, which took a fifth of a cached response.
        response.headers.extend({name: value for name, value in defaults.items() if name.lower() not in own})
        return response
