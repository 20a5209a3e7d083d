"""The quality of the first ten hits of judged queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pytrec_eval

from catalog.errors import QueryError
from catalog.live import OpenGeneration
from catalog.search.query.tree import Query
from catalog.search.searcher import Searcher
from tests.relevance.judgments import JudgedQuery, LackingQuery, Pretense

DEPTH = 10
NDCG, SUCCESS = "ndcg_cut.10", "success.3"
FIRST_HITS = 3
STARTER_FLOORS = {"ndcg": 0.87, "success": 0.98}
"""The figures that the starter corpus must keep, a little below the current ones."""
SOME_DAY = dt.date(2026, 12, 1)
"""The day on which best bets are looked up."""


@dataclass(frozen=True, slots=True)
class QueryScore:
    """The nDCG@10 of one query, whether its first three hits have a relevant one (success), and whether it has hits."""

    judged: JudgedQuery
    ndcg: float
    success: float
    answered: bool


@dataclass(frozen=True, slots=True)
class RelevanceScores:
    """The scores of several queries."""

    by_query: tuple[QueryScore, ...]

    @property
    def ndcg(self) -> float:
        """Mean nDCG@10 (Jarvelin and Kekalainen 2002, as computed by trec_eval: the gain is the grade)."""
        return _mean(score.ndcg for score in self.by_query)

    @property
    def success(self) -> float:
        """The share of queries with a relevant entry among the first three hits."""
        return _mean(score.success for score in self.by_query)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The queries without hits, and those that were refused."""
        return tuple(score.judged.query for score in self.by_query if not score.answered)

    def of_kind(self, kind: str) -> RelevanceScores:
        """Return the scores of the queries of one kind."""
        return RelevanceScores(tuple(score for score in self.by_query if score.judged.kind == kind))


def measure(searcher: Searcher, judged_queries: Sequence[JudgedQuery]) -> RelevanceScores:
    """Search for every query as a visitor would, and compare the first ten hits with the judgments."""
    queries = {str(number): judged for number, judged in enumerate(judged_queries)}
    hits = {key: _hit_ids(searcher, judged.query) for key, judged in queries.items()}
    # trec_eval sorts by score; negative ranks as scores make it use the order in which visitors see the hits.
    run = {key: {record_id: float(-rank) for rank, record_id in enumerate(ids)} for key, ids in hits.items()}
    grades = {key: dict(judged.relevant) for key, judged in queries.items()}
    figures = pytrec_eval.RelevanceEvaluator(grades, {NDCG, SUCCESS}).evaluate(run)
    return RelevanceScores(
        tuple(_query_score(judged, figures.get(key, {}), hits[key]) for key, judged in queries.items())
    )


def pretenses(generation: OpenGeneration, lacking_queries: Iterable[LackingQuery]) -> Iterator[tuple[str, str]]:
    """Yield each query about something that the catalog lacks with something that its answer must not do, but does.

    That is a Pretense, or the id of a wrong entry among the first three hits.
    """
    for lacking in lacking_queries:
        result = generation.search(Query(lacking.query, per_page=DEPTH), SOME_DAY)
        done = {
            Pretense.COMPLETE: bool(result.complete),
            Pretense.CORRECTED: bool(result.did_you_mean and result.did_you_mean.used),
            Pretense.RECOMMENDED: bool(result.best_bets),
        }
        yield from (
            (lacking.query, pretense) for pretense in Pretense if done[pretense] and pretense in lacking.must_not
        )
        first_ids = [hit.record.id for hit in result.hits[:FIRST_HITS]]
        yield from ((lacking.query, record_id) for record_id in first_ids if record_id in lacking.wrong)


def _hit_ids(searcher: Searcher, text: str) -> list[str]:
    try:
        return [hit.record.id for hit in searcher.search(Query(text, per_page=DEPTH)).hits]
    except QueryError:
        return []


def _query_score(judged: JudgedQuery, figures: dict[str, float], hits: list[str]) -> QueryScore:
    ndcg, success = (figures.get(name.replace(".", "_"), 0.0) for name in (NDCG, SUCCESS))
    return QueryScore(judged, ndcg, success, answered=bool(hits))


def _mean(figures: Iterable[float]) -> float:
    values = tuple(figures)
    return sum(values) / len(values) if values else 0.0
