"""CSV and other tables of text, with any of the usual delimiters and encodings."""

from __future__ import annotations

import codecs
import csv
import itertools
import re
from collections import Counter, deque
from collections.abc import Iterator
from typing import BinaryIO, TextIO

from indexer.importers.readers.tables.table import TableRow, table_items, without_formula_guard
from indexer.importers.readers.text_source import open_text, source_lines
from indexer.importers.rows import SourceFault, SourceItem

DELIMITERS = ",;\t|"
MAX_CELL_CHARACTERS = 1 << 20
MAX_UNCLOSED_QUOTES = 100
MAX_SAMPLE_LINES = 200
MAX_SAMPLE_CHARACTERS = 1 << 18
MIN_REGULAR_SHARE = 0.5
"""A delimiter divides a table if at least this share of its rows has the same number of cells."""

_NO_DELIMITER = "\x1f"
"""Divides a table of one column, whose cells may contain any usual delimiter."""
_DECLARED_DELIMITER = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)  # a first line that Excel writes and reads
_OTHER_FORMATS = (
    (b"PK\x03\x04", "a workbook or another ZIP file, not CSV: import it as xlsx, or save it as CSV"),
    (b"\xd0\xcf\x11\xe0", "a workbook of an old Excel, not CSV: save it as .xlsx or as CSV"),
    (b"%PDF", "a PDF, not CSV"),
)
_OTHER_TEXTS = (
    (re.compile(rb"<[?!a-z]", re.IGNORECASE), "a web page or XML, not CSV: if it is a feed, import it as rss"),
    (re.compile(rb'\{\s*"|\[\s*\{'), "JSON, not CSV: import it as jsonl, or a data.json as dcat"),
    (re.compile(rb"TY  ?- "), "a list of references, not CSV: import it as ris"),
    (re.compile(rb"@[a-z]+\s*[{(]", re.IGNORECASE), "a list of references, not CSV: import it as bibtex"),
)
"""How the text of other formats begins, after spaces."""
MAX_HEAD_BYTES = 1_000


def read(file: BinaryIO) -> Iterator[SourceItem]:
    """Yield the rows below the headings."""
    head = file.read(MAX_HEAD_BYTES)
    file.seek(0)
    if description := _other_format(head):
        yield SourceFault("the file", f"This file is {description}.")
        return
    usual_limit = csv.field_size_limit(MAX_CELL_CHARACTERS)  # of the whole process, in which others read CSV, too
    try:
        yield from _items(open_text(file))
    finally:
        csv.field_size_limit(usual_limit)


def _other_format(head: bytes) -> str | None:
    """Return what a file is whose beginning is not that of a table, or None."""
    text = head.removeprefix(codecs.BOM_UTF8).lstrip()
    binary = (description for signature, description in _OTHER_FORMATS if head.startswith(signature))
    return next(binary, None) or next((words for pattern, words in _OTHER_TEXTS if pattern.match(text)), None)


def _items(text: TextIO) -> Iterator[SourceItem]:
    faults: deque[SourceFault] = deque()
    for item in table_items(_Table(text, faults).rows()):
        while faults:
            yield faults.popleft()
        yield item
    yield from faults


class _Table:
    """Divides lines into rows, and notes in `faults` what cannot be divided."""

    def __init__(self, text: TextIO, faults: deque[SourceFault]) -> None:
        self._faults = faults
        self._lines = source_lines(text)
        self._ahead: deque[tuple[str, bool]] = deque()
        self._row_lines: list[tuple[str, bool]] = []
        self._row, self._line, self._unclosed = 0, 0, 0
        self._delimiter = self._declared_delimiter() or self._detected_delimiter()

    def rows(self) -> Iterator[TableRow]:
        """Yield every row, empty ones as well, numbered as a spreadsheet numbers them."""
        while True:
            first_line = self._line + 1
            self._row_lines.clear()
            try:
                cells = next(csv.reader(self._next_lines(), delimiter=self._delimiter))
            except StopIteration:
                return
            except csv.Error:
                cells = None
            is_unclosed = cells is None or self._is_unclosed()
            if is_unclosed and len(self._row_lines) > 1 and self._unclosed < MAX_UNCLOSED_QUOTES:
                self._give_back()
                cells = None
            self._row += 1
            place = _place(self._row, first_line)
            if cells is None or is_unclosed:
                self._unclosed += 1
                message = "This row has a quotation mark that is never closed, or a cell that is too long."
                self._faults.append(SourceFault(place, f"{message} It was left out."))
                continue
            if any(is_cut for _, is_cut in self._row_lines):
                self._faults.append(SourceFault(place, "This row is too long; its end was left out."))
            yield TableRow(place, [_cell(cell) for cell in cells])

    def _next_lines(self) -> Iterator[str]:
        """Yield the next lines, and keep them as those of the present row."""
        while self._ahead or self._fill():
            line = self._ahead.popleft()
            self._row_lines.append(line)
            self._line += 1
            yield line[0].replace("\0", "")

    def _fill(self) -> bool:
        """Read another line if there is one, and return whether there was."""
        self._ahead.extend(itertools.islice(self._lines, 1))
        return bool(self._ahead)

    def _is_unclosed(self) -> bool:
        """Return whether the row ends with the file within quotation marks."""
        if len(self._row_lines) < 2 or self._fill():  # noqa: PLR2004 - a row on one line ends with it
            return False
        return sum(line.count('"') for line, _ in self._row_lines) % 2 == 1

    def _give_back(self) -> None:
        """Let the lines of the present row after its first be read again."""
        self._ahead.extendleft(reversed(self._row_lines[1:]))
        self._line -= len(self._row_lines) - 1

    def _declared_delimiter(self) -> str:
        """Take a first line that names the delimiter, and return it; else return an empty string."""
        if self._fill() and (declared := _DECLARED_DELIMITER.fullmatch(self._ahead[0][0].lstrip("\ufeff"))):
            self._ahead.popleft()
            self._line += 1
            return declared[1]
        return ""

    def _detected_delimiter(self) -> str:
        """Return the delimiter with which most rows have the same number of cells, and the most of them."""
        characters = sum(len(line) for line, _ in self._ahead)
        for line in itertools.islice(self._lines, MAX_SAMPLE_LINES):
            self._ahead.append(line)
            characters += len(line[0])
            if characters > MAX_SAMPLE_CHARACTERS:
                break
        sample = [line.replace("\0", "") for line, _ in self._ahead]
        best = max(DELIMITERS, key=lambda delimiter: _regularity(sample, delimiter))
        if _regularity(sample, best)[0]:
            return best
        first = next((line for line in sample if line.strip()), "")
        return max(DELIMITERS, key=first.count) if any(sign in first for sign in DELIMITERS) else _NO_DELIMITER


def _regularity(lines: list[str], delimiter: str) -> tuple[float, int]:
    """Return the share of rows that have the commonest number of cells, and that number; 0 if it is too small."""
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row)]
    except csv.Error:
        return 0.0, 0
    counts = Counter(width for width in widths if width > 1)
    if not counts:
        return 0.0, 0
    width, rows = max(counts.items(), key=lambda item: (item[1], item[0]))
    share = rows / len(widths)
    return (share, width) if share >= MIN_REGULAR_SHARE else (0.0, width)


def _cell(text: str) -> str:
    """Return the value of a cell with line ends as LF, without spaces around it."""
    return without_formula_guard(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _place(row: int, line: int) -> str:
    return f"row {row:,}" if row == line else f"row {row:,} (line {line:,})"
