"""The values of the query log."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Channel(StrEnum):
    """Where a search came from."""

    SITE = "site"
    WIDGET = "widget"
    """A script on a page of another site."""
    API = "api"
    """Any other program. Its searches are only counted: what people could not find is in the other two."""


class SearchOutcome(StrEnum):
    """What a search found: nothing, only partial matches, or something that matches all of its text."""

    NOTHING = "nothing"
    PARTIAL = "partial"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class Searched:
    """A search for a text in the whole catalog, and what it found.

    `corrected_to` is the text whose results were shown instead; empty if it was searched as typed. `by_program` tells
    whether the answer was for a program, such as the widget, and not a page of the site.
    """

    text: str
    language: str
    outcome: SearchOutcome
    corrected_to: str = ""
    by_program: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of searches: all, those that found nothing or only partial matches, and those that were corrected."""

    searches: int = 0
    nothing: int = 0
    partial: int = 0
    corrected: int = 0

    @classmethod
    def of(cls, searched: Searched, searches: int) -> Self:
        """Return the counts of so many equal searches."""
        return cls(
            searches,
            searches if searched.outcome is SearchOutcome.NOTHING else 0,
            searches if searched.outcome is SearchOutcome.PARTIAL else 0,
            searches if searched.corrected_to else 0,
        )

    def __add__(self, other: Counts) -> Counts:
        """Return the sums."""
        return Counts(*(mine + others for mine, others in zip(self.numbers, other.numbers, strict=True)))

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        """The counts, in the order of the fields."""
        return self.searches, self.nothing, self.partial, self.corrected


@dataclass(frozen=True, slots=True)
class DaySearch:
    """A search of one day (UTC), from one channel."""

    day: dt.date
    channel: Channel
    searched: Searched


@dataclass(frozen=True, slots=True)
class CountedText:
    """A text that came on MIN_DAYS different days or more, with its counts, and the number of days it came on.

    `corrected_to` is what it was last corrected to; empty if it never was.
    """

    text: str
    language: str
    days: int
    counts: Counts
    corrected_to: str = ""


@dataclass(frozen=True, slots=True)
class LoggedSearches:
    """What the log has of a period.

    `totals` counts all searches by channel. `texts` are those that may be read, the most searched first, with counts
    from the channels of people. `unreadable_texts` is the number of different texts that came on too few days.
    """

    totals: dict[Channel, Counts]
    texts: tuple[CountedText, ...]
    unreadable_texts: int
