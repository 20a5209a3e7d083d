"""A schema that rejects unknown keys, and the errors of a schema as messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from marshmallow import RAISE, Schema, ValidationError, fields, missing, post_dump
from marshmallow.exceptions import SCHEMA

from catalog.messages import Message
from catalog.schemas.base.unknown_fields import unknown_field
from catalog.schemas.base.validators import invalid
from catalog.schemas.field_messages import FieldMessageId

MAX_LIST_ITEMS = 200
"""Items of a list, unless a field says otherwise."""

MAX_NAMED_UNKNOWN_FIELDS = 10
"""The unknown fields that are named; further ones are counted."""

NestedErrors = Mapping[Any, Any]
ErrorPath = tuple[str | int, ...]


class StrictSchema(Schema):
    """A schema that rejects unknown keys, naming the nearest known one, and dumps no absent fields.

    `example` shows people how to write what the schema describes where something else is written.
    """

    example: ClassVar[str] = ""
    error_messages = {"type": Message(FieldMessageId.NOT_A_MAPPING)}  # type: ignore[dict-item]  # noqa: RUF012  # marshmallow's own form

    class Meta:
        unknown = RAISE

    def __init__(self, **kwargs: Any) -> None:
        """Take the options of marshmallow's schemas."""
        super().__init__(**kwargs)
        if self.example:
            message = Message(FieldMessageId.NOT_A_MAPPING_LIKE, example=self.example)
            self.error_messages = {**self.error_messages, "type": message}  # type: ignore[dict-item]  # as above

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Set the messages of a required field that is missing, and of a field whose value is null."""
        super().on_bind_field(field_name, field_obj)
        field_obj.error_messages["required"] = [Message(FieldMessageId.MISSING)]
        field_obj.error_messages["null"] = [Message(FieldMessageId.EMPTY)]

    def handle_error(self, error: ValidationError, data: Any, **_: Any) -> None:
        """Replace the messages of unknown keys: name the nearest known key; of many, name some and count the others."""
        messages = error.messages
        if not isinstance(messages, dict) or not isinstance(data, Mapping):
            return
        known = known_fields(self)
        unknown = [key for key in data if key not in known]
        for key in unknown:
            messages.pop(key, None)
        for key in unknown[:MAX_NAMED_UNKNOWN_FIELDS]:
            messages[key] = [unknown_field(str(key), known)]
        if (further := len(unknown) - MAX_NAMED_UNKNOWN_FIELDS) > 0:
            messages[SCHEMA] = [*messages.get(SCHEMA, ()), Message(FieldMessageId.MORE_UNKNOWN_FIELDS, count=further)]

    def get_attribute(self, obj: Any, attr: str, default: Any) -> Any:
        """Return the value to dump; absent for an empty one, because most fields of most records are empty."""
        value = obj.get(attr, default) if isinstance(obj, Mapping) else getattr(obj, attr, default)
        return missing if value is None or value in ((), "") else value

    @post_dump
    def drop_empty_values(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Return the data without values that are None or empty."""
        return {key: value for key, value in data.items() if value not in (None, [], {}, "")}


class BoundedList(fields.List[Any]):
    """A list of at most `limit` items. A longer one is refused as a whole: nobody reads a message for each item."""

    default_error_messages = {"invalid": [Message(FieldMessageId.NOT_A_LIST)]}  # noqa: RUF012  # marshmallow's own form

    def __init__(self, inner: fields.Field[Any], *, limit: int, **kwargs: Any) -> None:
        """Take the field of the items, and their maximum number."""
        super().__init__(inner, **kwargs)
        self.limit = limit

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[Any]:
        if isinstance(value, list) and len(value) > self.limit:
            raise invalid(FieldMessageId.TOO_MANY_ITEMS, count=len(value), limit=self.limit)
        return super()._deserialize(value, attr, data, **kwargs)


def list_of(inner: fields.Field[Any], *, limit: int = MAX_LIST_ITEMS, **kwargs: Any) -> BoundedList:
    """Return a list field whose messages say how to write a list, and its items."""
    inner.error_messages["null"] = [Message(FieldMessageId.EMPTY_ITEM)]
    return BoundedList(inner, limit=limit, **kwargs)


def known_fields(schema: Schema) -> dict[str, fields.Field[Any]]:
    """Return the fields of a schema by the names that files have for them."""
    return {field.data_key or name: field for name, field in schema.fields.items()}


def without_blanks(content: Mapping[str, Any], schema: Schema) -> dict[str, Any]:
    """Return the content of a file without the fields whose value is empty or null: they count as absent.

    Unknown fields stay, so that the schema rejects them: `{sworn_max:49}` and `{small}` are such fields, without a
    value.
    """
    known = known_fields(schema)
    return {
        key: value_without_blanks(value, known[key]) if key in known else value
        for key, value in content.items()
        if key not in known or value not in (None, "")
    }


def value_without_blanks(value: Any, field: fields.Field[Any]) -> Any:
    """Return the value of a field without the empty fields within it."""
    if isinstance(field, fields.Nested) and isinstance(value, Mapping):
        return without_blanks(value, field.schema)
    if isinstance(field, fields.List) and isinstance(value, list):
        return [value_without_blanks(item, field.inner) for item in value]
    return value


def flat_errors(errors: NestedErrors, path: ErrorPath = ()) -> list[tuple[ErrorPath, Message]]:
    """Return marshmallow's nested messages as (path, message), in their order."""
    flat: list[tuple[ErrorPath, Message]] = []
    for key, value in errors.items():
        field_path = (*path, key) if key != SCHEMA else path
        if isinstance(value, Mapping):
            flat += flat_errors(value, field_path)
        else:
            flat += [(field_path, _as_message(text)) for text in value]
    return flat


def _as_message(text: Message | str) -> Message:
    return text if isinstance(text, Message) else Message(FieldMessageId.OTHER, text=text)
