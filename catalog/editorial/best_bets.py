"""Best bets: what editors recommend for certain queries, and which queries those are."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from catalog.search.query.interpreter import QUERY_FIELDS
from catalog.search.query.parser import Piece, parse
from catalog.search.query.synonyms import Terms, thesaurus
from catalog.search.query.tree import Query
from catalog.search.result import BestBet
from catalog.search.searcher import Searcher
from catalog.search.text.analyzer import Analyzer
from catalog.search.text.analyzers import is_stop_word, recognize, terms
from catalog.taxonomy import Taxonomy
from catalog.text import clean

MOST = 2
"""Best bets shown for one query, at most."""

Wording = frozenset[frozenset[Terms]]
"""A text whatever the order of its words: for each part of it, the terms of all that it means."""


@dataclass(frozen=True, slots=True)
class Link:
    """A page elsewhere."""

    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Bet:
    """A recommendation as its editor wrote it: for any of `queries`, a record by its id or a link, never both.

    `text` says why, in `language`. It holds from `since` until `until`, both days inclusive; None is open.
    """

    queries: tuple[str, ...]
    record: str | None = None
    link: Link | None = None
    text: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    language: str | None = None

    def holds(self, day: dt.date) -> bool:
        """Tell whether it is in force on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def turns(self) -> set[int]:
        """Return the days (as ordinals) that are the first of it, and the first without it."""
        begins = {self.since.toordinal()} if self.since else set()
        return begins | ({self.until.toordinal() + 1} if self.until else set())


class BestBets:
    """The bets of one generation, ready to be asked; safe to share between threads."""

    def __init__(self, bets: Iterable[Bet], taxonomy: Taxonomy) -> None:
        """Take the bets in the order of their file, and the taxonomy whose synonyms count as equal."""
        self._bets = tuple(bets)
        self._thesaurus = thesaurus(taxonomy.synonyms)
        self._turns = sorted({turn for bet in self._bets for turn in bet.turns()})
        self._numbers: dict[Wording, list[int]] = {}
        for number, bet in enumerate(self._bets):
            for wording in {each for text in bet.queries for each in self._wordings(text)}:
                self._numbers.setdefault(wording, []).append(number)

    def matching(self, query: Query, day: dt.date) -> tuple[Bet, ...]:
        """Return the bets in force on `day` for the query's text, in the file's order, at most MOST; on page 1 only.

        A text is one of a bet's queries if it has the same terms in any order, stop words aside, or the same parts
        where synonyms count as equal. An acronym with several meanings equals only itself.
        """
        if query.page > 1:
            return ()
        numbers = {number for each in self._wordings(query.text) for number in self._numbers.get(each, ())}
        found = (self._bets[number] for number in sorted(numbers))
        return tuple(islice((bet for bet in found if bet.holds(day)), MOST))

    def shown(self, query: Query, day: dt.date, searcher: Searcher) -> tuple[BestBet, ...]:
        """Return what to show for a query on `day`; `searcher` is of the generation that the bets are of."""
        found = (_shown(bet, searcher) for bet in self.matching(query, day))
        return tuple(each for each in found if each)

    def unchanged_since(self, day: dt.date) -> dt.date:
        """Return the first day from which on the same bets hold as on `day`, `dt.date.min` if they always did."""
        count = bisect_right(self._turns, day.toordinal())
        return dt.date.fromordinal(self._turns[count - 1]) if count else dt.date.min

    def _wordings(self, text: str) -> set[Wording]:
        """Return what a text is known by: its bare terms, and its parts with all they mean. None unless it is plain."""
        words = plain_words(text)
        analyzer = recognize(clean(text))
        return {_bare(words, analyzer), self._meant(words, analyzer)} if words else set()

    def _meant(self, words: Sequence[str], analyzer: Analyzer) -> Wording:
        analysed = tuple(map(terms, words))
        parts: set[frozenset[Terms]] = set()
        start = 0
        while start < len(words):
            count, meanings = self._thesaurus.longest_match(analysed, start)
            if meanings:
                typed = sum(analysed[start : start + count], ())
                parts.add(frozenset({typed, *(each.terms for each in meanings)}))
            elif not is_stop_word(words[start], analyzer):
                parts |= _bare(words[start : start + 1], analyzer)
            start += count or 1
        return frozenset(parts) or _bare(words, analyzer)


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a text that is nothing else: none where it has quotes, fields, exclusions or other signs."""
    parts = parse(clean(text), QUERY_FIELDS).parts
    words = tuple(part.text for part in parts if isinstance(part, Piece) and part.plain)
    return tuple(word for word in words if terms(word)) if len(words) == len(parts) else ()


def _bare(words: Sequence[str], analyzer: Analyzer) -> Wording:
    """Return the terms of words, each a part of its own; without stop words where there are others."""
    telling = [word for word in words if not is_stop_word(word, analyzer)] or words
    return frozenset(frozenset({(term,)}) for word in telling for term in terms(word))


def _shown(bet: Bet, searcher: Searcher) -> BestBet | None:
    if bet.link:
        return BestBet(bet.link.title, None, bet.link.url, bet.text, bet.language, bet.language)
    entry = searcher.get(bet.record) if bet.record else None
    if entry is None:
        return None
    record = entry.record
    return BestBet(record.title, record.id, record.url, bet.text, record.language, bet.language)
