"""Which generations to remove. Their names sort by age, oldest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def outdated(names: Sequence[str], current: str, keep: int) -> set[str]:
    """Return all but the newest `keep` generations, and never the current one."""
    return set(names[:-keep]) - {current}


def outdated_before_build(
    names: Sequence[str], current: str | None, keep: int, is_intact: Callable[[str], bool]
) -> set[str]:
    """Return the generations that need not be kept while another one is built, when there may be no current one.

    The current generation and the newest intact one are never among them. `is_intact` is called only if there are
    generations to remove.
    """
    removable = set(names[: -max(1, keep)]) - {current}
    if not removable:
        return removable
    current_first = sorted(names, key=lambda name: (name == current, name), reverse=True)
    return removable - {next(filter(is_intact, current_first), None)}
