"""A featured toolkit at the boundary: the fields of a file in corpus/toolkits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import ValidationError, post_load, validates_schema
from marshmallow.fields import Nested

from catalog.messages import Message
from catalog.model import AgencySize
from catalog.schemas.base.numbers_and_dates import Day, WholeNumber
from catalog.schemas.base.strict_schema import ErrorPath, StrictSchema, list_of
from catalog.schemas.base.texts import NOT_EMPTY, Id, Text, language_code, up_to
from catalog.schemas.base.validators import Length, Range
from catalog.schemas.base.vocabulary import VocabularyValue
from catalog.schemas.field_messages import FieldMessageId
from catalog.schemas.records.record import AgencySizeSchema
from catalog.schemas.toolkits.toolkit import AT_MOST_MAX_SECTIONS
from catalog.taxonomy import Taxonomy
from catalog.toolkit import MAX_ITEMS, MAX_NOTE, MAX_PURPOSE, MAX_TITLE, FeaturedToolkit, Item, Section, Toolkit

MAX_RANK = 10_000


REQUIRED_TITLE = (NOT_EMPTY, up_to(MAX_TITLE))
AT_LEAST_ONE_ITEM = Length(low=1, message=Message(FieldMessageId.NO_ITEMS_IN_SECTION))
RANKS = Range(0, MAX_RANK, message=Message(FieldMessageId.OUT_OF_RANGE, low=0, high=MAX_RANK))


class ItemSchema(StrictSchema):
    """A resource of a toolkit."""

    example = "{record: town-shooting-review}"

    record = Id(required=True)
    note = Text(validate=up_to(MAX_NOTE))

    @post_load
    def make_item(self, data: Mapping[str, Any], **_: Any) -> Item:
        """Return the Item of valid data."""
        return Item(**data)


class SectionSchema(StrictSchema):
    """Items under a title."""

    example = "{title: Make a plan, items: [{record: town-shooting-review}]}"

    title = Text(required=True, validate=REQUIRED_TITLE)
    items = list_of(Nested(ItemSchema), required=True, validate=AT_LEAST_ONE_ITEM)

    @post_load
    def make_section(self, data: Mapping[str, Any], **_: Any) -> Section:
        """Return the Section of valid data."""
        return Section(data["title"], tuple(data["items"]))


class FeaturedToolkitSchema(StrictSchema):
    """One featured toolkit without its name, which is the name of the file."""

    title = Text(required=True, validate=REQUIRED_TITLE)
    purpose = Text(validate=up_to(MAX_PURPOSE))
    topics = list_of(VocabularyValue("topic"))
    agency_size = Nested(AgencySizeSchema)
    rank = WholeNumber(validate=RANKS)
    language = language_code()
    made = Day()
    items = list_of(Nested(ItemSchema))
    sections = list_of(Nested(SectionSchema), validate=AT_MOST_MAX_SECTIONS)

    def __init__(self, taxonomy: Taxonomy | None = None, name: str = "", **kwargs: Any) -> None:
        """Take the vocabularies to check values against, and the toolkit's name."""
        super().__init__(**kwargs)
        self.taxonomy = taxonomy or Taxonomy()
        self.name = name

    @validates_schema
    def check_items(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject a toolkit without resources, with too many, or with a duplicate."""
        items = list(_items_with_paths(data))
        if not items:
            raise ValidationError([Message(FieldMessageId.NO_ITEMS)], "items")
        if len(items) > MAX_ITEMS:
            reason = Message(FieldMessageId.TOO_MANY_RESOURCES, count=len(items), limit=MAX_ITEMS)
            raise ValidationError([reason], "items")
        seen: set[str] = set()
        for path, item in items:
            if item.record in seen:
                raise ValidationError(_nested(path, Message(FieldMessageId.DUPLICATE_RESOURCE, record=item.record)))
            seen.add(item.record)

    @post_load
    def make_featured_toolkit(self, data: Mapping[str, Any], **_: Any) -> FeaturedToolkit:
        """Return the FeaturedToolkit of valid data."""
        untitled = (Section("", tuple(data["items"])),) if data.get("items") else ()
        fields = {name: data[name] for name in ("title", "purpose", "language", "made") if name in data}
        size = data.get("agency_size") or AgencySize()
        return FeaturedToolkit(
            self.name,
            Toolkit(**fields, sections=(*untitled, *data.get("sections", ()))),
            tuple(data.get("topics", ())),
            size.sworn_min,
            size.sworn_max,
            **({"rank": data["rank"]} if "rank" in data else {}),
        )


def _items_with_paths(data: Mapping[str, Any]) -> Iterator[tuple[ErrorPath, Item]]:
    """Yield the path of each item's record in the file, and the item."""
    for number, item in enumerate(data.get("items", ())):
        yield ("items", number, "record"), item
    for section_number, section in enumerate(data.get("sections", ())):
        for number, item in enumerate(section.items):
            yield ("sections", section_number, "items", number, "record"), item


def _nested(path: ErrorPath, message: Message) -> dict[str | int, Any]:
    """Return a message for a path in the nested form of marshmallow."""
    errors: Any = [message]
    for key in reversed(path):
        errors = {key: errors}
    return dict(errors)
