"""Checks the links of records, and keeps what was found for the next run."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalog.generations.generation import TAXONOMY
from catalog.generations.lock import locked
from catalog.settings import Settings
from catalog.store.editorial.ignored_links import load_ignored_links
from catalog.store.records import RecordStore
from catalog.store.taxonomy import load_taxonomy
from catalog.web_hosts import site_host
from indexer.check.links.judgment import LinkAnswer, LinkJudgment, judge_answer, judge_error, state_after
from indexer.check.links.probing import ask_for_link
from indexer.check.links.record_links import links_of_records
from indexer.check.links.report import LinkFinding, LinkReport, LinkStatus, find_links
from indexer.harvest.by_host import host_of, visit_by_host
from indexer.harvest.http.session import Session
from indexer.harvest.link_states import LinkState, LinkVerdict, known_links, link_table
from indexer.harvest.model import FetchError, FetchErrorKind
from indexer.ingest.model import Progress

DEFAULT_LINK_AGE_DAYS = 6.0
"""Links that were checked within so many days are not checked again: a weekly run checks all."""
MAX_UNANSWERED = 3
"""After so many links without an answer, one after the other, the other links of a host are not asked for."""
UNANSWERED = frozenset({FetchErrorKind.DNS, FetchErrorKind.NETWORK, FetchErrorKind.TIME})
"""Kinds of errors of a site that does not answer, or of a computer that is offline."""
WITHOUT_ANSWER = UNANSWERED | {FetchErrorKind.REFUSED_ADDRESS, FetchErrorKind.INVALID_URL, FetchErrorKind.STOPPED}
OFFLINE = "No site answered, so nothing was recorded. Check that this computer can reach the internet."
WENT_OFFLINE = (
    "Sites stopped answering, also those that answer otherwise, so nothing was recorded of {count} of the links. Check "
    "that this computer can reach the internet, and run this again."
)


@dataclass(frozen=True, slots=True)
class LinkCheckOptions:
    """Options of a run: at most so many links, only those of a host, and only those last checked so long ago."""

    limit: int | None = None
    host: str = ""
    older_than_days: float = DEFAULT_LINK_AGE_DAYS
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class LinkVisit:
    """What asking for a link returned: an answer or an error, and what that says of the link."""

    judgment: LinkJudgment
    answer: LinkAnswer | None = None
    error_kind: FetchErrorKind | None = None


def check_links(
    settings: Settings,
    options: LinkCheckOptions,
    progress: Progress,
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
) -> LinkReport:
    """Check the links that are due, and return what is known of all links of the records.

    Each result is kept at once, so a run that was interrupted goes on with the next one. Raises CatalogError if the
    run is impossible. `now` is the clock.
    """
    started = time.monotonic()
    contents = RecordStore(settings.corpus, load_taxonomy(settings.corpus / TAXONOMY)).load()
    ignored = load_ignored_links(settings.corpus)
    states = dict(known_links(settings.data))
    links = list(links_of_records(contents.records))
    due = _due(list(find_links(links, states, ignored.items, now().date())), options, now())
    notes: tuple[str, ...] = ()
    if due and not options.dry_run:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        with locked(settings.data / "links.lock", 0, doing="checking links"):
            notes = _check(settings, due, states, progress, now)
    findings = find_links(links, states, ignored.items, now().date())
    return LinkReport(
        tuple(finding for finding in findings if _is_of_host(finding.url, options.host)),
        ignored.problems,
        tuple(due),
        round(time.monotonic() - started, 3),
        options.dry_run,
        notes,
    )


def _due(findings: Sequence[LinkFinding], options: LinkCheckOptions, now: dt.datetime) -> list[str]:
    """Return the URLs to ask for: those that were never checked first, then those checked longest ago.

    A check in the future was made while the clock was wrong.
    """
    today = now.isoformat(timespec="seconds")
    since = (now - dt.timedelta(days=options.older_than_days)).isoformat(timespec="seconds")
    due = [
        finding.state
        for finding in findings
        if finding.status != LinkStatus.IGNORED
        if _is_of_host(finding.url, options.host)
        if finding.state.checked_at <= since or finding.state.checked_at > today
    ]
    return [state.url for state in sorted(due, key=lambda state: (state.checked_at, state.url))][: options.limit]


def _is_of_host(url: str, host: str) -> bool:
    """Return whether a URL is on a host, with or without "www."; any URL is if no host is given."""
    return not host or site_host(url) == host.lower().removeprefix("www.")


def _check(
    settings: Settings,
    urls: Sequence[str],
    states: dict[str, LinkState],
    progress: Progress,
    now: Callable[[], dt.datetime],
) -> tuple[str, ...]:
    """Ask for links, keep what is found in the file and in `states`, and return notes.

    Links without an answer are held back to the end: if no other site answers then, this computer is offline. Names of
    hosts that were not found are looked up once more, because the connection may have been away for a while.
    """
    table = link_table(settings.data)
    held_back: dict[str, LinkVisit] = {}
    answered = ""

    def keep(url: str, visit: LinkVisit) -> None:
        states[url] = state_after(states.get(url, LinkState(url)), visit.judgment, visit.answer, now())
        table.put(states[url])

    try:
        for url, visit in _visits(settings, urls, progress, "Checking links"):
            if visit.error_kind in UNANSWERED:
                held_back[url] = visit
                continue
            keep(url, visit)
            if visit.error_kind not in WITHOUT_ANSWER:
                answered = url
        if not held_back:
            return ()
        other = _other_link(answered, held_back, states)
        not_found = [url for url, visit in held_back.items() if visit.error_kind == FetchErrorKind.DNS]
        again = dict(_visits(settings, [other, *not_found] if other else [], progress, "Asking again"))
        if again[other].error_kind in WITHOUT_ANSWER if other else len(set(map(host_of, held_back))) > 1:
            return (WENT_OFFLINE.format(count=f"{len(held_back):,}") if answered else OFFLINE,)
        for url, visit in {**held_back, **{url: again[url] for url in not_found if other}}.items():
            keep(url, visit)
    finally:
        table.close()
    return ()


def _visits(settings: Settings, urls: Sequence[str], progress: Progress, step: str) -> Iterator[tuple[str, LinkVisit]]:
    """Yield each link with what asking for it returned, as they are answered."""
    if not urls:
        return
    progress.start(step, len(urls))
    with Session(settings, progress.notify) as session:
        for url, visit in visit_by_host(urls, _LinkAsker(session).ask, settings.harvest_concurrency, session.close):
            progress.advance()
            yield url, visit


def _other_link(answered: str, held_back: Iterable[str], states: Mapping[str, LinkState]) -> str:
    """Return a link of a host that did answer: in this run, or else the last time; empty if there is none."""
    silent = set(map(host_of, held_back))
    if answered and host_of(answered) not in silent:
        return answered
    reached = [state for url, state in states.items() if state.reached_on and host_of(url) not in silent]
    return max(reached, key=lambda state: state.checked_at).url if reached else answered


class _LinkAsker:
    """Asks for links, and leaves hosts alone that do not answer."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lock = threading.Lock()
        self._unanswered: dict[str, list[FetchErrorKind]] = {}
        self._reasons: dict[str, str] = {}

    def ask(self, url: str) -> LinkVisit:
        """Return what asking for a link says of it. Several threads may call this."""
        host = host_of(url)
        if visit := self._given_up(host):
            return visit
        try:
            answer = ask_for_link(self._session, url)
        except FetchError as error:
            self._reasons[host] = str(error)
            self._note(host, error.kind)
            return LinkVisit(judge_error(error), error_kind=error.kind)
        self._note(host, None)
        return LinkVisit(judge_answer(url, answer), answer)

    def _given_up(self, host: str) -> LinkVisit | None:
        """Return what to say of a link of a host that did not answer for others, or None.

        A name that does not exist does not exist for any link.
        """
        kinds = self._unanswered.get(host, [])
        if len(kinds) < MAX_UNANSWERED:
            return None
        if set(kinds) == {FetchErrorKind.DNS}:
            judgment = LinkJudgment(LinkVerdict.FAILED, self._reasons[host])
            return LinkVisit(judgment, error_kind=FetchErrorKind.DNS)
        judgment = LinkJudgment(LinkVerdict.CANNOT_TELL, f"{host} did not answer for other links.")
        return LinkVisit(judgment, error_kind=kinds[-1])

    def _note(self, host: str, kind: FetchErrorKind | None) -> None:
        with self._lock:
            if kind in UNANSWERED:
                self._unanswered.setdefault(host, []).append(kind)
            else:
                self._unanswered[host] = []
