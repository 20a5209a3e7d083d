"""The text of a document as blocks: paragraphs, and runs of table rows as tables. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

BAR = re.compile(r"(?:(?<=\s)|^)\|(?=\s|$)")
"""What stands between the cells of a row: a bar with space around it."""

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A run of rows. `head` is empty where the first row is no heading of the columns.

    `even` says that all rows have as many cells. Where they do not, cells were left out, and nobody can tell which
    column the others belong to.
    """

    head: Cells
    rows: tuple[Cells, ...]
    even: bool


Block = str | Table


def blocks(paragraphs: Iterable[str]) -> Iterator[Block]:
    """Yield paragraphs as they are, and two or more rows on end as a table."""
    for are_rows, run in groupby(paragraphs, _is_row):
        texts = tuple(run)
        if are_rows and len(texts) > 1:
            yield _table(tuple(map(_cells, texts)))
        else:
            yield from texts


def _is_row(text: str) -> bool:
    return "\n" not in text and bool(BAR.search(text))


def _cells(row: str) -> Cells:
    return tuple(cell.strip() for cell in BAR.split(row))


def _table(rows: tuple[Cells, ...]) -> Table:
    even = len({len(row) for row in rows}) == 1
    return Table(rows[0] if even else (), rows[1:] if even else rows, even)


def without_bars(text: str) -> str:
    """Return a stretch of text with dots in place of the bars between cells."""
    return BAR.sub("\u00b7", text)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text: what blank lines part."""
    return tuple(part.strip() for part in re.split(r"\n\s*\n", text) if part.strip())
