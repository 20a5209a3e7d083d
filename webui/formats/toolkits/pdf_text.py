"""Texts as the standard fonts of PDF can show them (ISO 32000-1, 9.6.2.2, with the encoding WinAnsi)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import escape

from webui.formats.records.listing import plain

INSTEAD = {
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
    "\u0110": "D",
    "\u0111": "d",
    "\u0131": "i",
    "\u0141": "L",
    "\u0142": "l",
}
"""What stands for some characters that the fonts lack and Unicode does not take apart."""
LONG = 200
"""Characters of a word at most."""
LINES = 40
"""Lines that somebody ended in one text, at most; what follows is written on."""
_LONG = re.compile(rf"\S{{{LONG}}}(?=\S)")
_UNSEEN = ("Cf", "Cc", "Mn", "Me")


def winansi(text: str) -> str:
    """Return a text with nothing but characters that the standard fonts have, and line ends.

    English, Spanish and the rest of Western Europe stay as they are. Any other character becomes what Unicode says is
    compatible with it (NFKD: "e" for an e with a dot below, "fi" for the ligature), else a question mark, so that
    nobody misses it without noticing. Only what cannot be seen goes: controls, joiners, loose accents.
    """
    return "".join(_shown(char) for char in unicodedata.normalize("NFC", plain(text)))


def markup(text: str) -> str:
    """Return a text for a Paragraph: signs of markup are text, line ends are line ends.

    A word of more than some lines is taken apart, and of many lines the later ones are joined: a Paragraph needs
    minutes to find out where a word has to break, and a hundred notes of a letter a line would fill 1,000 pages.
    """
    shown = _LONG.sub(r"\g<0> ", winansi(text))
    return escape(shown).replace("\n", "<br/>", LINES).replace("\n", " ")


def unbroken(text: str) -> str:
    """Return a text for properties and outlines, whole but for soft hyphens and controls (ISO 32000-1, Annex D)."""
    return "".join(char for char in text if char != "\u00ad" and unicodedata.category(char) != "Cc")


@lru_cache(maxsize=4096)
def _shown(char: str) -> str:
    if char in INSTEAD:
        return INSTEAD[char]
    if char == "\n" or (_has(char) and char.isprintable()):
        return char
    if char.isspace():
        return " "
    if unicodedata.category(char) in _UNSEEN:
        return ""
    parts = [part for part in unicodedata.normalize("NFKD", char) if unicodedata.category(part) not in _UNSEEN]
    return "".join(INSTEAD.get(part, part if _has(part) else "?") for part in parts) or "?"


def _has(char: str) -> bool:
    try:
        char.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
