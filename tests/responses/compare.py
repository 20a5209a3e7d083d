"""Compares two recordings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import unified_diff
from itertools import islice
from pathlib import Path

MAX_LINES = 24
"""Lines of a difference that are printed at most."""
MAX_WIDTH = 240
"""Characters of a line that are printed at most."""

HOOKS = re.compile(r' class="[^"]*"| data-[a-z-]+(?=[=\s>])')
"""Names of classes and data attributes connect templates with styles and scripts; visitors do not see them."""


def compare(before: Path, after: Path) -> tuple[list[str], int]:
    """Return a report of the differences between two recordings, and the number of files that differ.

    A difference that several files share is shown once.
    """
    old, new = _files(before), _files(after)
    differing = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    lines: list[str] = []
    seen: dict[tuple[str, ...], str] = {}
    for name in differing:
        if name not in old or name not in new:
            lines.append(f"only in {before if name in old else after}: {name}")
            continue
        difference = tuple(_difference(old[name], new[name]))
        first = seen.setdefault(_changed(difference), name)
        lines += [f"differs like {first}: {name}"] if first != name else [f"differs: {name}", *_short(difference)]
    total = len(old.keys() | new.keys())
    return [*lines, f"{total - len(differing)} of {total} files are equal, {len(differing)} differ."], len(differing)


def _files(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        raise SystemExit(f"There is no recording in {folder}.")
    paths = (path for path in folder.rglob("*.txt") if path.is_file())
    return {path.relative_to(folder).as_posix(): HOOKS.sub("", path.read_bytes().decode("utf-8")) for path in paths}


def _difference(old: str, new: str) -> Iterator[str]:
    """Return the lines of a unified diff without file names; carriage returns are visible."""
    lines = unified_diff(*(text.replace("\r", "\\r").split("\n") for text in (old, new)), n=1, lineterm="")
    return islice(lines, 2, None)


def _changed(difference: tuple[str, ...]) -> tuple[str, ...]:
    """Return the removed and added lines."""
    return tuple(line for line in difference if line.startswith(("-", "+")))


def _short(difference: tuple[str, ...]) -> list[str]:
    more = [f"    ... {len(difference) - MAX_LINES} more lines"] if len(difference) > MAX_LINES else []
    return [*(f"    {line[:MAX_WIDTH]}" for line in difference[:MAX_LINES]), *more]
