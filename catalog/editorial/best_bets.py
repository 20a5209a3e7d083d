"""Best bets: what editors recommend for certain queries, found by the query."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import islice

from catalog.editorial.bets import Bet
from catalog.search.query.interpreter import QUERY_FIELDS
from catalog.search.query.parser import Piece, parse
from catalog.search.query.synonyms import TermSequence, thesaurus
from catalog.search.query.tree import Query
from catalog.search.result import BestBet
from catalog.search.searcher import Searcher
from catalog.search.text.analyzer import Analyzer
from catalog.search.text.analyzers import is_stop_word, recognize, terms
from catalog.taxonomy import Taxonomy
from catalog.text import clean

MAX_BEST_BETS = 2
"""Best bets for one query."""

QueryKey = frozenset[frozenset[TermSequence]]
"""A query without the order of its words: for each part, the terms of all its synonyms."""


class BestBets:
    """The bets of one generation, prepared for lookup. Safe to share between threads."""

    def __init__(self, bets: Iterable[Bet], taxonomy: Taxonomy) -> None:
        """Take the bets in the order of their file, and the taxonomy whose synonyms count as equal."""
        self._bets = tuple(bets)
        self._thesaurus = thesaurus(taxonomy)
        self._change_days = sorted({day for bet in self._bets for day in bet.change_days()})
        self._numbers_by_key: dict[QueryKey, list[int]] = {}
        for number, bet in enumerate(self._bets):
            for key in {key for text in bet.queries for key in self._keys(text)}:
                self._numbers_by_key.setdefault(key, []).append(number)

    def matching(self, query: Query, day: dt.date) -> tuple[Bet, ...]:
        """Return at most MAX_BEST_BETS active on `day` for the query's text, in the file's order; on page 1 only.

        A text matches a query of a bet if it has the same terms in any order, ignoring stop words, or the same parts
        if synonyms count as equal. An acronym with several meanings equals only itself.
        """
        if query.page > 1:
            return ()
        numbers = {number for key in self._keys(query.text) for number in self._numbers_by_key.get(key, ())}
        bets = (self._bets[number] for number in sorted(numbers))
        return tuple(islice((bet for bet in bets if bet.is_active(day)), MAX_BEST_BETS))

    def best_bets(self, query: Query, day: dt.date, searcher: Searcher) -> tuple[BestBet, ...]:
        """Return the best bets for a query on `day`; `searcher` is that of the same generation."""
        best_bets = (_best_bet(bet, query.language, searcher) for bet in self.matching(query, day))
        return tuple(best_bet for best_bet in best_bets if best_bet)

    def recommended_ids(self, text: str, day: dt.date, searcher: Searcher) -> tuple[str, ...]:
        """Return the ids of the resources among the best bets for a text on `day`."""
        return tuple(bet.id for bet in self.best_bets(Query(text), day, searcher) if bet.id)

    def unchanged_since(self, day: dt.date) -> dt.date:
        """Return the first day since which the same bets are active as on `day`; `dt.date.min` if they always were."""
        count = bisect_right(self._change_days, day.toordinal())
        return dt.date.fromordinal(self._change_days[count - 1]) if count else dt.date.min

    def _keys(self, text: str) -> set[QueryKey]:
        """Return the keys of a text: its terms, and its parts with their synonyms. Empty if the text is not plain."""
        words = plain_words(text)
        analyzer = recognize(clean(text))
        return {_key_of_terms(words, analyzer), self._key_with_synonyms(words, analyzer)} if words else set()

    def _key_with_synonyms(self, words: Sequence[str], analyzer: Analyzer) -> QueryKey:
        analyzed = tuple(map(terms, words))
        parts: set[frozenset[TermSequence]] = set()
        start = 0
        while start < len(words):
            count, synonyms = self._thesaurus.longest_match(analyzed, start)
            if synonyms:
                typed = sum(analyzed[start : start + count], ())
                parts.add(frozenset({typed, *(synonym.terms for synonym in synonyms)}))
            elif not is_stop_word(words[start], analyzer):
                parts |= _key_of_terms(words[start : start + 1], analyzer)
            start += count or 1
        return frozenset(parts) or _key_of_terms(words, analyzer)


def plain_words(text: str) -> tuple[str, ...]:
    """Return the words of a plain text; none if it has quotes, fields, exclusions or other operators."""
    parts = parse(clean(text), QUERY_FIELDS).parts
    words = tuple(part.text for part in parts if isinstance(part, Piece) and part.plain)
    return tuple(word for word in words if terms(word)) if len(words) == len(parts) else ()


def _key_of_terms(words: Sequence[str], analyzer: Analyzer) -> QueryKey:
    """Return the key in which each term is a part, without stop words unless all words are stop words."""
    significant_words = [word for word in words if not is_stop_word(word, analyzer)] or words
    return frozenset(frozenset({(term,)}) for word in significant_words for term in terms(word))


def _best_bet(bet: Bet, language: str | None, searcher: Searcher) -> BestBet | None:
    if bet.link:
        return BestBet(bet.link.title, None, bet.link.url, bet.text, bet.language, bet.language)
    entry = searcher.head(bet.record) if bet.record else None
    if entry is None or not entry.record.is_presentable:
        return None
    record, text = entry.record, entry.record.text_in(language)
    return BestBet(text.title, record.id, record.url, bet.text, text.language, bet.language)
