"""Limits of the text of a table, the same for every spreadsheet format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indexer.extract.cleaning import clean_line

MAX_ROWS = 20_000
MAX_TABLE_CHARACTERS = 2_000_000
MAX_CELLS = 5_000_000
"""Includes empty cells: in a few bytes, a sheet may claim a million rows of 16,384 cells."""


class TableReader:
    """Converts the sheets of a workbook to text, until their total reaches a limit."""

    def __init__(self) -> None:
        self.notes: tuple[str, ...] = ()
        self._rows = MAX_ROWS
        self._characters = MAX_TABLE_CHARACTERS
        self._cells = MAX_CELLS

    def text(self, rows: Iterable[Sequence[str]]) -> str:
        """Return the rows as paragraphs, cells joined by " | ", as far as the limits allow.

        If they truncate the text, `notes` says so.
        """
        lines: list[str] = []
        for row in rows:
            line = " | ".join(text for cell in row if (text := clean_line(cell)))
            self._cells -= len(row) + 1
            self._rows -= bool(line)
            self._characters -= len(line)
            if min(self._cells, self._rows, self._characters) < 0:
                self.notes = (f"Only the first {MAX_ROWS:,} rows or {MAX_TABLE_CHARACTERS:,} characters were read.",)
                break
            if line:
                lines.append(line)
        return "\n\n".join(lines)
