"""The file of best bets on disk to validated Bets, and every fault found on the way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from catalog.editorial.best_bets import Bet
from catalog.errors import Problem
from catalog.schemas.best_bet import BetSchema
from catalog.store.records import validated
from catalog.store.yaml_json import Malformed, RawRecord, read_records, shown_path

FILE = "best_bets.yaml"
KIND = "best-bet"


@dataclass(frozen=True, slots=True)
class BetContents:
    """What the file holds: the valid bets in its order, and every fault of the others.

    `kept` says that nothing in the file could be read, so that `bets` are the ones of before.
    """

    bets: tuple[Bet, ...]
    problems: tuple[Problem, ...] = ()
    kept: bool = False


def load_bets(corpus: Path, records: Collection[str], before: Collection[Bet] = ()) -> BetContents:
    """Read best_bets.yaml of a corpus; without that file there are no bets. No fault stops the run.

    `records` are the ids that a bet may point to, `before` the bets last published. A bet with a fault is left out.
    """
    path = corpus / FILE
    if not (path.exists() or path.is_symlink()):  # a link to nowhere is a fault
        return BetContents(())
    items = list(read_records(path, shown_path(path, corpus), "best bet", least=0))
    raws = [item for item in items if isinstance(item, RawRecord)]
    faults = [Problem(KIND, item.message, item.file, item.line) for item in items if isinstance(item, Malformed)]
    if faults and not raws:
        kept = tuple(bet for bet in before if bet.record is None or bet.record in records)
        return BetContents(kept, tuple(faults), kept=True)
    checked = [validated(raw, BetSchema(records), KIND) for raw in raws]
    problems = (*faults, *(problem for found, _ in checked for problem in found))
    bets = tuple(bet for found, bet in checked if not found)
    return BetContents(bets, tuple(sorted(problems, key=lambda each: each.line or 0)))
