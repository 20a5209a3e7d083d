"""Finds the parts of passages that snippets should not show: boilerplate, and lines that are no sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, auto
from itertools import groupby
from typing import NamedTuple

from catalog.model import TextSpans
from catalog.search.text.sentences import sentence_breaks
from indexer.extract.line_kinds import is_entry, is_label, is_page_number, is_row

MIN_ENTRIES = 3
"""This many lines in a row that end with a number are contents."""
MIN_LABELS = 2
"""This many labels in a row are a form."""

_DIGITS = re.compile(r"\d+")
_CONTENTS = re.compile(r"(?:table of )?contents|(?:tabla de )?contenidos?|\u00edndice", re.IGNORECASE)
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_LICENSE = re.compile(
    r"\ball rights reserved\b|\btodos los derechos reservados\b"
    r"|(?:\u00a9|\(c\)|\bcopyright\b)(?: ?(?:\u00a9|\(c\)))? ?(?:by )?(?:(?:19|20)\d\d)\b|\u00a9 ?\w"
    r"|\blicensed under (?:the |a |an )?(?:terms of the )?(?:creative|cc\b|mit\b|apache|gnu|bsd\b|gpl|open)"
    r"|\bnot legal advice\b|\bno es asesor\w+ (?:legal|jur\u00eddic\w)\b"
    r"|\bpublic domain dedication\b|\bdedicaci\u00f3n al dominio p\u00fablico\b|\bcc0\b"
    r"|\bcreative commons (?:attribution|licen[cs]e|zero)|\blicencia (?:de )?creative commons|\bcc by(?:-\w\w)*\b"
    r"|\bpart of this \w+ may be (?:reproduced|copied|used)"
    r"|\bmay (?:not )?be (?:reproduced|copied|republished|redistributed)\b.{0,100}"
    r"\b(?:permission|consent|citation|credit)"
    r"|\b(?:reproduced|reprinted) with (?:the )?permission\b|\bfurther reproduction prohibited\b"
    r"|\bprohibida (?:su|la) reproducci\u00f3n\b|\bprohibe la reproducci\u00f3n\b"
    r"|\bpermission is hereby granted\b|\bthe software is provided \W?as is\b"
    r"|\b(?:opinions|views|findings|points of view)\b.{0,200}"
    r"\b(?:of the authors?|not necessarily (?:represent|reflect))\b"
    r"|\b(?:was|is|were) (?:supported|funded|prepared|produced)\b.{0,120}"
    r"\b(?:grant|agreement|contract|award)\b.{0,20}(?:\bnos?\b|\bnumbers?\b|#|\d)",
    re.IGNORECASE | re.DOTALL,
)
"""What a sentence of a license, a copyright notice or a disclaimer contains."""


class _Kind(Enum):
    TEXT = auto()
    ENTRY = auto()
    LABEL = auto()
    ROW = auto()
    BOILERPLATE = auto()


class _Line(NamedTuple):
    """A line, and where it is in its passage."""

    start: int
    end: int
    kind: _Kind
    text: str


class Boilerplate:
    """Knows the running heads of a document. Two heads that differ only in their numbers count as one."""

    def __init__(self, running_heads: Iterable[str]) -> None:
        """Take the heads as clean lines."""
        self._heads = frozenset(map(_without_numbers, running_heads))

    def unquoted(self, text: str) -> tuple[TextSpans, TextSpans]:
        """Return the boilerplate and the rows of a passage's text, as Passage has them."""
        lines = _with_contents(list(self._lines(text)))
        boilerplate = [(line.start, line.end) for line in lines if line.kind is _Kind.BOILERPLATE]
        rows = [(line.start, line.end) for line in lines if line.kind is _Kind.ROW]
        if _LICENSE.search(text):
            boilerplate += (span for line in lines if line.kind is _Kind.TEXT for span in _license_spans(line))
        return _joined(text, boilerplate), _joined(text, rows)

    def _lines(self, text: str) -> Iterator[_Line]:
        for match in _LINE.finditer(text):
            yield _Line(match.start(), match.end(), self._kind(match[0].strip()), match[0].strip())

    def _kind(self, line: str) -> _Kind:
        if is_page_number(line) or _without_numbers(line) in self._heads:
            return _Kind.BOILERPLATE
        if is_row(line):
            return _Kind.ROW
        if is_entry(line):
            return _Kind.ENTRY
        return _Kind.LABEL if is_label(line) else _Kind.TEXT


def _with_contents(lines: Sequence[_Line]) -> list[_Line]:
    """Return the lines with contents and labels of forms as rows, and other entries and labels as text.

    Rows between them do not divide them.
    """
    kinds = [line.kind for line in lines]
    _settle(kinds, _Kind.ENTRY, MIN_ENTRIES)
    _settle(kinds, _Kind.LABEL, MIN_LABELS)
    for number, line in enumerate(lines[:-1]):
        if _CONTENTS.fullmatch(line.text) and kinds[number + 1] is _Kind.ROW:
            kinds[number] = _Kind.ROW
    return [line._replace(kind=kind) for line, kind in zip(lines, kinds, strict=True)]


def _settle(kinds: list[_Kind], kind: _Kind, minimum: int) -> None:
    """Replace a kind by ROW where at least `minimum` of it or a row are next to each other, and elsewhere by TEXT."""
    for is_run, group in groupby(range(len(kinds)), lambda number: kinds[number] in {kind, _Kind.ROW}):
        run = list(group) if is_run else []
        count = sum(kinds[number] is kind for number in run)
        settled = _Kind.ROW if count >= minimum or count < len(run) else _Kind.TEXT
        for number in run:
            kinds[number] = settled


def _license_spans(line: _Line) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a line that are of a license."""
    start = 0
    for end, following in (*sentence_breaks(line.text, 0, len(line.text)), (len(line.text), len(line.text))):
        if _LICENSE.search(line.text, start, end):
            yield line.start + start, line.start + end
        start = following


def _joined(text: str, spans: Iterable[tuple[int, int]]) -> TextSpans:
    """Return the spans in their order, those with only white space between them as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _without_numbers(line: str) -> str:
    return _DIGITS.sub("#", line.casefold())
