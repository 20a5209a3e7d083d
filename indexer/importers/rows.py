"""What a source that is imported consists of: rows, parts that could not be read, notes, and links to further parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LINK = " (link)"
"""Ends the heading of the addresses of a column whose texts are links."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One item of a source as the source has it.

    `place` says where it is, for people: "row 12", "line 7", "entry 3". `values` has what it says by heading: texts,
    numbers, true or false, and lists and mappings of these, as in JSON. Where a format gives a value the meaning of a
    record's field, the heading is the name of that field; `source_id` is the id of the item in its source.
    """

    place: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SourceFault:
    """A part of a source that could not be read, with the reason for editors. The rest is read."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What editors should know of a part of a source that was read, such as a title above the headings."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A further part of the source: `kind` says what is there, such as "page" or "token", and `value` where."""

    kind: str
    value: str


SourceItem = SourceRow | SourceFault | SourceNote | SourceLink
