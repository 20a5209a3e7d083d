"""New values in YAML, in the style of the corpus: short lists on one line, long texts folded, quotes where needed."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import yaml
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
    SingleQuotedScalarString,
)

MAX_LINE_CHARACTERS = 110
"""The length of a line from which on a list or a text takes several lines."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def yaml_value(value: Any, column: int = 0) -> Any:
    """Return a plain value (of texts, numbers, true or false, lists and mappings) as ruamel.yaml is to write it.

    `column` is where the value begins on its line. Fields of mappings without a value are left out.
    """
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _sequence(value, column)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return _text(str(value), column)


def _mapping(value: Mapping[str, Any]) -> CommentedMap:
    written = CommentedMap()
    for name, item in value.items():
        if item is not None:
            written[name] = yaml_value(item, len(name) + 2)
    return written


def _sequence(value: Sequence[Any], column: int) -> CommentedSeq:
    """Return a list: on one line if it has only texts that fit there, in the way of YAML that people find easy."""
    written = CommentedSeq(yaml_value(item, 4) for item in value)
    is_plain = all(isinstance(item, str | int) for item in value)
    length = column + sum(len(str(item)) + 2 for item in value)
    if not value or (is_plain and length <= MAX_LINE_CHARACTERS):
        written.fa.set_flow_style()
    return written


def _text(text: str, column: int) -> Any:
    """Return a text with the quotes or the block style that it needs."""
    if "\n" in text.strip("\n") or text.endswith("\n"):
        is_safe = bool(text.strip()) and _is_block_safe(text)
        return LiteralScalarString(text) if is_safe else DoubleQuotedScalarString(text)
    if not text.isprintable():
        return DoubleQuotedScalarString(text)
    if column + len(text) > MAX_LINE_CHARACTERS and " " in text and _is_block_safe(text):
        return _folded(text)
    return SingleQuotedScalarString(text) if _needs_quotes(text) else text


def _is_block_safe(text: str) -> bool:
    """Return whether a block scalar gives the text back: no spaces at the ends of lines, only printable characters."""
    lines = text.split("\n")
    return all(line == line.strip() and "  " not in line and line.isprintable() for line in lines)


def _folded(text: str) -> Any:
    """Return a text in folded style, with lines of at most MAX_LINE_CHARACTERS."""
    folded = FoldedScalarString(text)
    positions, position = [], 0
    for line in textwrap.wrap(text, MAX_LINE_CHARACTERS - 2, break_long_words=False, break_on_hyphens=False)[:-1]:
        position += len(line)
        positions.append(position)
        position += 1
    folded.fold_pos = positions  # where ruamel.yaml breaks the line
    return folded


def _needs_quotes(text: str) -> bool:
    """Return whether other programs would read a plain text as something else, as `no` or 2024. Days are plain.

    A colon at its beginning cannot be read in a list on one line.
    """
    if _DATE.fullmatch(text):
        return False
    if text.startswith(":"):
        return True
    try:
        return bool(yaml.safe_load(f"- {text}") != [text])
    except (yaml.YAMLError, ValueError):
        return True
