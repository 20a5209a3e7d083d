"""Long reports made of a test collection: does what one page says count, and does length alone count for nothing?"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator

from catalog.model import Entry, Locator, LocatorKind, Passage, Record

PAGES = (10, 40, 120)
"""How many other pages a report may have."""


def reports(entries: Iterable[Entry], relevant: Collection[str]) -> Iterator[Entry]:
    """Yield the entries, half of the relevant ones as a page among others, and as many reports of others only.

    Pages are the abstracts of entries that answer no query. A report's title and summary tell nothing.
    """
    chance = random.Random(3)  # noqa: S311  # the same reports each time
    listed = list(entries)
    others = [_text(entry) for entry in listed if entry.record.id not in relevant]
    made = 0
    for entry in listed:
        if entry.record.id in relevant and chance.random() < 0.5:
            pages = _pages(chance, others)
            pages.insert(chance.randrange(len(pages) + 1), _text(entry))
            yield _report(entry.record.id, pages)
            made += 1
        else:
            yield entry
    for number in range(made):
        yield _report(f"only-others-{number}", _pages(chance, others))


def _pages(chance: random.Random, others: list[str]) -> list[str]:
    return chance.choices(others, k=chance.choice(PAGES))


def _report(key: str, pages: list[str]) -> Entry:
    passages = (Passage(0, Locator(LocatorKind.PAGE, f"p. {number}"), text) for number, text in enumerate(pages, 1))
    return Entry(Record(id=key, title="A report", summary="In several chapters."), (), tuple(passages))


def _text(entry: Entry) -> str:
    return f"{entry.record.title}. {entry.record.summary}"
