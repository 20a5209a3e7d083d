"""A toolkit at the JSON boundary, as browsers and links store it: the same names in and out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, post_load
from marshmallow.fields import Nested

from catalog.errors import QueryError
from catalog.messages import Message, MessageId
from catalog.schemas.base.numbers_and_dates import Day
from catalog.schemas.base.strict_schema import StrictSchema, flat_errors, list_of
from catalog.schemas.base.texts import Id, Text, language_code, up_to
from catalog.schemas.base.validators import Length
from catalog.schemas.field_messages import FieldMessageId
from catalog.toolkit import (
    MAX_ITEMS,
    MAX_KEPT,
    MAX_NOTE,
    MAX_PURPOSE,
    MAX_SECTIONS,
    MAX_TITLE,
    Item,
    Section,
    Toolkit,
    kept,
)

AT_MOST_MAX_SECTIONS = Length(high=MAX_SECTIONS, message=Message(FieldMessageId.TOO_MANY_SECTIONS, limit=MAX_SECTIONS))


class _SentSchema(StrictSchema):
    """A schema for what a program sends: nobody reads which field a misspelled one may stand for."""

    def handle_error(self, error: ValidationError, data: Any, **_: Any) -> None:
        """Leave the messages as they are: looking for similar names takes seconds for 100,000 unknown fields."""


class KeptText(Text):
    """A text about a record, cut as `kept` cuts it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, str):
            value = value[:MAX_KEPT]  # any length is valid
        return kept(super()._deserialize(value, attr, data, **kwargs))


class ToolkitItemSchema(_SentSchema):
    """An item. Only `record` is required; the site fills in the rest."""

    record = Id(required=True)
    note = Text(validate=up_to(MAX_NOTE))
    title = KeptText()
    edition = KeptText()
    published = KeptText()
    added = Day()

    @post_load
    def make_item(self, data: Mapping[str, Any], **_: Any) -> Item:
        """Return the Item of valid data."""
        return Item(**data)


class ToolkitSectionSchema(_SentSchema):
    """Items under an optional title."""

    title = Text(validate=up_to(MAX_TITLE))
    items = list_of(Nested(ToolkitItemSchema), limit=MAX_ITEMS)

    @post_load
    def make_section(self, data: Mapping[str, Any], **_: Any) -> Section:
        """Return the Section of valid data."""
        return Section(data.get("title", ""), tuple(data.get("items", ())))


class ToolkitSchema(_SentSchema):
    """A toolkit."""

    title = Text(validate=up_to(MAX_TITLE))
    purpose = Text(validate=up_to(MAX_PURPOSE))
    sections = list_of(Nested(ToolkitSectionSchema), limit=MAX_SECTIONS)
    language = language_code()
    made = Day()

    @post_load
    def make_toolkit(self, data: Mapping[str, Any], **_: Any) -> Toolkit:
        """Return the Toolkit without empty sections; reject duplicate resources and too many."""
        sections = tuple(section for section in data.get("sections", ()) if section.title or section.items)
        toolkit = Toolkit(**{**data, "sections": sections})
        ids = toolkit.ids()
        if len(ids) > MAX_ITEMS:
            reason = Message(FieldMessageId.TOO_MANY_RESOURCES, count=len(ids), limit=MAX_ITEMS)
            raise ValidationError([reason], "sections")
        if len(set(ids)) < len(ids):
            raise ValidationError([Message(FieldMessageId.REPEATED_RESOURCE)], "sections")
        return toolkit


def toolkit_to_json(toolkit: Toolkit) -> dict[str, Any]:
    """Return a toolkit as plain values, without empty ones."""
    dumped: dict[str, Any] = ToolkitSchema().dump(toolkit)
    return dumped


def toolkit_from_json(content: object) -> Toolkit:
    """Return the toolkit of plain values from an untrusted source; raise QueryError with the reason by field."""
    try:
        toolkit: Toolkit = ToolkitSchema().load(content)  # type: ignore[arg-type]  # anything else is an error there
    except ValidationError as error:
        messages = error.messages if isinstance(error.messages, dict) else {"_schema": error.messages}
        reasons = {".".join(map(str, path)): (reason,) for path, reason in flat_errors(messages)}
        raise QueryError(Message(MessageId.UNREADABLE_TOOLKIT), reasons) from None
    return toolkit
