"""Time measurements, and Markdown tables of figures."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from typing import ParamSpec

Arguments = ParamSpec("Arguments")
TableRow = tuple[str, ...]
TableRows = Sequence[TableRow]
NO_FIGURE = "-"


def format_table(title: str, head: TableRow, rows: TableRows) -> str:
    """Return a Markdown table with a heading."""
    lines = [f"## {title}", "", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows), ""])


def elapsed_s(call: Callable[Arguments, object], *args: Arguments.args, **kwargs: Arguments.kwargs) -> float:
    """Return the seconds that a call takes."""
    started = time.perf_counter()
    call(*args, **kwargs)
    return time.perf_counter() - started


def median_ms(times_s: Sequence[float]) -> str:
    """Return the median in milliseconds, with two decimal places."""
    return f"{statistics.median(times_s) * 1000:.2f}" if times_s else NO_FIGURE


def p50_p95_ms(times_s: Sequence[float]) -> str:
    """Return the median and the 95th percentile in milliseconds: "0.42 / 0.68"."""
    if not times_s:
        return NO_FIGURE
    p95 = sorted(times_s)[int(len(times_s) * 0.95)]
    return f"{median_ms(times_s)} / {p95 * 1000:.2f}"
