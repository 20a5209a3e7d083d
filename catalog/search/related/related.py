"""Which resources belong beside one: first what editors tied to it, then its series, then what is about the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Protocol

from catalog.search.related.links import Ties
from catalog.search.result import Reason

SERIES = 3
"""Others of a series that come before what is about the same. A longer one shows only those that are, too."""


class Source(Protocol):
    """What an engine knows of its entries."""

    @property
    def ties(self) -> Ties:
        """What the records say of each other."""

    def alike(self, record_id: str) -> Sequence[str]:
        """Return the ids of the entries that are about the same, the most similar first, as `alike.likeness` has it."""


def related(source: Source, record_id: str, limit: int) -> dict[str, Reason]:
    """Return at most `limit` ids in the order to show, each once, with the first reason there is.

    What another resource replaces is shown only beside that one; elsewhere its successor stands for it.
    """
    found: dict[str, Reason] = {}
    for other, reason in _in_order(source, record_id):
        if other != record_id:
            found.setdefault(other, reason)
    return dict(islice(found.items(), max(0, limit)))


def _in_order(source: Source, record_id: str) -> Iterator[tuple[str, Reason]]:
    ties = source.ties
    yield from ties.told(record_id)
    alike = [each for each in source.alike(record_id) if not ties.superseded(each)]
    series = ties.series(record_id)
    members = frozenset(series)
    whole = series if len(series) <= SERIES else ()
    nearest = dict.fromkeys([*(each for each in alike if each in members), *whole])
    yield from ((each, "Same series") for each in islice(nearest, SERIES))
    yield from ((each, "Same series" if each in members else "About the same") for each in alike)
