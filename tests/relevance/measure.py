"""Figures of relevance: how good the first ten hits are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pytrec_eval

from catalog.errors import QueryError
from catalog.search.query.tree import Query
from catalog.search.searcher import Searcher
from tests.relevance.judgments import Judged

DEPTH = 10
NDCG, SUCCESS = "ndcg_cut.10", "success.3"


@dataclass(frozen=True, slots=True)
class Score:
    """One query's figures: nDCG of its first ten hits, whether one of the first three is relevant, hits at all."""

    judged: Judged
    ndcg: float
    success: float
    answered: bool


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of several queries."""

    each: tuple[Score, ...]

    @property
    def ndcg(self) -> float:
        """Mean nDCG@10 (Jarvelin and Kekalainen 2002, as trec_eval has it: the gain is the grade)."""
        return _mean(score.ndcg for score in self.each)

    @property
    def success(self) -> float:
        """The share of queries with a relevant entry among the first three."""
        return _mean(score.success for score in self.each)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The queries that found nothing, or were refused."""
        return tuple(score.judged.query for score in self.each if not score.answered)

    def of_kind(self, kind: str) -> Scores:
        """Return the figures of one kind of queries."""
        return Scores(tuple(score for score in self.each if score.judged.kind == kind))


def measure(searcher: Searcher, judged: Sequence[Judged]) -> Scores:
    """Ask every query as a visitor would, and compare the first ten hits with the judgments."""
    asked = {str(number): each for number, each in enumerate(judged)}
    found = {key: _found(searcher, each.query) for key, each in asked.items()}
    # trec_eval orders by score: the places stand in for it, so that the order measured is the order shown.
    run = {key: {hit: float(-place) for place, hit in enumerate(hits)} for key, hits in found.items()}
    wanted = {key: dict(each.relevant) for key, each in asked.items()}
    figures = pytrec_eval.RelevanceEvaluator(wanted, {NDCG, SUCCESS}).evaluate(run)
    return Scores(tuple(_score(each, figures.get(key, {}), found[key]) for key, each in asked.items()))


def _found(searcher: Searcher, text: str) -> list[str]:
    try:
        return [hit.record.id for hit in searcher.search(Query(text, per_page=DEPTH)).hits]
    except QueryError:
        return []


def _score(judged: Judged, figures: dict[str, float], hits: list[str]) -> Score:
    ndcg, success = (figures.get(name.replace(".", "_"), 0.0) for name in (NDCG, SUCCESS))
    return Score(judged, ndcg, success, answered=bool(hits))


def _mean(figures: Iterable[float]) -> float:
    values = tuple(figures)
    return sum(values) / len(values) if values else 0.0
