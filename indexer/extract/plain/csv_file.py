"""CSV and tab-separated tables, as in RFC 4180 or looser: a row becomes one line of cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from catalog.model import Locator
from indexer.extract.decoding import decode_text
from indexer.extract.media_types import TSV
from indexer.extract.result import ExtractedSection, Extraction
from indexer.extract.row_limits import TableReader

DELIMITERS = ",;\t|"
SAMPLE_LINES = 20

_DECLARED_DELIMITER = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)  # a first line that Excel writes and reads
_QUOTED = re.compile(r'"[^"]*"')


def read(data: bytes, media_type: str) -> Extraction:
    """Return the table as one section without a locator."""
    lines = decode_text(data).replace("\0", "").splitlines(keepends=True)
    if lines and (declared := _DECLARED_DELIMITER.fullmatch(lines[0].lstrip("\ufeff"))):
        delimiter = declared[1]
        del lines[0]
    else:
        delimiter = "\t" if media_type == TSV else _delimiter(lines[:SAMPLE_LINES])
    table = TableReader()
    text = table.text(_rows(lines, delimiter))
    return Extraction(media_type=media_type, sections=(ExtractedSection(Locator(), text),), notes=table.notes)


def _delimiter(lines: list[str]) -> str:
    """Return the delimiter that most lines contain outside quotes; of several, the most frequent one."""
    lines = _QUOTED.sub("", "".join(lines)).splitlines()
    return max(
        DELIMITERS,
        key=lambda delimiter: (sum(delimiter in line for line in lines), sum(line.count(delimiter) for line in lines)),
    )


def _rows(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    """Yield the rows. After the first row that cannot be parsed, lines are split at every delimiter."""
    reader = csv.reader(lines, delimiter=delimiter)
    parsed_lines = 0
    try:
        for row in reader:
            yield row
            parsed_lines = reader.line_num
    except csv.Error:  # an unclosed quote makes one cell of everything after it
        for line in lines[parsed_lines:]:
            yield line.split(delimiter)
