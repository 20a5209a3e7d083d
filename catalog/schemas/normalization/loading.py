"""What a field makes of a value, without exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields

from catalog.messages import Message
from catalog.schemas.base.strict_schema import flat_errors, value_without_blanks
from catalog.schemas.field_messages import FieldMessageId


@dataclass(frozen=True, slots=True)
class Rejected:
    """The result of a value that a field rejects: the first message."""

    message: Message


def load(field: fields.Field[Any], value: Any) -> Any:
    """Return what a field makes of a value, or a Rejected. None stands for no value, which optional fields accept."""
    if value is None:
        is_optional = not field.required and not isinstance(field.parent, fields.List)
        return None if is_optional else Rejected(Message(FieldMessageId.EMPTY))
    try:
        return field.deserialize(value_without_blanks(value, field))
    except ValidationError as error:
        messages = error.messages if isinstance(error.messages, dict) else {"_schema": error.messages}
        return Rejected(flat_errors(messages)[0][1])


def accepts(field: fields.Field[Any], value: Any) -> bool:
    """Return whether a field accepts a value."""
    return not isinstance(load(field, value), Rejected)
