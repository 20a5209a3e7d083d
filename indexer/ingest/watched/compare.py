"""Compares the first results of watched queries in two generations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from catalog.editorial.watched_queries import WatchedQuery
from catalog.search.result import Explanation
from catalog.search.scoring.explain import score_parts
from indexer.ingest.model import Changes
from indexer.ingest.watched.model import (
    FIRST_RESULTS,
    Cause,
    MissingRecord,
    Move,
    ScoreChange,
    ScorePart,
    WatchedChange,
)
from indexer.ingest.watched.ranking import RankedGeneration, Ranking

MIN_SCORE_CHANGE = 0.0005
"""A smaller difference of a part of a score is not reported: three decimals are printed."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """What changed between two generations, as far as it may move results: the fields of changed records by id."""

    added: frozenset[str]
    removed: frozenset[str]
    changed: Mapping[str, tuple[str, ...]]
    is_taxonomy_changed: bool

    def cause(self, key: str, before: Ranking, after: Ranking) -> Cause:
        """Return why a resource has another rank."""
        if key in self.added:
            return Cause.ADDED
        if key in self.removed:
            return Cause.REMOVED
        if key in self.changed:
            return Cause.CHANGED
        if (key in before.recommended) != (key in after.recommended):
            return Cause.BEST_BETS
        has_other_changes = bool(self.added or self.removed or self.changed)
        is_by_taxonomy = before.understood != after.understood or not has_other_changes
        return Cause.TAXONOMY if self.is_taxonomy_changed and is_by_taxonomy else Cause.OTHERS


def reasons_of(changes: Changes, *, is_taxonomy_changed: bool) -> Reasons:
    """Return what may move results, from the changes between the generations."""
    return Reasons(
        frozenset(change.id for change in changes.added),
        frozenset(change.id for change in changes.removed),
        {change.id: change.fields for change in changes.changed},
        is_taxonomy_changed,
    )


def compare(
    queries: Iterable[WatchedQuery],
    generations: tuple[RankedGeneration | None, RankedGeneration],
    why: Reasons,
    *,
    explain: bool,
) -> Iterator[WatchedChange]:
    """Yield the queries whose first results differ between two generations, or lack an expected record.

    Without an earlier generation, nothing differs.
    """
    earlier, later = generations
    for watched in queries:
        after = later.rank(watched.query, explain=explain)
        before = earlier.rank(watched.query, explain=explain) if earlier else after
        moves, missing = tuple(_moves(before, after, why)), tuple(_missing(watched, after))
        if moves or missing:
            understood = None if before.understood == after.understood else (before.understood, after.understood)
            yield WatchedChange(watched, moves, missing, (before.total, after.total), understood)


def _moves(before: Ranking, after: Ranking, why: Reasons) -> Iterator[Move]:
    """Yield the resources whose rank differs, if one of their ranks is among the first, the best rank first."""
    old, new = before.ranks(), after.ranks()
    firsts = {*list(new)[:FIRST_RESULTS], *list(old)[:FIRST_RESULTS]}
    best = {key: min(ranks[key] for ranks in (old, new) if key in ranks) for key in firsts}
    for key in sorted(firsts, key=lambda key: (best[key], new.get(key, 0))):
        if old.get(key) != new.get(key):
            yield _move(key, before, after, why)


def _move(key: str, before: Ranking, after: Ranking, why: Reasons) -> Move:
    earlier, later = before.hits.get(key), after.hits.get(key)
    title = next(hit.record.title for hit in (later, earlier) if hit)
    return Move(
        key,
        title,
        before.ranks().get(key),
        after.ranks().get(key),
        why.cause(key, before, after),
        why.changed.get(key, ()),
        _score_change(earlier.explanation if earlier else None, later.explanation if later else None),
    )


def _score_change(earlier: Explanation | None, later: Explanation | None) -> ScoreChange | None:
    """Return how a score changed, if the hits have explanations. Without one of them, all of it comes or goes."""
    if earlier is None and later is None:
        return None
    before, after = (score_parts(explanation) if explanation else {} for explanation in (earlier, later))
    parts = [ScorePart(what, before.get(what), after.get(what)) for what in dict.fromkeys((*after, *before))]
    if earlier and later:
        parts = list(filter(_differs, parts))
    return ScoreChange(earlier.score if earlier else None, later.score if later else None, tuple(parts))


def _differs(part: ScorePart) -> bool:
    return abs((part.after or 0.0) - (part.before or 0.0)) >= MIN_SCORE_CHANGE


def _missing(watched: WatchedQuery, after: Ranking) -> Iterator[MissingRecord]:
    """Yield the expected records that are not among the first results."""
    ranks = after.ranks()
    for key in watched.expect:
        rank = ranks.get(key)
        if rank is None or rank > FIRST_RESULTS:
            yield MissingRecord(key, rank)
