"""The report on searches: what found nothing, what matched in part, what was corrected, and what is searched most."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from catalog.live import OpenGeneration
from catalog.query_log.model import Channel, CountedText, Counts, LoggedSearches
from indexer.report.next_step import Adviser, NextStep

SECTIONS: Mapping[str, Callable[[Counts], int]] = {
    "nothing": lambda counts: counts.nothing,
    "partial": lambda counts: counts.partial,
    "corrected": lambda counts: counts.corrected,
    "top": lambda counts: counts.searches,
}
"""The count that each section is about."""


@dataclass(frozen=True, slots=True)
class ReportedText:
    """A text with its next step. `count` is the number of searches that the section is about."""

    searched: CountedText
    count: int
    next_step: NextStep


@dataclass(frozen=True, slots=True)
class SearchReport:
    """The texts of each of SECTIONS, those that came on most days first, and the totals by channel.

    `hidden_texts` and `hidden_searches` count what people searched for and what cannot be shown.
    """

    generation: str
    since: dt.date
    totals: Mapping[Channel, Counts]
    sections: Mapping[str, tuple[ReportedText, ...]]
    hidden_texts: int
    hidden_searches: int

    @property
    def people(self) -> Counts:
        """All searches of people."""
        return self.totals.get(Channel.SITE, Counts()) + self.totals.get(Channel.WIDGET, Counts())


def report_searches(
    logged: LoggedSearches, generation: OpenGeneration, since: dt.date, today: dt.date, limit: int
) -> SearchReport:
    """Return the report on a period, with at most `limit` texts in a section."""
    adviser = Adviser(generation, today)
    steps: dict[CountedText, NextStep] = {}

    def reported(text: CountedText, count: int) -> ReportedText:
        if text not in steps:
            steps[text] = adviser.next_step(text)
        return ReportedText(text, count, steps[text])

    sections = {
        name: tuple(reported(text, count_of(text.counts)) for text in _ranked(logged, count_of)[:limit])
        for name, count_of in SECTIONS.items()
    }
    people = sum(counts.searches for channel, counts in logged.totals.items() if channel is not Channel.API)
    shown = sum(text.counts.searches for text in logged.texts)
    return SearchReport(
        generation.manifest.generation, since, logged.totals, sections, logged.unreadable_texts, max(0, people - shown)
    )


def _ranked(logged: LoggedSearches, count_of: Callable[[Counts], int]) -> list[CountedText]:
    """Return the texts with such searches: by days first, which one visitor or program raises only slowly."""
    texts = [text for text in logged.texts if count_of(text.counts)]
    return sorted(texts, key=lambda text: (-text.days, -count_of(text.counts), text.text, text.language))
