"""Entries to bytes and back: plain JSON, so that reading one can never run code."""

from __future__ import annotations

import datetime as dt
import json
import types
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from catalog.model import DocumentText, Entry, Locator, Passage, Record

Value = TypeVar("Value")


def encode(entry: Entry) -> bytes:
    """Return an entry as one line of UTF-8 JSON without a line end; equal entries give equal bytes."""
    content = {
        "record": asdict(entry.record),
        "texts": [asdict(text) for text in entry.texts],
        "passages": [
            [each.document, each.locator.kind, each.locator.label, each.locator.fragment, each.text]
            for each in entry.passages
        ],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=str).encode()


def decode(line: bytes) -> Entry:
    """Return the entry that `encode` wrote."""
    content = json.loads(line)
    return Entry(
        build(Record, content["record"]),
        tuple(build(DocumentText, text) for text in content["texts"]),
        tuple(Passage(number, Locator(*locator), text) for number, *locator, text in content["passages"]),
    )


def build(kind: type[Value], content: Mapping[str, Any]) -> Value:
    """Return a value of the dataclass `kind` from what `asdict` and JSON made of one."""
    return kind(**{name: _restore(hint, content[name]) for name, hint in _hints(cast("Any", kind)) if name in content})


@cache
def _hints(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in fields(kind))


def _restore(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) in (Union, types.UnionType):
        return _restore(next(option for option in get_args(hint) if option is not types.NoneType), value)
    if get_origin(hint) is tuple and isinstance(value, Sequence):
        return tuple(_restore(get_args(hint)[0], item) for item in value)
    if hint is dt.date:
        return dt.date.fromisoformat(value)
    if is_dataclass(hint):
        return build(cast("type[Any]", hint), value)
    return value
