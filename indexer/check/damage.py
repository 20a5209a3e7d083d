"""What damage to the files of a generation means for visitors, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.errors import Problem
from catalog.generations.generation import Generations

OLD = "This is an old generation: harmless, it goes when newer ones are published"
MADE_ANEW = (
    "This is the current generation; visitors notice nothing, for this file is made anew in memory. "
    "Run 'clearinghouse index' to mend it"
)


def damage(generations: Generations, current: str | None, derived: tuple[str, ...]) -> Iterator[Problem]:
    """Yield each file of any generation that is not as it was published, and what follows from that.

    `derived` is how the names of those files end that a reader can do without.
    """
    found = {name: generations.faults(name) for name in generations.names()}
    good = [name for name, faults in found.items() if all(_is_spare(fault, derived) for fault in faults)]
    for name, faults in found.items():
        for fault in faults:
            meaning = OLD if name != current else MADE_ANEW if _is_spare(fault, derived) else _served_instead(good)
            yield Problem("damaged", f"{fault}. {meaning}")


def _is_spare(fault: str, derived: tuple[str, ...]) -> bool:
    return fault.partition(": ")[0].endswith(derived)


def _served_instead(good: list[str]) -> str:
    shown = f"are shown the last good one, {good[-1]}" if good else "cannot search"
    return f"This is the current generation; visitors {shown}. Run 'clearinghouse index' to mend it"
