"""A schema that rejects unknown keys, and the errors of a schema as messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, post_dump

from catalog.messages import Message
from catalog.schemas.field_messages import FieldMessageId
from catalog.text import nearest

NestedErrors = Mapping[Any, Any]
ErrorPath = tuple[str | int, ...]


class StrictSchema(Schema):
    """A schema that rejects unknown keys, naming the nearest known one, and dumps no absent fields."""

    error_messages = {"type": Message(FieldMessageId.NOT_A_MAPPING)}  # type: ignore[dict-item]  # noqa: RUF012  # marshmallow's own form

    class Meta:
        unknown = RAISE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Set the message of a required field that is missing."""
        super().on_bind_field(field_name, field_obj)
        field_obj.error_messages["required"] = [Message(FieldMessageId.MISSING)]

    def handle_error(self, error: ValidationError, data: Any, **_: Any) -> None:
        """Replace the message of an unknown key with one that names the nearest known key."""
        messages = error.messages
        if not isinstance(messages, dict) or not isinstance(data, Mapping):
            return
        names = [field.data_key or name for name, field in self.fields.items()]
        for key in data:
            if key not in names:
                messages[key] = [_unknown_field(str(key), names)]

    @post_dump
    def drop_empty_values(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Return the data without values that are None or empty."""
        return {key: value for key, value in data.items() if value not in (None, [], {}, "")}


def _unknown_field(name: str, known: list[str]) -> Message:
    if guess := nearest(name, known):
        return Message(FieldMessageId.UNKNOWN_FIELD_NEAREST, name=name, nearest=guess)
    return Message(FieldMessageId.UNKNOWN_FIELD, name=name, known=tuple(known))


def list_of(inner: fields.Field[Any], **kwargs: Any) -> fields.List[Any]:
    """Return a list field whose message says how to write a list."""
    return fields.List(inner, error_messages={"invalid": [Message(FieldMessageId.NOT_A_LIST)]}, **kwargs)


def without_blanks(value: Any) -> Any:
    """Return the content of a file without keys whose value is empty or null: an empty field is absent."""
    if isinstance(value, dict):
        return {key: without_blanks(item) for key, item in value.items() if item not in (None, "")}
    return [without_blanks(item) for item in value] if isinstance(value, list) else value


def flat_errors(errors: NestedErrors, path: ErrorPath = ()) -> list[tuple[ErrorPath, Message]]:
    """Return marshmallow's nested messages as (path, message), in their order."""
    flat: list[tuple[ErrorPath, Message]] = []
    for key, value in errors.items():
        field_path = (*path, key) if key != "_schema" else path
        if isinstance(value, Mapping):
            flat += flat_errors(value, field_path)
        else:
            flat += [(field_path, _as_message(text)) for text in value]
    return flat


def _as_message(text: Message | str) -> Message:
    return text if isinstance(text, Message) else Message(FieldMessageId.OTHER, text=text)
