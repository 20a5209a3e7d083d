"""How figures are written down."""

from __future__ import annotations

import statistics


def table(title: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Return a Markdown table with a heading."""
    lines = [f"## {title}", "", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows), ""])


def median_ms(times_s: list[float]) -> str:
    """Return a median of seconds as milliseconds with two digits behind the point."""
    return f"{statistics.median(times_s) * 1000:.2f}"


def middle_and_slow_ms(times_s: list[float]) -> str:
    """Return the median and the 95th percentile of seconds as milliseconds: "0.42 / 0.68"."""
    slow = sorted(times_s)[int(len(times_s) * 0.95)]
    return f"{median_ms(times_s)} / {slow * 1000:.2f}"
