"""What the command prints of watched queries: for people, a few lines for each; as JSON, everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from indexer.cli.terminal import pluralized, say, say_omitted
from indexer.ingest.watched.model import Cause, Move, MoveKind, ScorePart, WatchedChange, WatchedReport

if TYPE_CHECKING:
    from catalog.editorial.watched_queries import WatchedQuery
    from catalog.search.query.tree import Query

MAX_PRINTED_QUERIES = 10
MAX_PRINTED_MOVES = 10
"""The watched queries that are printed, and the moves of each."""
MAX_PRINTED_PARTS = 8
"""The parts of a score that are printed."""
MANY_QUERIES = 300
"""More watched queries take so long in each run that it is worth a word: each is searched for twice."""
CAUSES = {
    Cause.ADDED: "added",
    Cause.REMOVED: "removed",
    Cause.CHANGED: "changed",
    Cause.BEST_BETS: "best bets",
    Cause.TAXONOMY: "taxonomy",
    Cause.OTHERS: "only others changed",
}


def watched_json(report: WatchedReport | None) -> dict[str, Any] | None:
    """Return what `index --json` has under `watched`."""
    if report is None:
        return None
    changes = list(map(_change_json, report.changes))
    return {"queries": report.queries, "changed": changes, "failure": report.failure, "took_s": report.took_s}


def _change_json(change: WatchedChange) -> dict[str, Any]:
    query = change.watched.query
    before, after = change.understood or (None, None)
    return {
        "query": query.text,
        "filters": _filters(query),
        "sort": query.sort,
        "total": {"before": change.totals[0], "after": change.totals[1]},
        "understood": {"before": before, "after": after} if change.understood else None,
        "hits": list(map(_move_json, change.moves)),
        "missing": [{"id": record.id, "rank": record.rank} for record in change.missing],
    }


def _move_json(move: Move) -> dict[str, Any]:
    fields = {
        "id": move.id,
        "title": move.title,
        "change": move.kind,
        "before": move.before,
        "after": move.after,
        "cause": move.cause,
        "fields": list(move.fields),
    }
    return {**fields, "score": asdict(move.score)} if move.score else fields


def print_watched(report: WatchedReport, *, is_dry_run: bool) -> None:
    """Print how the first results of watched queries change, and which expected records are not among them."""
    queries = pluralized(report.queries, "watched query", "watched queries")
    if report.failure:
        say(f"The {queries} could not be compared: {report.failure}.")
        return
    moved = [change for change in report.changes if change.moves]
    verb = "would have" if is_dry_run else "has" if len(moved) == 1 else "have"
    count = f"{len(moved):,} of {queries} {verb} other first results" if moved else f"No change in {queries}"
    say(f"{count} (compared in {report.took_s:.1f} s).")
    if report.queries > MANY_QUERIES:
        advice = "watch only those that matter. 'clearinghouse index --no-watched' leaves them out."
        say(f"Many queries take time in each run: {advice}")
    for change in report.changes[:MAX_PRINTED_QUERIES]:
        _print_change(change)
    say_omitted(len(report.changes) - MAX_PRINTED_QUERIES)


def _print_change(change: WatchedChange) -> None:
    say(f"  {query_words(change.watched)}:")
    if change.understood:
        say(f"    is understood as: {change.understood[1]} (before: {change.understood[0]})")
    shifted = [move for move in change.moves if _is_shift(move)]
    notable = [move for move in change.moves if not _is_shift(move)]
    for move in notable[:MAX_PRINTED_MOVES]:
        say(f"    {_move_words(move)}")
        for line in _score_lines(move):
            say(f"        {line}")
    if further := len(notable) - len(notable[:MAX_PRINTED_MOVES]):
        say(f"    ... and {pluralized(further, 'more move')}")
    if shifted:
        say(f"    {_shift_words(shifted)}")
    for record in change.missing:
        rank = f"it is number {record.rank}" if record.rank else "it is far behind, or no result"
        say(f"    expected, and not among the first ten: {record.id} ({rank})")


def query_words(watched: WatchedQuery) -> str:
    """Return a watched query as people read it: `"cameras" (topic: technology)`."""
    filters = [
        f"{name}: {', '.join(value) if isinstance(value, list) else value}"
        for name, value in _filters(watched.query).items()
    ]
    filters += [f"sort: {watched.query.sort}"] if watched.query.sort else []
    restrictions = f" ({'; '.join(filters)})" if filters else ""
    return f'"{watched.query.text}"{restrictions}'


def _is_shift(move: Move) -> bool:
    """Return whether a resource only makes room for another one, or takes its place: by one rank, for no own reason."""
    is_by_one = move.before is not None and move.after is not None and abs(move.after - move.before) == 1
    return is_by_one and move.kind is MoveKind.MOVES and move.cause is Cause.OTHERS


def _shift_words(shifted: Sequence[Move]) -> str:
    up = sum((move.after or 0) < (move.before or 0) for move in shifted)
    counts = [f"{count} move {where} by one" for count, where in ((up, "up"), (len(shifted) - up, "down")) if count]
    return f"{' and '.join(counts)}, only because others changed"


def _move_words(move: Move) -> str:
    match move.kind:
        case MoveKind.APPEARS:
            came = f", was {move.before}" if move.before else ""
            where = f"appears at {move.after}{came}"
        case MoveKind.VANISHES:
            went = f", now {move.after}" if move.after else ""
            where = f"vanishes from {move.before}{went}"
        case MoveKind.MOVES:
            where = f"moves from {move.before} to {move.after}"
    fields = f" {', '.join(move.fields)}" if move.fields else ""
    return f"{where}: {move.id}: {move.title} ({CAUSES[move.cause]}{fields})"


def _score_lines(move: Move) -> Iterator[str]:
    """Yield the score of a resource before and after, and the parts in which it differs the most."""
    if move.score is None:
        return
    yield f"score {_number(move.score.before)} -> {_number(move.score.after)}"
    parts = sorted(move.score.parts, key=lambda part: -abs((part.after or 0.0) - (part.before or 0.0)))
    for part in parts[:MAX_PRINTED_PARTS]:
        yield f"  {_part_words(part)}"


def _part_words(part: ScorePart) -> str:
    return f"{part.what}: {_number(part.before)} -> {_number(part.after)}"


def _number(score: float | None) -> str:
    return "none" if score is None else f"{score:.3f}"


def _filters(query: Query) -> dict[str, Any]:
    from catalog.schemas import filters_json  # noqa: PLC0415  # a run in which nothing has changed needs no schemas

    return filters_json(query)
