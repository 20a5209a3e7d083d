"""The first results of watched queries in one generation, as visitors see them on the search page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from catalog.editorial.best_bets import BestBets
from catalog.editorial.bets import Bet
from catalog.search.query.tree import Query
from catalog.search.result import Hit, SearchResult
from catalog.search.searcher import Searcher

RANKED_RESULTS = 50
"""The results that are looked at, to say from where a resource comes and to where it goes."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The results of one query by id, in order; how it was understood, and the ids that best bets recommend."""

    hits: Mapping[str, Hit]
    total: int
    understood: str
    recommended: tuple[str, ...]

    def ranks(self) -> Mapping[str, int]:
        """Return the rank of each result by id, from 1."""
        return {key: rank for rank, key in enumerate(self.hits, 1)}


class RankedGeneration:
    """Ranks the results of queries in one generation, with the best bets of a day."""

    def __init__(self, searcher: Searcher, bets: tuple[Bet, ...], day: dt.date) -> None:
        """Take the searcher of the generation, and its best bets."""
        self._searcher = searcher
        self._bets = BestBets(bets, searcher.taxonomy)
        self._day = day

    def rank(self, query: Query, *, explain: bool) -> Ranking:
        """Return the first results of a query; with `explain`, hits have explanations."""
        wanted = replace(query, per_page=RANKED_RESULTS, passages=0, facets=(), explain=explain)
        result = self._searcher.search(wanted, self._recommended)
        hits = {hit.record.id: hit for hit in result.hits}
        return Ranking(hits, result.total, _understood(result), self._recommended(result.searched_text))

    def _recommended(self, text: str) -> tuple[str, ...]:
        return self._bets.recommended_ids(text, self._day, self._searcher)


def _understood(result: SearchResult) -> str:
    """Return the text that was searched for, with the synonyms that were searched for, too."""
    synonyms = (f"{expansion.typed} = {', '.join(expansion.means)}" for expansion in result.expansions)
    return "; ".join((result.searched_text, *synonyms))
