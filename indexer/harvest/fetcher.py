"""Fetches files into the cache: politely, from public addresses only, and only what has changed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Self

from catalog.settings import Settings
from indexer.extract.media_types import HTML
from indexer.harvest.content_type import (
    content_media_type,
    is_page_in_place_of_file,
    leads_to_sign_in,
    name_in_url,
)
from indexer.harvest.document_cache import CachedDocument, DocumentCache, IncomingFile, utc_now
from indexer.harvest.http.pace import MAX_POSTPONEMENT_S
from indexer.harvest.http.session import MAY_PASS, MIN_SERVER_ERROR, Session, Visit, WebRequest, retry_after_s
from indexer.harvest.http.transport import WHOLE, BodyLimit
from indexer.harvest.model import FetchedFile, FetchError, FetchErrorKind

__all__ = ["FetchError", "FetchErrorKind", "FetchedFile", "Fetcher"]

ATTEMPTS = 3
BACK_OFF_FACTOR = 2
"""Each pause between two attempts is so many times as long as the one before; the first is that between requests."""
NOT_MODIFIED = 304
TOO_MANY_REQUESTS = 429
BYTES_PER_MB = 1_000_000
_CONDITION = re.compile(r"[\x20-\x7e]{1,1000}")


class Fetcher:
    """Fetches files into the cache of a deployment. Any number of threads may use it; use it as a context manager."""

    def __init__(self, settings: Settings, notify: Callable[[str], None] = lambda _sentence: None) -> None:
        """Take the limits; `notify` gets sentences about long waits."""
        self._max_bytes = settings.harvest_max_mb * BYTES_PER_MB
        self._delay_s = settings.harvest_delay_s
        self._session = Session(settings, notify)
        self.cache = DocumentCache(settings.data)

    def __enter__(self) -> Self:
        """Return the fetcher."""
        return self

    def __exit__(self, *_: object) -> None:
        """End everything that is still going on."""
        self.stop()
        self.cache.__exit__()

    def stop(self) -> None:
        """End all connections and pauses; whoever waits for a file gets an error."""
        self._session.close()

    def fetch(
        self, url: str, *, accept: str = "*/*", max_bytes: int | None = None, obey_robots: bool = True
    ) -> FetchedFile:
        """Return the file at a URL, which is fetched if it has changed since the last time; raise FetchError.

        What may pass is tried ATTEMPTS times. A failure is noted in the cache, where the last good content stays.
        """
        known = self.cache.get(url) or CachedDocument(url)
        try:
            return self._fetch(known, accept, max_bytes or self._max_bytes, obey_robots)
        except FetchError as error:
            if error.kind not in {FetchErrorKind.STOPPED, FetchErrorKind.STORAGE}:
                self.cache.put(_with_failure(known, error))
            raise

    def _fetch(self, known: CachedDocument, accept: str, max_bytes: int, obey_robots: bool) -> FetchedFile:  # noqa: FBT001
        pause_s = self._delay_s
        for _attempt in range(ATTEMPTS - 1):
            try:
                return self._attempt(known, accept, max_bytes, obey_robots=obey_robots)
            except FetchError as error:
                if error.kind not in MAY_PASS and not (error.kind == FetchErrorKind.BUSY and error.retry_after_s):
                    raise
            self._session.pace.pause(pause_s)
            pause_s *= BACK_OFF_FACTOR
        return self._attempt(known, accept, max_bytes, obey_robots=obey_robots)

    def _attempt(self, known: CachedDocument, accept: str, max_bytes: int, *, obey_robots: bool) -> FetchedFile:
        with self.cache.incoming() as incoming:
            is_cached = bool(known.sha256) and self.cache.is_intact(known)
            request = WebRequest(
                known.url,
                headers={"Accept": accept},
                headers_by_url={known.final_url: _conditions(known)} if is_cached else {},
                body=BodyLimit(incoming.write, max_bytes),
                obey_robots=obey_robots,
            )
            visit = self._session.request(request)
            if visit.status == NOT_MODIFIED and is_cached and known.size_bytes <= max_bytes:
                incoming.path.unlink()
                return self._not_modified(known, visit)
            if visit.status not in WHOLE:
                raise status_error(visit)
            return self._stored(known, visit, incoming)

    def _not_modified(self, known: CachedDocument, visit: Visit) -> FetchedFile:
        document = replace(known, checked_at=utc_now(), failed_at="", failure_kind="", failure="", retry_at="")
        self.cache.put(document)
        return self._fetched_file(document, visit, is_unchanged=True)

    def _stored(self, known: CachedDocument, visit: Visit, incoming: IncomingFile) -> FetchedFile:
        """Check what was fetched, and keep it."""
        if incoming.size_bytes == 0:
            raise FetchError(FetchErrorKind.EMPTY, "The server sent an empty document.")
        incoming.flush()
        declared = visit.headers.get("content-type", "")
        media_type = content_media_type(incoming.path, name_in_url(visit.final_url), declared)
        if media_type == HTML and leads_to_sign_in(known.url, visit.final_url):
            reason = "The server asks people to sign in, and does not give this document to programs. Open it by hand."
            raise FetchError(FetchErrorKind.FORBIDDEN, reason)
        if is_page_in_place_of_file(known.url, media_type, declared, known.media_type):
            reason = "The server sent a web page in place of the file: open the address to see where the file is now."
            raise FetchError(FetchErrorKind.WRONG_TYPE, reason)
        self.cache.keep(incoming)
        document = CachedDocument(
            known.url,
            visit.final_url,
            incoming.sha256,
            media_type,
            incoming.size_bytes,
            visit.headers.get("etag", ""),
            visit.headers.get("last-modified", ""),
            visit.status,
            fetched_at=utc_now(),
            checked_at=utc_now(),
        )
        self.cache.put(document)
        return self._fetched_file(document, visit, is_unchanged=document.sha256 == known.sha256)

    def _fetched_file(self, document: CachedDocument, visit: Visit, *, is_unchanged: bool) -> FetchedFile:
        return FetchedFile(
            document.url,
            document.final_url,
            visit.status,
            self.cache.path(document.sha256),
            document.sha256,
            document.media_type,
            visit.headers,
            dt.datetime.fromisoformat(document.fetched_at),
            is_unchanged,
            visit.redirects,
        )


def status_error(visit: Visit) -> FetchError:
    """Return the error for an answer without a document, by its status."""
    status, wait_s = visit.status, retry_after_s(visit.headers)
    match status:
        case 404:
            return FetchError(FetchErrorKind.NOT_FOUND, "The address does not exist any more (status 404).")
        case 410:
            return FetchError(FetchErrorKind.GONE, "The document was removed for good (status 410).")
        case 401 | 402 | 403 | 407 | 451:
            reason = f"The server does not give this document to programs (status {status}). Open it by hand."
            return FetchError(FetchErrorKind.FORBIDDEN, reason)
        case 429 | 503 if status == TOO_MANY_REQUESTS or wait_s:
            return FetchError(FetchErrorKind.BUSY, f"The server asks to come back later (status {status}).", wait_s)
        case _ if status >= MIN_SERVER_ERROR:
            return FetchError(FetchErrorKind.SERVER, f"The server failed (status {status}).", wait_s)
    return FetchError(FetchErrorKind.SERVER, f"The server sent no document (status {status}).")


def _conditions(known: CachedDocument) -> Mapping[str, str]:
    """Return the headers that ask for a document only if it has changed; a tag that is no tag is not sent back."""
    conditions = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in conditions.items() if _CONDITION.fullmatch(value)}


def _with_failure(known: CachedDocument, error: FetchError) -> CachedDocument:
    """Return what is known of a URL after an attempt that failed."""
    wait_s = min(error.retry_after_s or 0.0, MAX_POSTPONEMENT_S)
    retry_at = (dt.datetime.now(dt.UTC) + dt.timedelta(seconds=wait_s)).isoformat(timespec="seconds") if wait_s else ""
    return replace(known, failed_at=utc_now(), failure_kind=error.kind, failure=str(error), retry_at=retry_at)
