"""A featured toolkit at the boundary: the fields of a file in corpus/toolkits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import ValidationError, post_load, validate, validates_schema
from marshmallow.fields import Nested

from catalog.messages import Message
from catalog.model import AgencySize
from catalog.schemas.messages import FieldMessageId
from catalog.schemas.record import (
    LANGUAGE,
    AgencySizeSchema,
    Day,
    ErrorPath,
    Id,
    Known,
    StrictSchema,
    Text,
    Whole,
    list_of,
)
from catalog.taxonomy import Taxonomy
from catalog.toolkit import (
    MAX_ITEMS,
    MAX_NOTE,
    MAX_PURPOSE,
    MAX_SECTIONS,
    MAX_TITLE,
    FeaturedToolkit,
    Item,
    Section,
    Toolkit,
)

MAX_RANK = 10_000


def _up_to(limit: int) -> validate.Length:
    return validate.Length(max=limit, error=f"has more than {limit:,} characters")


NAMED = (validate.Length(min=1, error="must not be empty"), _up_to(MAX_TITLE))


class ItemSchema(StrictSchema):
    """A resource of a toolkit."""

    record = Id(required=True)
    note = Text(validate=_up_to(MAX_NOTE))

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Item:
        """Return the Item of valid data."""
        return Item(**data)


class SectionSchema(StrictSchema):
    """Items under a title."""

    title = Text(required=True, validate=NAMED)
    items = list_of(
        Nested(ItemSchema), required=True, validate=validate.Length(min=1, error="must have at least one item")
    )

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Section:
        """Return the Section of valid data."""
        return Section(data["title"], tuple(data["items"]))


class FeaturedToolkitSchema(StrictSchema):
    """One featured toolkit, without its name, which is that of the file."""

    title = Text(required=True, validate=NAMED)
    purpose = Text(validate=_up_to(MAX_PURPOSE))
    topics = list_of(Known("topic"))
    agency_size = Nested(AgencySizeSchema)
    rank = Whole(validate=validate.Range(0, MAX_RANK, error=f"must be from 0 to {MAX_RANK:,}"))
    language = Text(validate=validate.Regexp(LANGUAGE, error="must be a language code such as en or es"))
    made = Day()
    items = list_of(Nested(ItemSchema))
    sections = list_of(
        Nested(SectionSchema), validate=validate.Length(max=MAX_SECTIONS, error="has more than {max} sections")
    )

    def __init__(self, taxonomy: Taxonomy | None = None, name: str = "", **kwargs: Any) -> None:
        """Take the vocabularies to check values against, and the toolkit's name."""
        super().__init__(**kwargs)
        self.taxonomy = taxonomy or Taxonomy()
        self.name = name

    @validates_schema
    def some_once_each(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject a toolkit without resources, with too many, or with a duplicate."""
        found = [(path, item) for path, item in _places(data)]
        if not found:
            raise ValidationError("a toolkit has items, or sections with items", "items")
        if len(found) > MAX_ITEMS:
            reason = Message(FieldMessageId.TOO_MANY_RESOURCES, count=len(found), limit=MAX_ITEMS)
            raise ValidationError([reason], "items")
        seen: set[str] = set()
        for path, item in found:
            if item.record in seen:
                raise ValidationError(_nested(path, Message(FieldMessageId.DUPLICATE_RESOURCE, record=item.record)))
            seen.add(item.record)

    @post_load
    def whole(self, data: Mapping[str, Any], **_: Any) -> FeaturedToolkit:
        """Return the FeaturedToolkit of valid data."""
        first = (Section("", tuple(data["items"])),) if data.get("items") else ()
        words = {name: data[name] for name in ("title", "purpose", "language", "made") if name in data}
        size = data.get("agency_size") or AgencySize()
        return FeaturedToolkit(
            self.name,
            Toolkit(**words, sections=(*first, *data.get("sections", ()))),
            tuple(data.get("topics", ())),
            size.sworn_min,
            size.sworn_max,
            **({"rank": data["rank"]} if "rank" in data else {}),
        )


def _places(data: Mapping[str, Any]) -> Iterator[tuple[ErrorPath, Item]]:
    """Yield every item with the path of its record in the file."""
    for number, item in enumerate(data.get("items", ())):
        yield ("items", number, "record"), item
    for section_number, section in enumerate(data.get("sections", ())):
        for number, item in enumerate(section.items):
            yield ("sections", section_number, "items", number, "record"), item


def _nested(path: ErrorPath, message: Message) -> dict[str | int, Any]:
    """Return a message as marshmallow nests it below a path."""
    found: Any = [message]
    for part in reversed(path):
        found = {part: found}
    return dict(found)
