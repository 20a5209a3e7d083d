"""Text helpers: cleaning, case and accent folding, slugs, nearest matches."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import process

FORBIDDEN_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def clean(text: str) -> str:
    """Return `text` in NFC, without lone surrogates or control characters other than tabs and line breaks."""
    return unicodedata.normalize("NFC", FORBIDDEN_CHARACTERS.sub("", text))


def fold(text: str) -> str:
    """Return `text` case-folded and without accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def slug(text: str) -> str:
    """Return `text` as a facet value: at most 80 ASCII letters, digits and single hyphens. It may be empty."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:80].strip("-")


def nearest(word: str, candidates: Iterable[str], *, min_score: float = 60.0) -> str | None:
    """Return the candidate most similar to `word` (rapidfuzz ratio, 0-100), or None if all are below `min_score`."""
    match = process.extractOne(word, list(candidates), score_cutoff=min_score)
    return match[0] if match else None
