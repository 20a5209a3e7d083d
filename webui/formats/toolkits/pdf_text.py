"""Texts in the characters of the standard PDF fonts (ISO 32000-1, 9.6.2.2, in WinAnsi encoding)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from catalog.text import PLAIN_LETTERS
from webui.formats.records.listing import xml_safe

REPLACEMENTS = {
    "\u00ad": "",  # a soft hyphen shows only where a line breaks
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "\u2013",
    "\u2015": "\u2014",
    "\u2028": "\n",
    "\u2029": "\n",
    "\u2190": "<-",
    "\u2192": "->",
    "\u2212": "-",
    "\u2260": "=/=",
    "\u2264": "<=",
    "\u2265": ">=",
    "\u02bb": "\u2018",
    "\u02bc": "\u2019",
}
"""Replacements, besides PLAIN_LETTERS, for characters that the fonts lack and that Unicode does not decompose."""
_UNUSUAL = re.compile("[^\n\u0020-\u007e\u00a1-\u00ac\u00ae-\u00ff]")
"""Characters that may have to be replaced: all but line ends and the printable ones of Latin-1."""
_INVISIBLE = ("Cf", "Cc", "Mn", "Me")


def winansi(text: str) -> str:
    """Return a text with only line ends and characters that the standard fonts have.

    Characters of Western European languages stay. Any other character is replaced with its compatible characters
    (NFKD: "e" for an e with a dot below, "fi" for the ligature) or, without any, with a question mark, so that the
    reader notices it. Invisible characters are removed: controls, joiners, combining marks.
    """
    return _UNUSUAL.sub(lambda char: _printable(char[0]), unicodedata.normalize("NFC", xml_safe(text)))


def unbroken(text: str) -> str:
    """Return a text for properties and outlines, without soft hyphens and controls (ISO 32000-1, Annex D)."""
    return "".join(char for char in text if char != "\u00ad" and unicodedata.category(char) != "Cc")


@lru_cache(maxsize=4096)
def _printable(char: str) -> str:
    if char in REPLACEMENTS:
        return REPLACEMENTS[char]
    if char == "\n" or (_is_in_fonts(char) and char.isprintable()):
        return char
    if char.isspace():
        return " "
    if unicodedata.category(char) in _INVISIBLE:
        return ""
    parts = [part for part in unicodedata.normalize("NFKD", char) if unicodedata.category(part) not in _INVISIBLE]
    nearest = "".join(map(_nearest, parts))
    return "?" if "?" in nearest else nearest or "?"


def _nearest(char: str) -> str:
    """Return the nearest characters that are in the fonts, or a question mark."""
    if char in REPLACEMENTS or _is_in_fonts(char):
        return REPLACEMENTS.get(char, char)
    letters = PLAIN_LETTERS.get(ord(char.lower()[:1]), "?")
    return letters.title() if char.isupper() else letters


def _is_in_fonts(char: str) -> bool:
    try:
        char.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
