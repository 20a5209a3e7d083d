"""Prints new addresses of links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from indexer.check.links.moves import LinkMove, MoveEvidence
from indexer.cli.terminal import pluralized, say, say_omitted

MAX_PRINTED_MOVES = 30
EVIDENCE_WORDS = {
    MoveEvidence.HOST_MOVE: "the host moved, and kept the paths of these files",
    MoveEvidence.PERMANENT_REDIRECT: "the old address says so",
}


def moves_json(moves: Sequence[LinkMove]) -> list[dict[str, Any]]:
    """Return moves as `check-links --moves --json` prints them."""
    return [
        {
            "record": move.link.stored.id,
            "file": move.link.stored.file,
            "line": move.link.line,
            "field": move.link.field_name,
            "url": move.link.url,
            "new_url": move.new_url,
            "evidence": move.evidence,
        }
        for move in moves
    ]


def print_moves(moves: Sequence[LinkMove], *, is_applied: bool) -> None:
    """Print moves, and what to do with them."""
    for move in moves[:MAX_PRINTED_MOVES]:
        say(f"  {move.link.stored.file}:{move.link.line}: {move.link.url}")
        say(f"    -> {move.new_url} ({EVIDENCE_WORDS[move.evidence]})")
    say_omitted(len(moves) - MAX_PRINTED_MOVES)
    if not moves:
        say("No new address of a link is known.")
    elif is_applied:
        say(f"Changed {pluralized(len(moves), 'link')}.")
    else:
        say(f"{pluralized(len(moves), 'link')} can be moved. Add --apply to write this into the records, and publish.")
