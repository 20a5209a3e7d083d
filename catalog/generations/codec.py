"""Encodes entries as plain JSON, and decodes them, which can never run code.

Fields with their default value are omitted. A line contains a whole entry, or its head: the record and the facts about
its documents. The passages then follow, one per line.
"""

from __future__ import annotations

import datetime as dt
import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from catalog.model import DocumentText, Entry, Imported, LinkHealth, Locator, LocatorKind, Passage, Record, TextSpans

Value = TypeVar("Value")


def encode(entry: Entry) -> bytes:
    """Return an entry as one line of UTF-8 JSON without a line end; equal entries give equal bytes."""
    return _line({**_head(entry), "passages": list(map(_passage, entry.passages))})


def decode(line: bytes) -> Entry:
    """Return the entry that `encode` wrote."""
    content = json.loads(line)
    return replace(_from_head(content), passages=tuple(map(_to_passage, content["passages"])))


def encode_lines(entry: Entry) -> list[bytes]:
    """Return an entry's lines, without line ends: its head, then its passages."""
    return [_line(_head(entry)), *(_line(_passage(passage)) for passage in entry.passages)]


def decode_head(line: bytes) -> Entry:
    """Return an entry without its passages."""
    return _from_head(json.loads(line))


def web_addresses(line: bytes) -> tuple[str, ...]:
    """Return the web addresses of a record that visitors can open, its own first, without decoding the rest."""
    record = json.loads(line)["record"]
    documents = (document.get("url") for document in record.get("documents", ()))
    return tuple(filter(None, (record.get("url"), record.get("listed_at"), *documents)))


def imported_from(line: bytes) -> Imported | None:
    """Return where a record was imported from, without decoding the rest; None if it was written here."""
    if b'"imported":' not in line:  # most often, and much faster
        return None
    content = json.loads(line)["record"].get("imported")
    return build_dataclass(Imported, content) if content else None


def decode_passage(line: bytes) -> Passage:
    """Return one passage."""
    return _to_passage(json.loads(line))


def _line(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _head(entry: Entry) -> dict[str, Any]:
    head = {"record": _to_plain(entry.record), "texts": [_to_plain(text) for text in entry.texts]}
    return {**head, "link_health": link_health} if (link_health := _to_plain(entry.link_health)) else head


def _from_head(content: Mapping[str, Any]) -> Entry:
    texts = tuple(build_dataclass(DocumentText, text) for text in content["texts"])
    link_health = build_dataclass(LinkHealth, content.get("link_health", {}))
    return Entry(build_dataclass(Record, content["record"]), texts, link_health=link_health)


def _passage(passage: Passage) -> list[Any]:
    locator = passage.locator
    plain = [passage.document, locator.kind, locator.label, locator.fragment, passage.text]
    return [*plain, passage.boilerplate, passage.rows] if passage.boilerplate or passage.rows else plain


def _to_passage(content: list[Any]) -> Passage:
    number, kind, label, fragment, text, *spans = content
    return Passage(number, Locator(LocatorKind(kind), label, fragment), text, *map(_to_spans, spans))


def _to_spans(content: list[list[int]]) -> TextSpans:
    return tuple((start, end) for start, end in content)


def _to_plain(value: Any) -> Any:
    """Return a value as JSON types; a dataclass becomes an object without the fields that have their default value."""
    if is_dataclass(value):
        items = ((name, getattr(value, name), default) for name, default in _defaults(cast("Any", type(value))))
        return {name: _to_plain(item) for name, item, default in items if item != default}
    if isinstance(value, tuple):
        return [_to_plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


@cache
def _defaults(kind: type[Any]) -> tuple[tuple[str, Any], ...]:
    factories = ((field, field.default_factory) for field in fields(kind))
    return tuple((field.name, field.default if factory is MISSING else factory()) for field, factory in factories)


def build_dataclass(kind: type[Value], content: Mapping[str, Any]) -> Value:
    """Return a value of the dataclass `kind` from its JSON object."""
    restore = _restorers(cast("Any", kind))
    return kind(**{name: restore[name](value) for name, value in content.items()})


@cache
def _restorers(kind: type[Any]) -> Mapping[str, Callable[[Any], Any]]:
    hints = get_type_hints(kind)
    return {field.name: _restorer(hints[field.name]) for field in fields(kind)}


def _restorer(hint: Any) -> Callable[[Any], Any]:
    """Return a function that makes a value of the type `hint` from JSON types."""
    if get_origin(hint) in {Union, types.UnionType}:
        inner = _restorer(next(option for option in get_args(hint) if option is not types.NoneType))
        return lambda value: None if value is None else inner(value)
    if get_origin(hint) is tuple:
        item = _restorer(get_args(hint)[0])
        return lambda value: tuple(map(item, value))
    if hint is dt.date:
        return dt.date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return (lambda value: build_dataclass(cast("Any", hint), value)) if is_dataclass(hint) else (lambda value: value)
