"""Text cleaning for every extractor: what is kept is NFC, printable and evenly spaced."""

from __future__ import annotations

import re
import unicodedata

MAX_LABEL = 120
MAX_MARKS = 30
"""No base character carries more combining marks than this (UAX #15, Stream-Safe Text Format)."""

_DROPPED = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)]),
    **dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF]),  # invisible, and would split a word for search
    **dict.fromkeys([0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028], "\n"),
    0x09: " ",
    0x2029: "\n\n",
    # A PDF draws these as one sign; a reader types letters.
    **dict(zip(range(0xFB00, 0xFB07), ["ff", "fi", "fl", "ffi", "ffl", "st", "st"], strict=True)),
}
_MARKS = re.compile(rf"[^\w\s\x00-\u02ff]{{{MAX_MARKS + 1},}}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")  # RFC 5646, section 2.1, as far as documents use it
_SPACES = re.compile(r"[^\S\n]+")
_LINE_EDGES = re.compile(r" ?\n ?")
_BLANK_LINES = re.compile(r"\n{3,}")


def cleaned(text: str) -> str:
    """Return the text in NFC, without control characters and surrogates, runs of spaces and blank lines folded.

    Paragraphs stay separated by one blank line and lines by a line feed. Cleaning clean text changes nothing.
    """
    text = text.replace("\r\n", "\n").translate(_DROPPED)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _MARKS.sub(_with_few_marks, text))
    text = _LINE_EDGES.sub("\n", _SPACES.sub(" ", text))
    return _BLANK_LINES.sub("\n\n", text).strip()


def one_line(text: str) -> str:
    """Return the text clean and on one line, for a title or a cell."""
    return " ".join(cleaned(text).split())


def label(text: str) -> str:
    """Return a heading or a sheet's name as a locator's label: one line of at most MAX_LABEL characters."""
    line = one_line(text)
    return line if len(line) <= MAX_LABEL else line[: MAX_LABEL - 1].rstrip() + "…"


def language_tag(said: str) -> str:
    """Return what a document says about its language if it is a BCP 47 tag, and an empty string otherwise."""
    found = _LANGUAGE.fullmatch(said.strip())
    return found[0] if found else ""


def _with_few_marks(run: re.Match[str]) -> str:
    """Return a run of signs with at most MAX_MARKS combining marks in a row: normalising longer ones is quadratic."""
    kept: list[str] = []
    marks = 0
    for sign in run[0]:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= MAX_MARKS:
            kept.append(sign)
    return "".join(kept)
