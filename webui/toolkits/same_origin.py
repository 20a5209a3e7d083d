"""The checks and headers of requests about a visitor's toolkit: same origin only, not cached, not indexed."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, request
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from webui.context import app_context
from webui.i18n.locale import gettext as _

MAX_FORM_BYTES = 1_000_000
"""Enough for the largest toolkit, once as fields and once as JSON, unless its text is mostly 4-byte characters."""

toolkits = Blueprint("toolkits", __name__)


@toolkits.before_request
def refuse_other_origins() -> None:
    """Refuse a form from another site, and raise the size limit for our own."""
    request.max_content_length = MAX_FORM_BYTES
    request.max_form_memory_size = MAX_FORM_BYTES
    if request.method == "POST" and not from_our_pages():
        raise Forbidden(_("A toolkit can only be changed from the pages of this site. Please go there and try again."))


def from_our_pages() -> bool:
    """Return whether a form comes from our pages, by Fetch Metadata or, in browsers without it, Origin (RFC 6454)."""
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return fetch_site in ("same-origin", "none")
    try:
        origin = urlsplit(request.headers.get("Origin", "")).netloc
    except ValueError:  # not a URL
        return False
    return bool(origin) and origin in (request.host, urlsplit(app_context().settings.public_url).netloc)


@toolkits.after_request
def keep_private(response: Response) -> Response:
    """Keep the response out of caches and search engines, and its URL from other sites.

    With the policy `no-referrer`, older browsers would send our own forms with `Origin: null`.
    """
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
