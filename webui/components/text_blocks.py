"""The text of a document as blocks: paragraphs, and tables of consecutive rows. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from catalog.text import CELL_BAR

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Consecutive rows. `head` has the first row if all rows have the same number of cells, else it is empty.

    `even` says whether they have. If not, some cells are missing, and the columns of the others are unknown.
    """

    head: Cells
    rows: tuple[Cells, ...]
    even: bool


Block = str | Table


def blocks(paragraphs: Iterable[str]) -> Iterator[Block]:
    """Yield paragraphs unchanged, and two or more consecutive rows as a table."""
    for are_rows, group in groupby(paragraphs, _is_row):
        texts = tuple(group)
        if are_rows and len(texts) > 1:
            yield _table(tuple(map(_cells, texts)))
        else:
            yield from texts


def _is_row(text: str) -> bool:
    return "\n" not in text and bool(CELL_BAR.search(text))


def _cells(row: str) -> Cells:
    return tuple(cell.strip() for cell in CELL_BAR.split(row))


def _table(rows: tuple[Cells, ...]) -> Table:
    even = len({len(row) for row in rows}) == 1
    return Table(rows[0] if even else (), rows[1:] if even else rows, even)


def without_bars(text: str) -> str:
    """Return a text with dots in place of the bars between cells, at the same length."""
    return CELL_BAR.sub("\u00b7", text)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, which are separated by blank lines."""
    return tuple(part.strip() for part in re.split(r"\n\s*\n", text) if part.strip())
