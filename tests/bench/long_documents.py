"""Long documents: what it costs to show hits from documents of 500 pages, beside hits from documents of two.

The short ones have two pages so that as many passages are shown of them: one, or two for a word on every page.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from catalog.live import LiveSearcher
from catalog.model import Document, DocumentText, Entry, Locator, LocatorKind, Passage, Record
from catalog.search.query.tree import Query
from catalog.search.searcher import Searcher
from catalog.store.records import RecordStore
from tests.bench.catalogs import CORPUS, TAXONOMY
from tests.bench.site import built_site
from tests.bench.tables import middle_and_slow_ms, table, timed_s

PAGES = 500
SHOWN = 10
WORDS = 40
"""Words that are looked for, each in the ten documents of a length that one answer shows."""
ON_A_PAGE = 300
LONG, SHORT = "longreport", "shortflyer"
PLACES = ("on one page of each document, which is shown", "on every page, of which two are shown")


def long_documents(folder: Path) -> str:
    """Return a table: the time of an answer with ten hits, each text asked once of a fresh reader."""
    site = built_site([*_entries()], "", folder / "long")
    searcher = LiveSearcher(site.settings).current()
    searcher.warm()
    rows = []
    for number, place in enumerate(PLACES):
        short, long = _answers_s(searcher, number)
        times = (f"{median(long) / median(short):.2f}", middle_and_slow_ms(short), middle_and_slow_ms(long))
        rows.append((place, *reversed(times)))
    head = (
        f"the word stands, {SHOWN} hits",
        f"hits from documents of {PAGES} pages, ms (p50 / p95)",
        "from documents of two, ms (p50 / p95)",
        "times longer",
    )
    return table("Long documents", head, rows)


def _answers_s(searcher: Searcher, place: int) -> tuple[list[float], list[float]]:
    """Return the times of the short and of the long documents' words, asked in turn."""
    short: list[float] = []
    long: list[float] = []
    for number in range(WORDS):
        for times, name in ((short, SHORT), (long, LONG)):
            text = _word(name, place, number)
            times.append(timed_s(searcher.search, Query(text)))
            if searcher.search(Query(text)).total != SHOWN:
                raise ValueError(f"'{text}' does not find what it should")
    return short, long


def _entries() -> list[Entry]:
    """Return ten long documents with every word, and ten short ones for each."""
    chance = random.Random(5)  # noqa: S311  # the same texts each time
    words = [
        word for each in RecordStore(CORPUS, TAXONOMY).load().records for word in (each.record.summary or "").split()
    ]
    made, everywhere = [], [_word(LONG, 1, number) for number in range(WORDS)]
    for report in range(SHOWN):
        pages = [[*chance.choices(words, k=ON_A_PAGE), *everywhere] for _ in range(PAGES)]
        for number in range(WORDS):
            pages[chance.randrange(PAGES)].append(_word(LONG, 0, number))
        made.append(_entry(f"{LONG}-{report}", pages, chance))
    for number in range(WORDS):
        for flyer in range(SHOWN):
            pages = [[*chance.choices(words, k=ON_A_PAGE + WORDS), _word(SHORT, 1, number)] for _ in range(2)]
            pages[flyer % 2].append(_word(SHORT, 0, number))
            made.append(_entry(f"{SHORT}-{number}-{flyer}", pages, chance))
    return made


def _word(name: str, place: int, number: int) -> str:
    """Return a word that stands nowhere else, and begins as no other: words that begin alike are looked at, too."""
    return f"{'bcdfghjklm'[number // 10]}{'oe'[place]}{'bcdfghjklm'[number % 10]}{name}x"


def _entry(key: str, pages: Sequence[list[str]], chance: random.Random) -> Entry:
    passages = []
    for number, words in enumerate(pages, 1):
        chance.shuffle(words)
        passages.append(Passage(0, Locator(LocatorKind.PAGE, f"p. {number}", f"page={number}"), " ".join(words)))
    record = Record(id=key, title=key, documents=(Document(url=f"https://www.example.org/{key}.pdf"),))
    return Entry(record, (DocumentText("application/pdf", 100_000, pages=len(pages)),), tuple(passages))
