"""Text cleaning for every extractor: the result is in NFC, printable and evenly spaced."""

from __future__ import annotations

import re
import unicodedata

from indexer.extract.hyphenation import SplitWords

MAX_LABEL_CHARACTERS = 120
MAX_MARKS = 30
"""Combining marks after one base character (UAX #15, Stream-Safe Text Format)."""

_DROPPED = {
    **dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)]),
    **dict.fromkeys([0xAD, 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF]),  # invisible, but they would split a word in search
    **dict.fromkeys([0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028], "\n"),
    0x09: " ",
    0x2029: "\n\n",
    # A PDF draws these as one glyph; a reader types letters.
    **dict(zip(range(0xFB00, 0xFB07), ["ff", "fi", "fl", "ffi", "ffl", "st", "st"], strict=True)),
}
_SPLIT_WORDS = SplitWords()  # a line is too short to tell which compounds keep their hyphen
_MARKS = re.compile(rf"[^\w\s\x00-\u02ff]{{{MAX_MARKS + 1},}}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")  # RFC 5646, section 2.1, as far as documents use it
_SPACES = re.compile(r"[^\S\n]+")
_LINE_EDGES = re.compile(r" ?\n ?")
_BLANK_LINES = re.compile(r"\n{3,}")


def clean_text(text: str) -> str:
    """Return the text in NFC, without control characters and surrogates, with single spaces and blank lines.

    Paragraphs stay separated by one blank line, lines by a line feed. The function is idempotent.
    """
    text = text.replace("\r\n", "\n").translate(_DROPPED)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _MARKS.sub(_with_few_marks, text))
    text = _LINE_EDGES.sub("\n", _SPACES.sub(" ", text))
    return _BLANK_LINES.sub("\n\n", text).strip()


def clean_line(text: str) -> str:
    """Return the clean text on one line, for a title or a cell."""
    return " ".join(clean_text(_SPLIT_WORDS.join(text)).split())


def locator_label(text: str) -> str:
    """Return a heading or sheet name as the label of a locator: one line of at most MAX_LABEL_CHARACTERS."""
    line = clean_line(text)
    return line if len(line) <= MAX_LABEL_CHARACTERS else line[: MAX_LABEL_CHARACTERS - 1].rstrip() + "…"


def language_tag(declared: str) -> str:
    """Return the language that a document declares if it is a BCP 47 tag, otherwise an empty string."""
    match = _LANGUAGE.fullmatch(declared.strip())
    return match[0] if match else ""


def _with_few_marks(run: re.Match[str]) -> str:
    """Return the characters with at most MAX_MARKS combining marks in a row; normalizing longer runs is quadratic."""
    characters: list[str] = []
    marks = 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MAX_MARKS:
            characters.append(character)
    return "".join(characters)
