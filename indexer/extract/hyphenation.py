"""Joins words that are split at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

JOINED_LINES = "\x02\ufffe"
"""PDFium writes one of these where it joined a word that was hyphenated at the end of a line."""

_HYPHENS = "-\u2010"
_SOFT_HYPHENS = "\xad\xac"  # text recognition writes a not sign for a hyphen at the end of a line
_BREAK = r"[ \t\xa0]*(?:\r\n?|[\n\x0b\x0c\x85\u2028])\x0c?[ \t\xa0]*"  # a page break may follow
_FIRST_HALF = rf"(?<!\w)(\w+)(?:[{_SOFT_HYPHENS}](?:{_BREAK})?|([{_HYPHENS}]{_BREAK}|[{JOINED_LINES}]\s*))"
_SPLIT_WORD = re.compile(rf"{_FIRST_HALF}(?=(\w+))")
_SPLIT_WORD_WITH_SECOND_HALF = re.compile(rf"{_FIRST_HALF}\w+")
_WORD = re.compile(r"(?<!\w)\w+(?:-\w+)?")
_SPACE = re.compile(rf"((?<=\w[{_HYPHENS}{_SOFT_HYPHENS}]){_BREAK}(?=\w))|\s+")

_CONJUNCTIONS = frozenset("and or to y o e u".split())  # first- and second-line supervisors
_TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())
_UNIT = re.compile(r"one|first|two|second|three|third|(?:four|six|seven)(?:th)?|fi(?:ve|fth)|eighth?|nine|ninth")
_SELF_OR_WELL, _SUFFIXES = frozenset({"self", "well"}), frozenset({"ish", "less", "ness"})
_CO_OR_EX = frozenset({"co", "ex"})
_AFTER_CO = re.compile("respon(?:se|d)|occur|chair|author|worker|lead|sponsor|director|defendant|parent|pilot|found")
_SECOND_WORDS = frozenset("based driven focused funded led level oriented related specific term year".split())


class SplitWords:
    """Joins the split words of a document. Some keep their hyphen, as the other words of the document tell."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        """Take the document's texts."""
        texts = tuple(texts)
        halves = {(match[1].lower(), match[3].lower()) for text in texts for match in _SPLIT_WORD.finditer(text)}
        forms = {form for first, second in halves for form in (first, second, first + second, f"{first}-{second}")}
        self._words = forms.intersection(_words(texts)) if forms else forms

    def join(self, text: str) -> str:
        """Return the text with each split word in one piece, and without soft hyphens between letters."""
        return _SPLIT_WORD.sub(self._first_half, text)

    def _first_half(self, split: re.Match[str]) -> str:
        """Return the first half of a split word, with its hyphen if the word keeps it."""
        first, hyphen, second = split.groups()
        if not hyphen:
            return first
        before = split.string[split.start() - 1 : split.start()]
        return first + self._hyphen(before, first, second)

    def _hyphen(self, before: str, first: str, second: str) -> str:
        """Return what stays between two halves: nothing, a hyphen, or a hyphen and a space."""
        joined, hyphenated = f"{first}{second}".lower(), f"{first}-{second}".lower()
        if hyphenated in self._words:
            return "-"
        if joined in self._words:
            return ""
        if second in _CONJUNCTIONS:
            return "- "
        has_one_case = (first.isupper() and second.isupper()) or (second.islower() and not first.isupper())
        is_one_word = has_one_case and joined.isalpha() and len(first) > 1 and not (before and before in "./@")
        return "" if is_one_word and not self._is_compound(before, first.lower(), second.lower()) else "-"

    def _is_compound(self, before: str, first: str, second: str) -> bool:
        """Return whether two halves in lower case are words of their own."""
        return (
            (first in _TENS and _UNIT.fullmatch(second) is not None)
            or (first in _SELF_OR_WELL and second not in _SUFFIXES)
            or (first in _CO_OR_EX and second in self._words)
            or (first == "co" and _AFTER_CO.match(second) is not None)
            or (len(first) > 2 and second in _SECOND_WORDS)  # noqa: PLR2004 - "de-based" is one word
            or (before == "-" and first in self._words)
        )


def fold_lines(text: str) -> str:
    """Return the text with single spaces for white space, except where a line break may split a word."""
    return _SPACE.sub(lambda space: "\n" if space[1] else " ", text)


def _words(texts: Iterable[str]) -> Iterator[str]:
    """Yield the words that are not split, in lower case."""
    for text in texts:
        for word in _WORD.finditer(_SPLIT_WORD_WITH_SECOND_HALF.sub(" ", text)):
            yield word[0].lower()
