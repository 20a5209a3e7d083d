"""Items of a source as JSON, for the frames that an untrusted child sends."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any, NoReturn

from indexer.importers.rows import SourceFault, SourceItem, SourceLink, SourceNote, SourceRow
from indexer.sandbox.frames import MAX_FRAME_BYTES
from indexer.sandbox.limits import format_size
from indexer.sandbox.protocol import without_control_characters

MAX_DEPTH = 20
MAX_HEADING_CHARACTERS = 1_000
MAX_PLACE_CHARACTERS = 200
MAX_MESSAGE_CHARACTERS = 2_000
MAX_LINK_KIND_CHARACTERS = 50
MAX_LINK_CHARACTERS = 10_000

_ROW, _FAULT, _NOTE, _LINK = "row", "fault", "note", "link"


def to_frame(item: SourceItem) -> bytes:
    """Return an item as UTF-8 JSON; a row that cannot be sent becomes a fault."""
    match item:
        case SourceRow(place, values):
            return _row_frame(place, values)
        case SourceFault(place, message):
            return _json([_FAULT, place[:MAX_PLACE_CHARACTERS], message[:MAX_MESSAGE_CHARACTERS]])
        case SourceNote(place, message):
            return _json([_NOTE, place[:MAX_PLACE_CHARACTERS], message[:MAX_MESSAGE_CHARACTERS]])
        case SourceLink(kind, value):
            return _json([_LINK, kind, value])


def from_frame(content: bytes) -> SourceItem:
    """Return the item that `to_frame` wrote; raise ValueError for any other content.

    Control characters other than tabs and line ends are dropped from every text; line ends become those of Unix.
    """
    try:
        value = json.loads(content.decode(), parse_constant=_refuse)
    except RecursionError:
        _refuse("nested too deeply")
    match value:
        case ["row", place, dict() as values]:
            return SourceRow(_text(place, MAX_PLACE_CHARACTERS), _object(values, MAX_DEPTH))
        case ["fault", place, message]:
            return SourceFault(_text(place, MAX_PLACE_CHARACTERS), _text(message, MAX_MESSAGE_CHARACTERS))
        case ["note", place, message]:
            return SourceNote(_text(place, MAX_PLACE_CHARACTERS), _text(message, MAX_MESSAGE_CHARACTERS))
        case ["link", kind, link]:
            return SourceLink(_text(kind, MAX_LINK_KIND_CHARACTERS), _text(link, MAX_LINK_CHARACTERS))
    return _refuse("not an item of a source")


def _row_frame(place: str, values: object) -> bytes:
    """Return the frame of a row, or of the fault that says why it cannot be sent."""
    place = place[:MAX_PLACE_CHARACTERS]
    try:
        content = _json([_ROW, place, values])
        if len(content) > MAX_FRAME_BYTES:
            return _json(
                [_FAULT, place, f"This has more than {format_size(MAX_FRAME_BYTES)} of text and was left out."]
            )
        from_frame(content)
    except (ValueError, TypeError, RecursionError):
        reason = "This has values that no record can have, such as lists within lists within lists, and was left out."
        return _json([_FAULT, place, reason])
    return content


def _json(value: object) -> bytes:
    """Return a value as UTF-8 JSON; lone surrogates become question marks."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8", "replace")


def _value(value: object, depth: int) -> Any:
    """Return a value of a row after checking it and everything in it."""
    match value:
        case str():
            return without_control_characters(value.replace("\r\n", "\n").replace("\r", "\n"))
        case None | bool() | int():
            return value
        case float() if math.isfinite(value):
            return value
        case [*items]:
            return [_value(item, depth - 1) for item in _within(depth, items)]
        case dict():
            return _object(value, depth)
    return _refuse("a value of no type of JSON")


def _object(members: dict[str, object], depth: int) -> dict[str, Any]:
    """Return an object after checking its names and values."""
    return {
        _text(name, MAX_HEADING_CHARACTERS): _value(value, depth - 1) for name, value in _within(depth, members.items())
    }


def _within(depth: int, items: Iterable[Any]) -> Iterable[Any]:
    """Return the items unless they are nested too deeply."""
    return items if depth > 0 else _refuse("nested too deeply")


def _text(value: object, maximum: int) -> str:
    """Return a text of at most `maximum` characters, without control characters."""
    if not isinstance(value, str) or len(value) > maximum:
        _refuse("not a text, or a text that is too long")
    return without_control_characters(value)


def _refuse(reason: str) -> NoReturn:
    """Raise ValueError with the reason."""
    raise ValueError(f"not an item of a source: {reason}")
