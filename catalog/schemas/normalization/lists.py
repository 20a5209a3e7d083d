"""What a text can mean where a list is wanted: one item, or several between commas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import singledispatch
from typing import Any

from marshmallow import fields

from catalog.schemas.base.texts import Id, Name, Text
from catalog.schemas.base.vocabulary import VocabularyValue
from catalog.schemas.normalization.bare_text import bare_text
from catalog.schemas.normalization.loading import accepts
from catalog.schemas.normalization.values import BETWEEN_VALUES, taxonomy_of
from catalog.schemas.records.record import DocumentSchema

_BETWEEN_ITEMS = re.compile(r"[,;\n\u2022]")
_BETWEEN_ENTRIES = re.compile(r"[;\n\u2022]")
"""Between names, which may contain commas."""
_BETWEEN_NAMES = re.compile(r",\s*(?:and|y|&)\s|[,/]|\s(?:and|y|&)\s")
_BULLET = re.compile(r"[-*]\s+")
_FILE_OR_URL = re.compile(r"\S.*\.\w{2,5}|\w+://\S+")


def list_meanings(field: fields.List[Any], value: Any) -> Iterator[list[Any]]:
    """Yield the lists that a value can mean which is not a list."""
    if isinstance(value, str):
        text = value.strip()
        in_brackets = len(text) > 1 and text[0] == "[" and text[-1] == "]"
        yield from _split(field.inner, text[1:-1] if in_brackets else text)
    elif not isinstance(value, bool) and (isinstance(field.inner, fields.Nested) or isinstance(value, int | float)):
        yield [value]


def flattened(field: fields.List[Any], items: list[Any]) -> Iterator[list[Any]]:
    """Yield the list that a list can mean of which some items are texts of several items."""
    flat: list[Any] = []
    for item in items:
        alternatives = _split(field.inner, item) if isinstance(item, str) and not accepts(field.inner, item) else ()
        flat += next((parts for parts in alternatives if len(parts) > 1), [item])
    if len(flat) > len(items):
        yield flat


def _split(inner: fields.Field[Any], text: str) -> Iterator[list[str]]:
    return _items(inner, "\n".join(map(bare_text, text.splitlines())))


def _parts(separator: re.Pattern[str], text: str) -> list[str]:
    parts = (bare_text(_BULLET.sub("", part.strip(), count=1)) for part in separator.split(text))
    return [part for part in parts if part]


@singledispatch
def _items(_inner: fields.Field[Any], text: str) -> Iterator[list[str]]:
    """Yield the items that a text can mean, by the type of the items."""
    yield [text]


@_items.register
def _(_inner: Text, text: str) -> Iterator[list[str]]:
    yield _parts(_BETWEEN_ITEMS, text)


@_items.register
def _(inner: Name, text: str) -> Iterator[list[str]]:
    # A name may contain commas and "and": only names in the taxonomy are split there without asking.
    taxonomy = taxonomy_of(inner)
    if len(entries := _parts(_BETWEEN_ENTRIES, text)) > 1:
        yield entries
        return
    names = _parts(_BETWEEN_NAMES, text)
    if all(taxonomy.find("publisher", name) for name in names):
        yield names
    else:
        yield [text]
        yield from () if taxonomy.find("publisher", text) else (names,)


@_items.register
def _(_inner: VocabularyValue, text: str) -> Iterator[list[str]]:
    if not _BETWEEN_ITEMS.search(text):
        yield [text]
    yield _parts(BETWEEN_VALUES, text)
    yield text.split()


@_items.register
def _(_inner: Id, text: str) -> Iterator[list[str]]:
    parts = _parts(_BETWEEN_ITEMS, text)
    yield parts
    yield from (text.split(),) if len(parts) == 1 else ()


@_items.register
def _(inner: fields.Nested, text: str) -> Iterator[list[str]]:
    parts = _parts(_BETWEEN_ITEMS, text)
    if not isinstance(inner.schema, DocumentSchema):
        yield parts
        yield from (text.split(),) if len(parts) == 1 else ()
    elif all(map(_FILE_OR_URL.fullmatch, parts)):
        yield parts
    else:  # the name of a file may contain commas
        yield [text]
        yield parts
