"""Changes fields of records in JSON texts in an unusual layout, and keeps everything else byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

_SPACE = re.compile(r"[ \t\r\n]*")
_decode = json.JSONDecoder().raw_decode


class _Span(NamedTuple):
    """Where an item of a list is in a text, or a field: then with its name, and where its value begins."""

    start: int
    end: int
    name: str = ""
    value: int = 0


class _Replacement(NamedTuple):
    start: int
    end: int
    text: str


def edit_json_records(
    text: str, changes: Mapping[int, Mapping[str, Any]], removed: Collection[int], order: Sequence[str]
) -> str:
    """Return a text with one record or a list of records, some with other fields, and some removed.

    `changes` has new values by the position of a record and the name of the field as it is written; None removes it.
    New fields are where `order` has them. The text has to be valid; the caller checks what comes out.
    """
    start = _skip(text, 0)
    items = _items(text, start) if text[start] == "[" else [_Span(start, _decode(text, start)[1])]
    edits = list(_removals(items, removed))
    for number, item in enumerate(items):
        if number not in removed and number in changes:
            edits += _field_edits(text, item.start, changes[number], order)
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _items(text: str, start: int) -> list[_Span]:
    """Return the items of the list, or the fields of the object, that begins at a position."""
    is_object = text[start] == "{"
    spans = []
    position = _skip(text, start + 1)
    while text[position] not in "]}":
        value, end = _decode(text, position)
        name, value_start = "", position
        if is_object:
            name, value_start = value, _skip(text, _skip(text, end) + 1)
            _value, end = _decode(text, value_start)
        spans.append(_Span(position, end, name, value_start))
        position = _skip(text, end)
        position = _skip(text, position + 1) if text[position] == "," else position
    return spans


def _removals(spans: Sequence[_Span], removed: Collection[int]) -> Iterator[_Replacement]:
    """Yield the cuts of some spans, each with the comma that no longer divides anything."""
    kept = [number for number in range(len(spans)) if number not in removed]
    for number in removed:
        if kept and number > kept[0]:
            yield _Replacement(spans[number - 1].end, spans[number].end, "")
        elif number + 1 < len(spans):
            yield _Replacement(spans[number].start, spans[number + 1].start, "")


def _field_edits(text: str, start: int, changes: Mapping[str, Any], order: Sequence[str]) -> Iterator[_Replacement]:
    fields = _items(text, start)
    known = {field.name: number for number, field in enumerate(fields)}
    yield from _removals(fields, {known[name] for name, value in changes.items() if name in known and value is None})
    colon = text[_decode(text, fields[0].start)[1] : fields[0].value]
    is_compact = colon == ":"
    gap = text[fields[0].end : fields[1].start] if len(fields) > 1 else ", "
    for name, value in changes.items():
        if value is None:
            continue
        if name in known:
            field = fields[known[name]]
            yield _Replacement(
                field.value, field.end, _dumped(value, text[field.value : field.end], is_compact=is_compact)
            )
            continue
        before = set(order[: order.index(name)]) if name in order else set(known)
        position = max((number for number, field in enumerate(fields) if field.name in before), default=len(fields) - 1)
        end = fields[position].end
        yield _Replacement(end, end, f"{gap}{json.dumps(name)}{colon}{_dumped(value, '', is_compact=is_compact)}")


def _dumped(value: Any, old: str, *, is_compact: bool) -> str:
    """Return a value as JSON, on several lines if the old one was."""
    is_escaped = "\\u" in old and old.isascii()
    if "\n" in old and isinstance(value, list | dict):
        indent = re.search(r"\n([ \t]*)\S", old)
        closing = re.search(r"\n([ \t]*)[\]}]\Z", old)
        inner, outer = (match[1] if match else "" for match in (indent, closing))
        lines = json.dumps(value, ensure_ascii=is_escaped, indent=inner.removeprefix(outer) or 2).split("\n")
        return f"\n{outer}".join(lines)
    return json.dumps(value, ensure_ascii=is_escaped, separators=(",", ":") if is_compact else None)
