"""The cost of hits from documents of 500 pages, compared with hits from documents of two.

The short documents have two pages so that as many passages of them are displayed: one, or two for a word on every page.
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
from tests.bench.published import publish_catalog
from tests.bench.tables import elapsed_s, format_table, p50_p95_ms

PAGES = 500
HITS = 10
WORDS = 40
"""Number of words that are searched for; each is in ten documents of one length, which are the hits."""
WORDS_PER_PAGE = 300
LONG, SHORT = "longreport", "shortflyer"
CASES = ("on one page of each document", "on every page (two passages are displayed)")


def long_documents_table(folder: Path) -> str:
    """Return a table of search times with ten hits; each query is sent once, to a new searcher."""
    catalog = publish_catalog([*_entries()], "", folder / "long")
    searcher = LiveSearcher(catalog.settings).current()
    searcher.warm()
    rows = []
    for case, name in enumerate(CASES):
        short, long = _search_times_s(searcher, case)
        rows.append((name, p50_p95_ms(long), p50_p95_ms(short), f"{median(long) / median(short):.2f}"))
    head = (
        f"where the word is, {HITS} hits",
        f"documents of {PAGES} pages, ms (p50 / p95)",
        "documents of two pages, ms (p50 / p95)",
        "ratio",
    )
    return format_table("Long documents", head, rows)


def _search_times_s(searcher: Searcher, case: int) -> tuple[list[float], list[float]]:
    """Return the times for words of short and of long documents, which are searched for in turn."""
    short: list[float] = []
    long: list[float] = []
    for number in range(WORDS):
        for times, name in ((short, SHORT), (long, LONG)):
            text = _word(name, case, number)
            times.append(elapsed_s(searcher.search, Query(text)))
            if searcher.search(Query(text)).total != HITS:
                raise ValueError(f"'{text}' does not have {HITS} hits")
    return short, long


def _entries() -> list[Entry]:
    """Return ten long documents with every word, and ten short documents for each word."""
    rng = random.Random(5)  # noqa: S311  # the same texts in every run
    summaries = (stored.record.summary or "" for stored in RecordStore(CORPUS, TAXONOMY).load().records)
    words = [word for summary in summaries for word in summary.split()]
    entries, words_on_every_page = [], [_word(LONG, 1, number) for number in range(WORDS)]
    for report in range(HITS):
        pages = [[*rng.choices(words, k=WORDS_PER_PAGE), *words_on_every_page] for _ in range(PAGES)]
        for number in range(WORDS):
            pages[rng.randrange(PAGES)].append(_word(LONG, 0, number))
        entries.append(_entry(f"{LONG}-{report}", pages, rng))
    for number in range(WORDS):
        for flyer in range(HITS):
            pages = [[*rng.choices(words, k=WORDS_PER_PAGE + WORDS), _word(SHORT, 1, number)] for _ in range(2)]
            pages[flyer % 2].append(_word(SHORT, 0, number))
            entries.append(_entry(f"{SHORT}-{number}-{flyer}", pages, rng))
    return entries


def _word(name: str, case: int, number: int) -> str:
    """Return a word that is in no other text and shares its prefix with no other word.

    Words with the same prefix would be compared when snippets are marked, which would distort the times.
    """
    return f"{'bcdfghjklm'[number // 10]}{'oe'[case]}{'bcdfghjklm'[number % 10]}{name}x"


def _entry(record_id: str, pages: Sequence[list[str]], rng: random.Random) -> Entry:
    passages = []
    for number, words in enumerate(pages, 1):
        rng.shuffle(words)
        passages.append(Passage(0, Locator(LocatorKind.PAGE, f"p. {number}", f"page={number}"), " ".join(words)))
    record = Record(
        id=record_id, title=record_id, documents=(Document(url=f"https://www.example.org/{record_id}.pdf"),)
    )
    return Entry(record, (DocumentText("application/pdf", 100_000, pages=len(pages)),), tuple(passages))
