"""Queries that nobody means well: how long the worst of them keep a worker."""

from __future__ import annotations

from catalog.errors import QueryError
from catalog.live import LiveSearcher
from catalog.search.query.tree import Query
from catalog.search.searcher import Searcher
from tests.bench.site import Site
from tests.bench.tables import table, timed_s

TIMES = 5
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
    "brackets 300 deep": "(" * 300 + "police" + ")" * 300,
    "a phrase of twelve stop words": '"the of and to in a is for on that by with"',
    "`the OR of OR and`": "the OR of OR and",
    "`NOT the`": "NOT the",
    "30 misspelled words": " ".join(["polcie", "offcier", "crmie", "analyiss", "trainnig", "comunity"] * 5),
    "one word of 200 letters, misspelled": "policeofficercommunity" * 9,
}


def pathological(site: Site) -> str:
    """Return a table: the slowest of TIMES fresh readers."""
    slowest = dict.fromkeys(TEXTS, "")
    searchers = [_warm(site) for _ in range(TIMES)]
    for name, text in TEXTS.items():
        slowest[name] = _slowest(searchers, text)
    return table(f"{site.name}: queries at the limits", ("query", "slowest, ms"), list(slowest.items()))


def _warm(site: Site) -> Searcher:
    searcher = LiveSearcher(site.settings).current()
    searcher.warm()
    return searcher


def _slowest(searchers: list[Searcher], text: str) -> str:
    try:
        return f"{max(timed_s(each.search, Query(text)) for each in searchers) * 1000:.1f}"
    except QueryError:
        return "refused"
