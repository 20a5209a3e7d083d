"""CSV and tab-separated tables (RFC 4180 and what people write): a row becomes one line of cells."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from catalog.model import Locator
from indexer.extract.decoding import decoded
from indexer.extract.media_types import TSV
from indexer.extract.result import Extracted, Section
from indexer.extract.row_limits import Rows

DELIMITERS = ",;\t|"
SAMPLE_LINES = 20


def read(data: bytes, media_type: str) -> Extracted:
    """Return the table as one section without a place."""
    lines = decoded(data).replace("\0", "").splitlines(keepends=True)
    delimiter = "\t" if media_type == TSV else _delimiter(lines[:SAMPLE_LINES])
    rows = Rows()
    text = rows.text(_cells(lines, delimiter))
    return Extracted(media_type=media_type, sections=(Section(Locator(), text),), notes=rows.notes)


def _delimiter(lines: list[str]) -> str:
    """Return the sign that stands in most lines, the commonest first."""
    return max(
        DELIMITERS, key=lambda sign: (sum(sign in line for line in lines), sum(line.count(sign) for line in lines))
    )


def _cells(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    """Yield the rows; from the first one that cannot be read, the lines as they stand."""
    reader = csv.reader(lines, delimiter=delimiter)
    done = 0
    try:
        for row in reader:
            yield row
            done = reader.line_num
    except csv.Error:  # a quote that is never closed makes a cell of everything that follows
        for line in lines[done:]:
            yield line.split(delimiter)
