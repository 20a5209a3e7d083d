"""Finds where sentences and paragraphs end, and where the next ones begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ABBREVIATIONS = (
    *"Mr Mrs Ms Dr St Jr Sr Lt Sgt Capt Col Gen Gov Sen Rep Prof Dept Inc Ltd Corp Co".split(),
    *"No Nos Art Sec Vol Fig Ch pp vs cf ca al ed eds Sra Dra Ud Uds Av N\u00fam".split(),
)
"""Words before a period that rarely end a sentence."""

_NO_END = "".join(rf"(?<!\b{word}\.)" for word in (*_ABBREVIATIONS, r"e\.g", r"i\.e", "[A-Z]", r"(?<=\s)\d"))
"""Not after an abbreviation, after an initial ("U.S. Department"), or after the number of an item ("1. Scope")."""

_CLOSING_MARKS = "\"'\u201d\u2019)]"
_CLOSING = f"[{re.escape(_CLOSING_MARKS)}]*"
_BREAK = re.compile(
    # It begins with a set of characters, so that the others are skipped fast.
    rf"[.!?\u2026\n\u3002\uff01\uff1f](?:(?<=[.!?\u2026])(?={_CLOSING}\s+[^\sa-z]){_NO_END}{_CLOSING}(\s+)"
    r"|(?<=\n)[^\S\n]*\n\s*|(?<=[\u3002\uff01\uff1f])(\s*))"
)
_LAST_MARKS = frozenset(".!?\u2026:;\u3002\uff01\uff1f")


def sentence_breaks(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield the end of each sentence or paragraph from `start` to before `stop`, and the start of the next one.

    Both are code-point offsets, ascending.
    """
    for match in _BREAK.finditer(text, start, stop):
        end, following = match.span(match.lastindex) if match.lastindex else match.span()
        yield end, following


def ends_a_sentence(text: str) -> bool:
    """Return whether a text ends as a sentence does, or with a colon or semicolon."""
    return text.rstrip(_CLOSING_MARKS)[-1:] in _LAST_MARKS
