"""Queries that are made to be slow, and how long they occupy a worker."""

from __future__ import annotations

from catalog.errors import QueryError
from catalog.live import LiveSearcher
from catalog.search.query.tree import Query
from catalog.search.searcher import Searcher
from tests.bench.published import PublishedCatalog
from tests.bench.tables import elapsed_s, format_table

SEARCHERS = 5
LETTERS = "abcdefghijklmnopqrstuvwxyz"
PREFIXES = [f"{letter}*" for letter in LETTERS] + [f"{letter}{second}*" for letter in LETTERS for second in "aeo"]
TEXTS = {
    "10,000 letters in a row": "a" * 10_000,
    "2,000 letters in a row": "a" * 2_000,
    "400 words": " ".join(f"w{number}" for number in range(400)),
    "64 prefixes, each letter first": " ".join(PREFIXES[:64]),
    "64 prefixes, any of them": " OR ".join(PREFIXES[:64]),
    "`*`": "*",
    "`a*`": "a*",
    "300 nested parentheses": "(" * 300 + "police" + ")" * 300,
    "a phrase of twelve stop words": '"the of and to in a is for on that by with"',
    "`the OR of OR and`": "the OR of OR and",
    "`NOT the`": "NOT the",
    "30 misspelled words": " ".join(["polcie", "offcier", "crmie", "analyiss", "trainnig", "comunity"] * 5),
    "one word of 200 letters, misspelled": "policeofficercommunity" * 9,
}


def slow_queries_table(catalog: PublishedCatalog) -> str:
    """Return a table of the slowest search of each query, with SEARCHERS new searchers."""
    slowest = dict.fromkeys(TEXTS, "")
    searchers = [_warm_searcher(catalog) for _ in range(SEARCHERS)]
    for name, text in TEXTS.items():
        slowest[name] = _slowest_ms(searchers, text)
    return format_table(f"{catalog.name}: queries at the limits", ("query", "slowest, ms"), list(slowest.items()))


def _warm_searcher(catalog: PublishedCatalog) -> Searcher:
    searcher = LiveSearcher(catalog.settings).current()
    searcher.warm()
    return searcher


def _slowest_ms(searchers: list[Searcher], text: str) -> str:
    try:
        return f"{max(elapsed_s(searcher.search, Query(text)) for searcher in searchers) * 1000:.1f}"
    except QueryError:
        return "refused"
