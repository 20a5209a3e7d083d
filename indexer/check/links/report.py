"""What is known of the links of a corpus, by host."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from catalog.editorial.ignored_links import IgnoredLink, ignored_reason
from catalog.errors import Problem
from catalog.web_hosts import archived_copy_url, moved_url, site_host
from indexer.check.links.record_links import RecordLink
from indexer.harvest.link_states import LinkState, LinkVerdict


class LinkStatus(StrEnum):
    """What is known of a link after all its checks."""

    DEAD = "dead"
    FAILING = "failing"
    """It failed, and not yet on enough days."""
    SUSPECT = "suspect"
    CANNOT_TELL = "cannot-tell"
    REACHED = "reached"
    UNCHECKED = "unchecked"
    IGNORED = "ignored"


WHOLE_HOST_STATUSES = frozenset({LinkStatus.DEAD, LinkStatus.FAILING, LinkStatus.CANNOT_TELL})
"""Statuses that a whole host may have, so that one line says it."""
REPORTED_STATUSES = (LinkStatus.DEAD, LinkStatus.SUSPECT, LinkStatus.FAILING, LinkStatus.CANNOT_TELL)
"""The statuses of links that the report names, the most urgent first."""


@dataclass(frozen=True, slots=True)
class LinkFinding:
    """A link, what is known of it, and where records have it. `ignored` is why reports leave it out, or None."""

    state: LinkState
    status: LinkStatus
    uses: tuple[RecordLink, ...]
    ignored: str | None = None

    @property
    def url(self) -> str:
        """The URL of the link."""
        return self.state.url

    @property
    def archived_url(self) -> str | None:
        """Where the Internet Archive has a copy, if it has one. Nobody asked it."""
        return archived_copy_url(self.url)

    @property
    def moved_url(self) -> str | None:
        """The present address, if the host is known to have moved."""
        return moved_url(self.url)


@dataclass(frozen=True, slots=True)
class HostFindings:
    """The links of one host that have the same status.

    If it `is_whole_host`, these are all links of the host, more than one, and the same was found of each.
    """

    host: str
    status: LinkStatus
    findings: tuple[LinkFinding, ...]
    is_whole_host: bool


@dataclass(frozen=True, slots=True)
class LinkReport:
    """What a run found. `findings` are all links of the records.

    `asked` are the URLs that were asked for or, in a dry run, would be. `problems` are those of the file of ignored
    links.
    """

    findings: tuple[LinkFinding, ...]
    problems: tuple[Problem, ...]
    asked: tuple[str, ...]
    took_s: float
    dry_run: bool
    notes: tuple[str, ...] = ()

    @property
    def counts(self) -> Mapping[LinkStatus, int]:
        """The number of links by status, all statuses included."""
        counts = Counter(finding.status for finding in self.findings)
        return {status: counts[status] for status in LinkStatus}

    @property
    def needs_attention(self) -> bool:
        """Whether an editor should do something now."""
        counts = self.counts
        return bool(self.problems or counts[LinkStatus.DEAD] or counts[LinkStatus.SUSPECT])

    def by_host(self) -> Iterator[HostFindings]:
        """Yield the links that an editor should look at, by status and host; the hosts with the most links first."""
        links_of_host = Counter(site_host(finding.url) for finding in self.findings)
        for status in REPORTED_STATUSES:
            groups: dict[str, list[LinkFinding]] = {}
            for finding in self.findings:
                if finding.status == status:
                    groups.setdefault(site_host(finding.url), []).append(finding)
            for host, findings in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
                is_whole = status in WHOLE_HOST_STATUSES and 1 < len(findings) == links_of_host[host]
                yield HostFindings(host, status, tuple(findings), is_whole and _is_one_reason(findings))


def find_links(
    links: Iterable[RecordLink], states: Mapping[str, LinkState], ignored: Sequence[IgnoredLink], today: dt.date
) -> Iterator[LinkFinding]:
    """Yield what is known of each different URL in records."""
    uses: dict[str, list[RecordLink]] = {}
    for link in links:
        uses.setdefault(link.url, []).append(link)
    for url, of_url in uses.items():
        state = states.get(url, LinkState(url))
        reason = ignored_reason(ignored, url, today)
        yield LinkFinding(state, LinkStatus.IGNORED if reason else _status(state), tuple(of_url), reason)


def _status(state: LinkState) -> LinkStatus:
    if not state.verdict:
        return LinkStatus.UNCHECKED
    if state.is_dead:
        return LinkStatus.DEAD
    if state.strike_days:
        return LinkStatus.FAILING
    return {
        LinkVerdict.REACHED: LinkStatus.REACHED,
        LinkVerdict.SUSPECT: LinkStatus.SUSPECT,
        LinkVerdict.CANNOT_TELL: LinkStatus.CANNOT_TELL,
        LinkVerdict.FAILED: LinkStatus.FAILING,
    }[LinkVerdict(state.verdict)]


def _is_one_reason(findings: Iterable[LinkFinding]) -> bool:
    return len({finding.state.reason for finding in findings}) == 1
