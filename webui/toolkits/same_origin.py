"""What holds for every request about a visitor's own toolkit: from our pages only, never cached, never found."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, request
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from webui.context import app_context
from webui.i18n.locale import gettext as _

MAX_FORM = 1_000_000
"""Bytes of a form: a toolkit at all its limits, once as fields and once as JSON, unless most of it is 4-byte text."""

toolkits = Blueprint("toolkits", __name__)


@toolkits.before_request
def refuse_other_origins() -> None:
    """Refuse a form that another site sent; let one of ours be as long as a toolkit may be."""
    request.max_content_length = MAX_FORM
    request.max_form_memory_size = MAX_FORM
    if request.method == "POST" and not from_our_pages():
        raise Forbidden(_("A toolkit can only be changed from the pages of this site. Please go there and try again."))


def from_our_pages() -> bool:
    """Tell whether a form comes from our pages (Fetch Metadata; where a browser has none, the Origin of RFC 6454)."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = urlsplit(request.headers.get("Origin", "")).netloc
    return bool(origin) and origin in (request.host, urlsplit(app_context().settings.public_url).netloc)


@toolkits.after_request
def keep_private(response: Response) -> Response:
    """Have no cache keep what belongs to one visitor, no search engine show it, and no other site learn its link.

    (`no-referrer` would have older browsers send our own forms with `Origin: null`.)
    """
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
