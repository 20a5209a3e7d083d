"""Fetches the linked documents of records into the cache, and says which could not be fetched, and why."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from catalog.errors import Problem
from catalog.generations.generation import TAXONOMY
from catalog.generations.lock import locked
from catalog.settings import Settings
from catalog.store.records import Contents, RecordStore
from catalog.store.taxonomy import load_taxonomy
from indexer.harvest.by_host import host_of, visit_by_host
from indexer.harvest.document_cache import CachedDocument, DocumentCache, known_documents
from indexer.harvest.fetcher import Fetcher
from indexer.harvest.http.identity import is_identified
from indexer.harvest.linked_documents import LinkedDocument, linked_documents
from indexer.harvest.model import FetchError, FetchErrorKind

DEFAULT_AGE_DAYS = 1.0
"""Documents that were asked for within so many days are not asked for again."""
MAX_HOST_FAILURES = 3
"""After so many failures one after the other, a host is left alone for the rest of the run."""
KEPT_DAYS = 90
"""The days for which a document that no record names stays in the cache."""
HOST_FAILURES = frozenset({FetchErrorKind.DNS, FetchErrorKind.NETWORK, FetchErrorKind.TIME, FetchErrorKind.TLS})
"""Kinds of errors that say more about a host than about a document."""
NOT_IDENTIFIED = (
    "Sites cannot see who asks: set public_url and contact in clearinghouse.toml, so that their staff can write to you."
)


class DocumentFate(StrEnum):
    """What became of a document."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FRESH = "fresh"
    """It was asked for a short time ago."""
    SKIPPED = "skipped"
    """It is sound or a video, which has no text."""
    FAILED = "failed"
    POSTPONED = "postponed"
    """Its host did not answer for others, or wants to be left alone."""


class HarvestProgress(Protocol):
    """Receives the progress of a run."""

    def start(self, step: str, total: int) -> None:
        """Begin a step of `total` parts, and end the previous step."""

    def advance(self) -> None:
        """Report that one part of the step is done."""

    def notify(self, sentence: str) -> None:
        """Display a sentence at once, before the report."""


@dataclass(frozen=True, slots=True)
class HarvestOptions:
    """Options of a run: only the records with these ids, and only documents that were last asked for so long ago.

    Documents of named records are always asked for.
    """

    ids: tuple[str, ...] = ()
    older_than_days: float = DEFAULT_AGE_DAYS
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class DocumentVisit:
    """What became of one URL, with the number of bytes that were fetched, or the error."""

    fate: DocumentFate
    size_bytes: int = 0
    error: FetchError | None = None


@dataclass(frozen=True, slots=True)
class HarvestReport:
    """What a run did: the number of documents by fate, and the problems of those that could not be fetched.

    `urls` were asked for or, in a dry run, would be.
    """

    documents: Mapping[str, int]
    problems: tuple[Problem, ...]
    urls: tuple[str, ...]
    fetched_bytes: int
    took_s: float
    dry_run: bool
    notes: tuple[str, ...] = ()


def harvest_documents(settings: Settings, options: HarvestOptions, progress: HarvestProgress) -> HarvestReport:
    """Fetch the documents with a URL that the records name, and return the report.

    Raises CatalogError if the run is impossible. A document that cannot be fetched is a problem in the report, and its
    last good copy stays. A run that was interrupted goes on with the next one: what was fetched is known.
    """
    started = time.monotonic()
    contents = RecordStore(settings.corpus, load_taxonomy(settings.corpus / TAXONOMY)).load()
    links = tuple(linked_documents(contents.records, options.ids))
    known = _with_lost_contents(settings, known_documents(settings.data))
    due = {link.url for link in links if not link.is_video and _is_due(known.get(link.url), options)}
    urls = sorted(due, key=lambda url: (known[url].seen_at if url in known else "", url))
    visits: dict[str, DocumentVisit] = {}
    if urls and not options.dry_run:
        visits = _visits(settings, urls, known, contents, progress)
    outcomes = [(link, _visit_of(link, visits, known, options)) for link in links]
    return HarvestReport(
        documents={fate.value: count for fate, count in _counts(outcomes).items()},
        problems=tuple(_problems(outcomes, known)),
        urls=tuple(urls),
        fetched_bytes=sum(visit.size_bytes for visit in visits.values()),
        took_s=round(time.monotonic() - started, 3),
        dry_run=options.dry_run,
        notes=() if is_identified(settings) or not urls else (NOT_IDENTIFIED,),
    )


def _visits(
    settings: Settings,
    urls: Sequence[str],
    known: Mapping[str, CachedDocument],
    contents: Contents,
    progress: HarvestProgress,
) -> dict[str, DocumentVisit]:
    """Ask for all URLs, and return what became of each; raise FetchError if nothing can be saved any more."""
    settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    visits: dict[str, DocumentVisit] = {}
    with locked(settings.data / "harvest.lock", 0, doing="harvesting"), Fetcher(settings, progress.notify) as fetcher:
        visitor = _Visitor(fetcher, known)
        progress.start("Fetching documents", len(urls))
        for url, visit in visit_by_host(urls, visitor.visit, settings.harvest_concurrency, fetcher.stop):
            if visit.error and visit.error.kind == FetchErrorKind.STORAGE:
                raise visit.error
            visits[url] = visit
            progress.advance()
        if not contents.refused:  # refused records may name any document
            wanted = {link.url for link in linked_documents((*contents.records, *contents.drafts, *contents.withdrawn))}
            fetcher.cache.prune(wanted, seen_since=_days_ago(KEPT_DAYS))
    return visits


class _Visitor:
    """Fetches documents, and leaves hosts alone that do not answer."""

    def __init__(self, fetcher: Fetcher, known: Mapping[str, CachedDocument]) -> None:
        """Take the fetcher, and what is known of URLs from earlier runs."""
        self._fetcher = fetcher
        self._known = known
        self._lock = threading.Lock()
        self._failures: Counter[str] = Counter()

    def visit(self, url: str) -> DocumentVisit:
        """Return what became of a URL. Several threads may call this."""
        host = host_of(url)
        if self._failures[host] >= MAX_HOST_FAILURES:
            reason = (
                f"It was not asked for, because {host} did not answer {MAX_HOST_FAILURES} times. Harvest again later."
            )
            return DocumentVisit(DocumentFate.POSTPONED, error=FetchError(FetchErrorKind.NETWORK, reason))
        try:
            fetched = self._fetcher.fetch(url)
        except FetchError as error:
            self._count(host, is_failure=error.kind in HOST_FAILURES)
            fate = DocumentFate.POSTPONED if error.kind == FetchErrorKind.BUSY else DocumentFate.FAILED
            return DocumentVisit(fate, error=error)
        self._count(host, is_failure=False)
        if fetched.is_unchanged:
            return DocumentVisit(DocumentFate.UNCHANGED)
        is_known = url in self._known and self._known[url].sha256
        return DocumentVisit(DocumentFate.CHANGED if is_known else DocumentFate.NEW, fetched.path.stat().st_size)

    def _count(self, host: str, *, is_failure: bool) -> None:
        with self._lock:
            self._failures[host] = self._failures[host] + 1 if is_failure else 0


def _with_lost_contents(settings: Settings, known: Mapping[str, CachedDocument]) -> Mapping[str, CachedDocument]:
    """Return what is known of URLs; those whose content was removed from the cache were never asked for."""
    cache = DocumentCache(settings.data)
    return {
        url: replace(document, checked_at="", failed_at="")
        if document.sha256 and not cache.has_content(document)
        else document
        for url, document in known.items()
    }


def _is_due(known: CachedDocument | None, options: HarvestOptions) -> bool:
    """Return whether a document is to be asked for now."""
    if known is None or options.ids:
        return True
    if known.seen_at > _days_ago(0):  # the clock was wrong then
        return True
    if known.retry_at > _days_ago(0):
        return False
    may_pass = known.failure_kind in HOST_FAILURES | {FetchErrorKind.SERVER, FetchErrorKind.INCOMPLETE}
    return may_pass or known.seen_at <= _days_ago(options.older_than_days)


def _days_ago(days: float) -> str:
    """Return the time of so many days ago, as the cache has it."""
    return (dt.datetime.now(dt.UTC) - dt.timedelta(days=days)).isoformat(timespec="seconds")


def _visit_of(
    link: LinkedDocument,
    visits: Mapping[str, DocumentVisit],
    known: Mapping[str, CachedDocument],
    options: HarvestOptions,
) -> DocumentVisit | None:
    """Return what became of a document in this run, or earlier if it was not asked for now.

    None for one that would be asked for, in a dry run.
    """
    if link.is_video:
        return DocumentVisit(DocumentFate.SKIPPED)
    if link.url in visits:
        return visits[link.url]
    document = known.get(link.url)
    if document is None or _is_due(document, options):
        return None
    if not document.failure_kind:
        return DocumentVisit(DocumentFate.FRESH)
    kind = FetchErrorKind(document.failure_kind)
    fate = DocumentFate.POSTPONED if kind == FetchErrorKind.BUSY else DocumentFate.FAILED
    return DocumentVisit(fate, error=FetchError(kind, document.failure))


def _counts(outcomes: Sequence[tuple[LinkedDocument, DocumentVisit | None]]) -> Mapping[DocumentFate, int]:
    """Return the number of URLs by fate, all fates included."""
    fates = {link.url: visit.fate for link, visit in outcomes if visit}
    counts = Counter(fates.values())
    return {fate: counts[fate] for fate in DocumentFate}


def _problems(
    outcomes: Sequence[tuple[LinkedDocument, DocumentVisit | None]], known: Mapping[str, CachedDocument]
) -> Iterator[Problem]:
    """Yield a problem for each record that names a document which could not be fetched."""
    for link, visit in outcomes:
        if visit and visit.error:
            has_copy = link.url in known and bool(known[link.url].sha256)
            yield link.problem(visit.error.kind, str(visit.error), stale=has_copy)
