"""Texts without what word processors and web pages add to them, and words for a missing value."""

from __future__ import annotations

import re

from catalog.text import INVISIBLE, ODD_SPACES, clean, fold

_QUOTES = (
    ("\u201c", "\u201d"),
    ("\u201d", "\u201d"),
    ("\u201e", "\u201c"),
    ("\u201e", "\u201d"),
    ("\u2018", "\u2019"),
    ("\u00ab", "\u00bb"),
    ('"', '"'),
    ("'", "'"),
    ("`", "`"),
)
"""Pairs of quotes that people write around a value."""
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_PLACEHOLDERS = frozenset(
    "null|none|nil|n/a|n.a.|n.d.|s.f.|no date|sin fecha|not applicable|not available|not known|unknown|desconocido|"
    "desconocida|ninguno|ninguna|to be determined|tbd|tba|?|??|???|-|--|---".split("|")
)


def bare_text(text: str) -> str:
    """Return a text on one line, with ordinary spaces and without quotes around it and invisible characters."""
    plain = re.sub(f"[{INVISIBLE}]", "", re.sub(rf"[{ODD_SPACES}\s]+", " ", clean(text))).strip()
    for opening, closing in _QUOTES:
        inner = plain[1:-1]
        if len(plain) > 1 and plain[0] == opening and plain[-1] == closing and not {opening, closing} & set(inner):
            return inner.strip()
    return plain


def with_hyphens(text: str) -> str:
    """Return a text with hyphens in place of dashes and minus signs."""
    return _DASHES.sub("-", text)


def means_no_value(text: str) -> bool:
    """Return whether a text is a word for a missing value, such as "n/a" or "unknown"."""
    return fold(bare_text(text)) in _PLACEHOLDERS
