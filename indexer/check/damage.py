"""Damage to generations: the consequences for visitors, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from catalog.errors import Problem
from catalog.generations.change_log import rollback_log_faults
from catalog.generations.generation import Generations

OLD = "This is an old generation, so visitors notice nothing; it is removed when newer ones are published"
REBUILT = (
    "This is the current generation; visitors notice nothing, because this file is rebuilt in memory. "
    "Run 'clearinghouse index' to repair it"
)


def damage_problems(generations: Generations, derived: tuple[str, ...]) -> dict[str, Problem]:
    """Return a problem for each damaged part of any generation, by the part's path: `<generation>/<file>`.

    `derived` are the endings of the names of files that a reader can derive from others.
    """
    faults_by_name = {name: generations.part_faults(name) for name in generations.names()}
    current = generations.current_or_none()
    intact = [name for name, faults in faults_by_name.items() if all(part.endswith(derived) for part in faults)]
    problems: dict[str, Problem] = {}
    for name, faults in faults_by_name.items():
        for part, fault in faults.items():
            consequence = OLD if name != current else REBUILT if part.endswith(derived) else _served_instead(intact)
            problems[f"{name}/{part}"] = Problem("damaged", f"{name}/{part}: {fault}. {consequence}")
    return problems


def rollback_log_problems(data: Path) -> Iterator[Problem]:
    """Yield a problem for each change log of a rollback that is damaged. It is not used then."""
    for path, fault in rollback_log_faults(data):
        consequence = "Programs that follow the catalog may miss what the rollback changed. Remove this file"
        yield Problem("damaged", f"{path}: {fault}. {consequence}")


def _served_instead(intact: list[str]) -> str:
    visitors = f"are shown the last good one, {intact[-1]}" if intact else "cannot search"
    return f"This is the current generation; visitors {visitors}. Run 'clearinghouse index' to repair it"
