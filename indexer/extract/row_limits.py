"""How much of a sheet is read, the same for every kind of spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indexer.extract.cleaning import one_line

MAX_ROWS = 20_000
MAX_CHARACTERS = 2_000_000
MAX_CELLS = 5_000_000
"""Counted with the empty ones: a sheet may claim a million rows of 16,384 cells in a few bytes."""


class Rows:
    """Counts rows and characters over all sheets of a workbook, and says when it is enough."""

    def __init__(self) -> None:
        self.notes: tuple[str, ...] = ()
        self._rows = MAX_ROWS
        self._characters = MAX_CHARACTERS
        self._cells = MAX_CELLS

    def text(self, rows: Iterable[Sequence[str]]) -> str:
        """Return a sheet's rows as paragraphs, cells joined by " | ", as far as the limits allow."""
        lines: list[str] = []
        for row in rows:
            line = " | ".join(shown for cell in row if (shown := one_line(cell)))
            self._cells -= len(row) + 1
            self._rows -= bool(line)
            self._characters -= len(line)
            if min(self._cells, self._rows, self._characters) < 0:
                self.notes = (f"Only the first {MAX_ROWS:,} rows or {MAX_CHARACTERS:,} characters were read.",)
                break
            if line:
                lines.append(line)
        return "\n\n".join(lines)
