"""Prints problems for people: those that prevented publication first, and repeated causes once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from catalog.errors import Problem, describe_field
from catalog.text import shortened
from indexer.cli.terminal import pluralized, say

MAX_SINGLE_PROBLEMS = 3
"""Problems with one cause that are printed one by one; more are grouped."""
MAX_EXAMPLES = 3
"""The places or examples that are printed of a group."""
MAX_EXAMPLE_CHARACTERS = 240
MAX_PRINTED_LINES = 40
"""The lines that all problems may take."""
_SPECIFICS = re.compile(r"'[^']*'|\d[\d,.]*")

_WITHOUT_SUBJECT = re.compile(r"(?:is|must|has|needs) ")

ProblemGroup = Sequence[Problem]


def print_problems(
    problems: Iterable[Problem],
    corpus: Path,
    is_blocking: Callable[[Problem], bool] = lambda _: False,
    *,
    says_what_stays: bool = True,
) -> None:
    """Print problems on MAX_PRINTED_LINES at most. Their files are named as the terminal can open them.

    Without `says_what_stays`, they do not say that the last good version stays: notes have said so.
    """
    prefix = _prefix(corpus)
    named = (replace(problem, file=problem.file and f"{prefix}{problem.file}") for problem in problems)
    groups = _grouped([item if says_what_stays else replace(item, stale=False) for item in named])
    groups.sort(key=lambda group: not any(map(is_blocking, group)))
    printed_lines = omitted_problems = omitted_groups = 0
    for group in groups:
        lines = list(_lines(group))
        if printed_lines + len(lines) > MAX_PRINTED_LINES:
            omitted_problems += len(group)
            omitted_groups += 1
            continue
        printed_lines += len(lines)
        for line in lines:
            say(f"  {line}")
    if omitted_groups:
        causes = pluralized(omitted_groups, "other cause")
        say(f"  ... and {omitted_problems:,} more with {causes}; add --json to list them.")


def _prefix(corpus: Path) -> str:
    """Return what the files of problems, which begin with the name of the corpus, are relative to."""
    parent, here = corpus.absolute().parent, Path.cwd()
    if parent == here:
        return ""
    return f"{parent.relative_to(here) if parent.is_relative_to(here) else parent}/"


def _grouped(problems: Iterable[Problem]) -> list[ProblemGroup]:
    """Return the problems by cause: the largest groups first, single problems in their order."""
    groups: dict[tuple[str, bool], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((_SPECIFICS.sub("", _cause(problem)), problem.stale), []).append(problem)
    large = [group for group in groups.values() if len(group) > MAX_SINGLE_PROBLEMS]
    in_large = {id(problem) for group in large for problem in group}
    ordered = (problem for group in groups.values() for problem in group if id(problem) not in in_large)
    return [*sorted(large, key=len, reverse=True), *([problem] for problem in ordered)]


def _lines(group: ProblemGroup) -> Iterator[str]:
    """Yield the lines about a group of problems with the same cause."""
    first, *others = group
    kept = " The last good version stays on the site." if first.stale else ""
    if not others:
        yield f"{first}{_end(first)}{kept}"
        return
    more = f" and {len(group) - MAX_EXAMPLES:,} more"
    if len({_cause(problem) for problem in group}) == 1:
        yield f"{_count(group)}: {_cause(first)}{_end(first)}{kept}"
        yield f"    {', '.join(map(_place, group[:MAX_EXAMPLES]))}{more}"
    else:
        yield f"{_count(group)} with the same kind of problem:{kept}"
        yield from (f"    {shortened(str(problem), MAX_EXAMPLE_CHARACTERS)}" for problem in group[:MAX_EXAMPLES])
        yield f"   {more}"


def _cause(problem: Problem) -> str:
    """Return a problem's message, with the field before it if the message is about that field without naming it."""
    if problem.field and not problem.document and _WITHOUT_SUBJECT.match(problem.message):
        return f"{describe_field(problem.field)} {problem.message}"
    return problem.message


def _end(problem: Problem) -> str:
    """Return what ends the sentence of a problem's message, if another one follows."""
    return "." if problem.stale and not problem.message.endswith((".", "?")) else ""


def _count(group: ProblemGroup) -> str:
    noun = next(noun for noun, values in _values(group) if all(values))
    return f"{len(group):,} {noun}"


def _values(group: ProblemGroup) -> Iterator[tuple[str, list[str | None]]]:
    yield "documents", [problem.document for problem in group]
    records = [problem.record for problem in group]
    yield "records", records if len(set(records)) == len(group) else [None]
    yield "problems", []


def _place(problem: Problem) -> str:
    """Return where a problem is: the document, or the file with its line."""
    if problem.document:
        return problem.document
    return f"{problem.file}:{problem.line}" if problem.line else problem.file or problem.record or ""
