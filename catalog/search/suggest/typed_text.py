"""The beginning of a query as somebody types it."""

from __future__ import annotations

import re

from catalog.search.query.tree import MAX_TEXT
from catalog.text import APOSTROPHES, INVISIBLE, clean, fold

MIN_CHARS, MAX_CHARS = 2, 200
LAST_WORD = re.compile(rf"""(?:^|(?<=[\s"(-]))[^\W_](?:[^\W_]|[{APOSTROPHES}{INVISIBLE}])*$""")
OPERATOR = re.compile(r'["\u201c\u201d()*:=]|(?:^|\s)[-+]|\b(?:OR|AND|NOT)\b')
"""What makes a text more than words."""


def suggestable(text: str) -> str:
    """Return the text to suggest for, empty if it has fewer than MIN_CHARS or more than MAX_CHARS characters."""
    text = clean(text[:MAX_TEXT]).lstrip()
    return text if MIN_CHARS <= len(fold(text).strip()) <= MAX_CHARS else ""


def divided(text: str) -> tuple[str, str]:
    """Return the text before the last word, and the last word, empty if the text does not end with a word."""
    match = LAST_WORD.search(text)
    end = match.start() if match else len(text)
    return text[:end], text[end:]


def is_plain(text: str) -> bool:
    """Return whether a text has words only: no operators, and at its end a word or what follows one."""
    return not OPERATOR.search(text) and (bool(LAST_WORD.search(text)) or text[-1:].isspace() or text[-1:] in "-'.,")
