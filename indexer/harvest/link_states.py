"""What is known of links: whether they were reached, and when they failed. Kept in the private data/links.sqlite."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from indexer.harvest.private_table import PrivateTable

LINK_FILE = "links.sqlite"
STRIKES_UNTIL_DEAD = 3
"""A link is dead after failures on so many different days, without being reached in between."""
DAYS_UNTIL_DEAD = 3
"""The days between the first and the last of these failures, at least."""


class LinkVerdict(StrEnum):
    """What one check of a link says."""

    REACHED = "reached"
    SUSPECT = "suspect"
    """Something answered, and probably something else than was meant: a home page, or a page that says it is gone."""
    CANNOT_TELL = "cannot-tell"
    """The site does not answer programs, or did not answer in time."""
    FAILED = "failed"
    """The site says that there is no such page, or there is no such site."""


@dataclass(frozen=True, slots=True)
class LinkState:
    """What is known of a link. Days are ISO 8601, in UTC; what is unknown is empty.

    `verdict` and `reason` are those of the last check, and `status` and `final_url` what answered. `moved_for_good` is
    1 if that was another address, and each redirect said that it was permanent. `strike_days` are the days of failures
    since it was last reached. `shown_on` is the day that visitors see for "last reached on": see
    `indexer/check/links/judgment.py`.
    """

    url: str
    verdict: str = ""
    reason: str = ""
    status: int = 0
    final_url: str = ""
    moved_for_good: int = 0
    checked_at: str = ""
    reached_on: str = ""
    shown_on: str = ""
    strike_days: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError if the state cannot be used, as from a damaged file."""
        for day in (self.reached_on, self.shown_on, *self.strike_days.split()):
            if day:
                dt.date.fromisoformat(day)
        if self.verdict:
            LinkVerdict(self.verdict)

    @property
    def strikes(self) -> tuple[dt.date, ...]:
        """The days of failures since the link was last reached, in order."""
        return tuple(map(dt.date.fromisoformat, self.strike_days.split()))

    @property
    def is_dead(self) -> bool:
        """Whether the link failed often enough, and for long enough, to say that it is dead."""
        days = self.strikes
        return len(days) >= STRIKES_UNTIL_DEAD and (days[-1] - days[0]).days >= DAYS_UNTIL_DEAD


def link_table(data: Path) -> PrivateTable[LinkState]:
    """Return the table of links of a deployment."""
    return PrivateTable(data / LINK_FILE, LinkState, "list of checked links")


def known_links(data: Path) -> Mapping[str, LinkState]:
    """Return what is known of links, by URL, without changing anything; nothing if no link was ever checked.

    Raises FetchError if the list cannot be read.
    """
    if not (data / LINK_FILE).exists():
        return {}
    table = link_table(data)
    try:
        return table.all()
    finally:
        table.close()
