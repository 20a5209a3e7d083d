"""Prints on the terminal, which no text of a record, a document or a file name can control or turn around."""

from __future__ import annotations

import errno
import json
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

import click

from catalog.text import pluralized

__all__ = ["OutputError", "pluralized", "print_json", "printable", "say"]

_JOINERS = "\u200c\u200d"
"""Characters without width that Persian words and some emoji need."""
_LINE_ENDS = re.compile(r"[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
_SUSPECT = re.compile(r"[^\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff]")
"""Every character that may not be printable."""


class OutputError(Exception):
    """Standard output or standard error cannot be written, for instance because the disk of a log is full."""


def say(line: str = "", *, err: bool = False) -> None:
    """Print one line on standard output, or on standard error."""
    _write(printable(line), err=err)


def say_first(lines: Sequence[str], limit: int) -> None:
    """Print the first lines, indented, and how many further ones the JSON has."""
    for line in lines[:limit]:
        say(f"  {line}")
    say_omitted(len(lines) - limit)


def say_omitted(count: int) -> None:
    """Say how many further items only the JSON has, if there are any."""
    if count > 0:
        say(f"  ... and {count:,} more; add --json to list them.")


def _write(text: str, *, err: bool = False) -> None:
    """Write a text; raise OutputError if that fails, unless the reader of a pipe has gone, which click deals with."""
    try:
        click.echo(text, err=err)
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        raise OutputError(error.strerror or str(error)) from error


def printable(text: str) -> str:
    """Return a text on one line, with escapes for control characters and for those that change the direction."""
    return _SUSPECT.sub(_escaped, _LINE_ENDS.sub(" ", text))


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    if _is_printable(char):
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004


def _is_printable(char: str) -> bool:
    """Return whether a character is one that people write, and not a control, a mark of direction or a line end."""
    return char in _JOINERS or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def print_json(content: Any, *, indent: int | None = 2) -> None:
    """Print one JSON object on standard output, with escapes for the characters that are not printable.

    Without an indent, it is on one line.
    """
    _write(re.sub(r"[^\x0a\x20-\x7e]", _json_escaped, json.dumps(content, ensure_ascii=False, indent=indent)))


def _json_escaped(match: re.Match[str]) -> str:
    return match[0] if _is_printable(match[0]) else json.dumps(match[0])[1:-1]
