"""Text helpers: cleaning, case and accent folding, slugs, nearest known words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import process

UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def clean(text: str) -> str:
    """Return `text` in NFC without control characters (tab and line ends stay) and lone surrogates."""
    return unicodedata.normalize("NFC", UNWANTED.sub("", text))


def fold(text: str) -> str:
    """Return `text` without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def slug(text: str) -> str:
    """Return `text` as a facet value: ASCII letters, digits and single hyphens, at most 80; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-")


def nearest(word: str, known: Iterable[str], *, at_least: float = 60.0) -> str | None:
    """Return the known word most like `word`, or None when none is alike (rapidfuzz ratio, 0-100)."""
    found = process.extractOne(word, list(known), score_cutoff=at_least)
    return found[0] if found else None
