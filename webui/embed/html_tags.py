"""HTML as people write it by hand: start tags, escaped values, and lines. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

MAX_LINE = 100
"""Characters of a start tag in one line; a longer one has a line for each attribute."""
UNSEEN_CHARACTERS = re.compile(r"[\r\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Line breaks that a copy would lose, and marks of direction, which make code look like other code than it is."""


def start_tag(name: str, attributes: Iterable[tuple[str, str]]) -> str:
    """Return a start tag in one line, or with a line for each attribute if that is too long.

    An attribute with the value "" is written without a value.
    """
    written = [f'{key}="{attribute_value(value)}"' if value else key for key, value in attributes]
    line = " ".join((f"<{name}", *written))
    return f"{line}>" if len(line) < MAX_LINE else "\n  ".join((f"<{name}", *written)) + ">"


def attribute_value(text: str) -> str:
    """Return a text for an attribute value in double quotes, in one line."""
    return element_text(text).replace('"', "&quot;").replace("\n", "&#10;")


def element_text(text: str) -> str:
    """Return a text for the content of an element; UNSEEN_CHARACTERS are written as numbers."""
    return UNSEEN_CHARACTERS.sub(lambda match: f"&#{ord(match[0])};", escape(text, quote=False))


def indented(lines: Iterable[str]) -> tuple[str, ...]:
    """Return lines with two more spaces before each; a tag may have several lines."""
    return tuple(f"  {line}".replace("\n", "\n  ") for line in lines)
