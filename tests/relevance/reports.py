"""Long reports made of a test collection, to measure whether one good page counts and length alone does not."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator

from catalog.model import Entry, Locator, LocatorKind, Passage, Record

PAGE_COUNTS = (10, 40, 120)
"""The number of other pages in a report is one of these."""


def hide_in_reports(entries: Iterable[Entry], relevant_ids: Collection[str]) -> Iterator[Entry]:
    """Yield the entries, half of the relevant ones as a page of a report, then as many reports without a relevant page.

    The other pages are the abstracts of entries that answer no query. Titles and summaries of reports say nothing.
    """
    rng = random.Random(3)  # noqa: S311  # the same reports in every run
    all_entries = list(entries)
    other_pages = [_page(entry) for entry in all_entries if entry.record.id not in relevant_ids]
    report_count = 0
    for entry in all_entries:
        if entry.record.id in relevant_ids and rng.random() < 0.5:
            pages = _random_pages(rng, other_pages)
            pages.insert(rng.randrange(len(pages) + 1), _page(entry))
            yield _report(entry.record.id, pages)
            report_count += 1
        else:
            yield entry
    for number in range(report_count):
        yield _report(f"only-others-{number}", _random_pages(rng, other_pages))


def _random_pages(rng: random.Random, pages: list[str]) -> list[str]:
    return rng.choices(pages, k=rng.choice(PAGE_COUNTS))


def _report(record_id: str, pages: list[str]) -> Entry:
    passages = (Passage(0, Locator(LocatorKind.PAGE, f"p. {number}"), text) for number, text in enumerate(pages, 1))
    return Entry(Record(id=record_id, title="A report", summary="In several chapters."), (), tuple(passages))


def _page(entry: Entry) -> str:
    return f"{entry.record.title}. {entry.record.summary}"
