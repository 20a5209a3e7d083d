"""Asks for a link: its headers first, and the page itself if these are refused or do not say enough."""

from __future__ import annotations

from indexer.check.links.judgment import LinkAnswer
from indexer.harvest.http.session import Session, Visit, WebRequest
from indexer.harvest.http.transport import WHOLE, BodyLimit
from indexer.harvest.model import FetchError, FetchErrorKind

MAX_PAGE_BYTES = 64 * 1024
"""What is read of a page, to see its title."""
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
WITHOUT_SECOND_ATTEMPT = frozenset(
    {
        FetchErrorKind.DNS,
        FetchErrorKind.INVALID_URL,
        FetchErrorKind.REFUSED_ADDRESS,
        FetchErrorKind.ROBOTS,
        FetchErrorKind.TIME,
        FetchErrorKind.TLS,
        FetchErrorKind.STOPPED,
        FetchErrorKind.BUSY,
    }
)
"""Kinds of errors that asking in another way does not change."""


def ask_for_link(session: Session, url: str) -> LinkAnswer:
    """Return what answers at a link; raise FetchError if nothing does."""
    try:
        visit = session.request(WebRequest(url, method="HEAD"))
    except FetchError as error:
        if error.kind in WITHOUT_SECOND_ATTEMPT:
            raise
    else:
        if visit.status in WHOLE and not visit.redirects and _media_type(visit) not in {"", *HTML_TYPES}:
            return _answer(visit, b"")
    beginning = bytearray()
    visit = session.request(WebRequest(url, body=BodyLimit(beginning.extend, MAX_PAGE_BYTES, may_be_cut=True)))
    return _answer(visit, bytes(beginning))


def _media_type(visit: Visit) -> str:
    return visit.headers.get("content-type", "").partition(";")[0].strip().lower()


def _answer(visit: Visit, beginning: bytes) -> LinkAnswer:
    text = beginning.decode("utf-8", "replace") if _media_type(visit) in HTML_TYPES else ""
    return LinkAnswer(visit.status, visit.final_url, visit.moved_for_good, _media_type(visit), text)
