"""What damage to a generation means for visitors, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.errors import Problem
from catalog.generations.generation import Generations

OLD = "This is an old generation, so visitors notice nothing; it is removed when newer ones are published"
REBUILT = (
    "This is the current generation; visitors notice nothing, because this file is rebuilt in memory. "
    "Run 'clearinghouse index' to repair it"
)


def damage(generations: Generations, derived: tuple[str, ...]) -> Iterator[Problem]:
    """Yield what differs from what was published in any generation, and what follows from that.

    `derived` are the endings of the names of files that a reader can do without.
    """
    faults = {name: generations.part_faults(name) for name in generations.names()}
    current = generations.current_or_none()
    good = [name for name, found in faults.items() if all(part.endswith(derived) for part in found)]
    for name, found in faults.items():
        for part, fault in found.items():
            consequence = OLD if name != current else REBUILT if part.endswith(derived) else _served_instead(good)
            yield Problem("damaged", f"{name}/{part}: {fault}. {consequence}")


def _served_instead(good: list[str]) -> str:
    visitors = f"are shown the last good one, {good[-1]}" if good else "cannot search"
    return f"This is the current generation; visitors {visitors}. Run 'clearinghouse index' to repair it"
