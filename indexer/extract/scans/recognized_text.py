"""The output of Tesseract as text: https://tesseract-ocr.github.io/tessdoc/Command-Line-Usage.html (TSV)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from indexer.extract.hyphenation import fold_lines

MIN_LINE_CONFIDENCE = 45.0
"""A line whose words have a lower mean confidence, from 0 to 100, is part of a picture and not text."""

_COLUMN_COUNT = 12
_WORD_LEVEL = "5"
_SPLIT_PARAGRAPH = re.compile(r"(?<=\w[-\u2010\xac])\n\n(?=[^\W\d_A-Z])")  # a paragraph does not end within a word


class _Word(NamedTuple):
    """A recognized word, with the numbers of its paragraph and line, and Tesseract's confidence."""

    paragraph: tuple[str, str]
    line: str
    confidence: float
    text: str


def recognized_text(tsv: str) -> str:
    """Return the text of a page in paragraphs, without lines that are probably noise."""
    paragraphs = groupby(_words(tsv), key=lambda word: word.paragraph)
    text = "\n\n".join(filter(None, (fold_lines("\n".join(_lines(words))) for _, words in paragraphs)))
    return _SPLIT_PARAGRAPH.sub("\n", text)


def _lines(words: Iterator[_Word]) -> Iterator[str]:
    """Yield the lines of a paragraph."""
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        text = " ".join(word.text for word in line)
        confidence = sum(word.confidence for word in line) / len(line)
        if confidence >= MIN_LINE_CONFIDENCE and sum(map(str.isalnum, text)) > 1:
            yield text


def _words(tsv: str) -> Iterator[_Word]:
    """Yield the words in reading order."""
    for line in tsv.splitlines():
        columns = line.split("\t", _COLUMN_COUNT - 1)
        if len(columns) == _COLUMN_COUNT and columns[0] == _WORD_LEVEL and columns[-1].strip():
            _, _, block, paragraph, line_number, *_, confidence, text = columns
            yield _Word((block, paragraph), line_number, float(confidence), text.strip())
