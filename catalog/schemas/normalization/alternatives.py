"""What a value can mean that a field rejects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marshmallow import fields

from catalog.messages import Message
from catalog.schemas.field_messages import FieldMessageId
from catalog.schemas.normalization.bare_text import bare_text, means_no_value
from catalog.schemas.normalization.lists import list_meanings
from catalog.schemas.normalization.parts import parts_of_value
from catalog.schemas.normalization.values import meanings

MAX_READ_CHARACTERS = 300
"""Characters of a text that may be one value in another form."""


def alternatives(field: fields.Field[Any], value: Any) -> Iterator[Any]:
    """Yield values to try in place of one that a field rejects, and messages that explain why it is none.

    Only values that the field accepts count. None means that there is no value.
    """
    if value == [] or (isinstance(value, str) and means_no_value(value)):
        yield None
    elif isinstance(field, fields.List):
        yield from list_meanings(field, value)
    elif isinstance(field, fields.Nested):
        yield from parts_of_value(field, value)
    elif isinstance(value, list):
        yield from _only_item(field, value)
    elif isinstance(value, str) or _is_number_of(field, value):
        text = bare_text(f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value))
        yield from () if text == value else (text,)
        yield from meanings(field, text) if len(text) <= MAX_READ_CHARACTERS else ()


def _is_number_of(field: fields.Field[Any], value: Any) -> bool:
    """Return whether a value is a number from JSON that a field may have; a text has no numbers with a fraction."""
    return isinstance(value, int | float) and not isinstance(value, bool) and not isinstance(field, fields.String)


def _only_item(field: fields.Field[Any], value: list[Any]) -> Iterator[Any]:
    if len(value) == 1:
        yield value[0]
        yield from alternatives(field, value[0])
    else:
        yield Message(FieldMessageId.ONE_VALUE, count=len(value))
