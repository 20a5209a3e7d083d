"""How a run is asked for, how it says how far it is, and what it did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from catalog.errors import Problem
from catalog.store.yaml_json import RECORD_SUFFIXES

MOST_NAMED = 10


class Progress(Protocol):
    """Where a run says how far it is."""

    def start(self, step: str, total: int) -> None:
        """Begin a step of `total` parts; the step before is over."""

    def advance(self) -> None:
        """One part of the step is done."""

    def say(self, sentence: str) -> None:
        """Tell at once what cannot wait for the report."""


class Silent:
    """Says nothing."""

    def start(self, step: str, total: int) -> None:
        """Pass over it."""

    def advance(self) -> None:
        """Pass over it."""

    def say(self, sentence: str) -> None:
        """Pass over it."""


@dataclass(frozen=True, slots=True)
class Choices:
    """How a run is to be done: from nothing, without writing, only if all is well, past the publish gate."""

    full: bool = False
    dry_run: bool = False
    strict: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a run did. `generation` is the current one afterwards; `withheld` says why nothing was published."""

    generation: str | None
    published: bool
    records: Mapping[str, int]
    documents: Mapping[str, int]
    problems: tuple[Problem, ...]
    took_s: float
    withheld: str | None = None
    notes: tuple[str, ...] = ()
    dry_run: bool = False
    total: int = 0


def passed_over_note(files: Sequence[str]) -> str | None:
    """Return what to tell of files among the records that are no record files, None where there are none."""
    if not files:
        return None
    more = f" and {len(files) - MOST_NAMED} more" if len(files) > MOST_NAMED else ""
    endings = f"{', '.join(RECORD_SUFFIXES[:-1])} or {RECORD_SUFFIXES[-1]}"
    return f"Passed over: {', '.join(files[:MOST_NAMED])}{more} (the name of a record file ends in {endings})."
