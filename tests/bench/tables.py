"""How figures are taken and written down."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from typing import ParamSpec

Given = ParamSpec("Given")
Head = tuple[str, ...]
Rows = Sequence[tuple[str, ...]]
NONE = "-"
"""Stands where there is no figure."""


def table(title: str, head: Head, rows: Rows) -> str:
    """Return a Markdown table with a heading."""
    lines = [f"## {title}", "", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows), ""])


def timed_s(call: Callable[Given, object], *given: Given.args, **named: Given.kwargs) -> float:
    """Return how many seconds a call takes."""
    started = time.perf_counter()
    call(*given, **named)
    return time.perf_counter() - started


def median_ms(times_s: Sequence[float]) -> str:
    """Return a median of seconds as milliseconds with two digits behind the point."""
    return f"{statistics.median(times_s) * 1000:.2f}" if times_s else NONE


def middle_and_slow_ms(times_s: Sequence[float]) -> str:
    """Return the median and the 95th percentile of seconds as milliseconds: "0.42 / 0.68"."""
    if not times_s:
        return NONE
    slow = sorted(times_s)[int(len(times_s) * 0.95)]
    return f"{median_ms(times_s)} / {slow * 1000:.2f}"
