"""How the columns and values of a source become fields and values of records, as `corpus/mappings.yaml` has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from marshmallow import ValidationError, fields, post_load, validates_schema

from catalog.errors import CatalogError
from catalog.messages import Message
from catalog.schemas.base.strict_schema import StrictSchema, known_fields
from catalog.schemas.base.texts import MAX_CODE, MAX_LINE, MAX_URL, NOT_EMPTY, Text
from catalog.schemas.base.unknown_fields import other_names
from catalog.schemas.base.validators import OneOf, invalid
from catalog.schemas.field_messages import FieldMessageId
from catalog.schemas.records.record import RecordFileSchema
from catalog.store.editorial.listing import FileContents, ListingSchema, check_items, load_listing, read_items
from catalog.text import name_form, nearest
from indexer.importers.values.date_order import DateOrder

FILE = "mappings.yaml"
SOURCE_ID = "source_id"
"""The target of the column that identifies an item in its source."""
TEXT = "text"
"""The target of a column that is searched as the text of the resource, and not shown."""
LEFT_OUT = "none"
"""In place of a target, or of a value: the editor wants it to be left out."""
SINGLE_PARTS = ("identifiers", "agency_size", "rating")
"""The fields whose parts can be targets, as in `identifiers.doi`."""


class RecordLayout(StrEnum):
    """Where the records of a source are: each in a file of its own, or all in one."""

    FILE_EACH = "file-each"
    ONE_FILE = "one-file"


@dataclass(frozen=True, slots=True)
class SourceMapping:
    """The mapping of one source.

    `columns` has the target of each heading, LEFT_OUT for none, several as `targets_in` reads them; `values` has the
    meaning of the source's values by field, LEFT_OUT for none and empty if nobody has decided yet. `defaults` are the
    values of fields that an item does not have. `dates` tells how dates such as 03/04/2024 are read, None for not at
    all.
    """

    source: str
    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    format: str = ""
    location: str = ""
    records: RecordLayout | None = None
    dates: DateOrder | None = None

    def with_guesses(
        self, columns: Mapping[str, str], values: Mapping[str, Mapping[str, str]], dates: DateOrder | None
    ) -> SourceMapping:
        """Return the mapping with guesses for what it does not say."""
        both = {name: {**values.get(name, {}), **self.values.get(name, {})} for name in (*self.values, *values)}
        return replace(self, columns={**columns, **self.columns}, values=both, dates=self.dates or dates)

    @property
    def json(self) -> dict[str, Any]:
        """The mapping as its file has it."""
        parts = {
            "source": self.source,
            "format": self.format,
            "location": self.location,
            "records": self.records and self.records.value,
            "dates": self.dates and self.dates.value,
            "columns": dict(self.columns),
            "values": {name: dict(values) for name, values in self.values.items() if values},
            "defaults": dict(self.defaults),
        }
        return {name: value for name, value in parts.items() if value}


class MappingError(CatalogError):
    """A mapping file has a mistake; the message names its line."""


@cache
def column_targets() -> tuple[str, ...]:
    """Return what a column can be mapped to."""
    known = known_fields(RecordFileSchema())
    parts = (
        f"{name}.{part}"
        for name in SINGLE_PARTS
        for part in known_fields(known[name].schema)  # type: ignore[attr-defined]  # these are nested
    )
    own = (name for name in known if name != "imported")
    return (SOURCE_ID, TEXT, LEFT_OUT, *own, *parts)


def targets_in(text: str) -> tuple[str, ...]:
    """Return the targets of a column that can have several: `format, topics`."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


class _Texts(Text):
    """One text, or a list of texts, which are joined by commas."""

    other_form = FieldMessageId.NOT_A_MEANING

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            value = ", ".join(value)
        if isinstance(value, list | Mapping):
            raise invalid(self.other_form)
        return super()._deserialize(value, attr, data, **kwargs)


class ColumnTarget(_Texts):
    """The target of a column, or several."""

    other_form = FieldMessageId.NOT_COLUMN_TARGET

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        targets = column_targets()
        for name in targets_in(text or ""):
            if name not in targets:
                if closest := _nearest_target(name):
                    raise invalid(FieldMessageId.NOT_A_FACT_NEAREST, value=name, nearest=closest)
                raise invalid(FieldMessageId.NOT_A_FACT, value=name, known=targets)
        return text or LEFT_OUT


def _nearest_target(name: str) -> str | None:
    """Return the target that a name most likely means: one that is spelled nearly so, or that people call so."""
    targets = column_targets()
    parts = {target.rpartition(".")[2]: target for target in targets}
    named = (other for other in other_names(name_form(name)) if other in parts)
    return nearest(name, targets) or next((parts[other] for other in named), None) or parts.get(name)


class _Lines(fields.Dict):
    """Lines with a name and a value each; `other_form` is the message for what has none."""

    def __init__(self, values: fields.Field[Any], other_form: Message, limit: int = MAX_LINE) -> None:
        super().__init__(keys=Text(limit=limit), values=values)
        self._other_form = other_form

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, Mapping):
            raise ValidationError([self._other_form])
        try:
            return super()._deserialize(value, attr, data, **kwargs)  # type: ignore[no-untyped-call]  # marshmallow's
        except ValidationError as error:  # marshmallow puts "key" and "value" between a name and its errors
            by_name: dict[str, dict[str, Any]] = error.messages  # type: ignore[assignment]  # of a mapping
            messages = {name: next(iter(of_name.values())) for name, of_name in by_name.items()}
            raise ValidationError(messages) from error


class MappingSchema(StrictSchema):
    """A mapping of mappings.yaml."""

    source = Text(limit=MAX_CODE, required=True, validate=NOT_EMPTY)
    format = Text(limit=MAX_CODE)
    location = Text(limit=MAX_URL)
    records = Text(
        validate=OneOf(
            tuple(RecordLayout), message=Message(FieldMessageId.UNKNOWN_LAYOUT, known=tuple(map(str, RecordLayout)))
        )
    )
    dates = Text(
        validate=OneOf(
            tuple(DateOrder), message=Message(FieldMessageId.UNKNOWN_DATE_ORDER, known=tuple(map(str, DateOrder)))
        )
    )
    columns = _Lines(ColumnTarget(allow_none=True), Message(FieldMessageId.NOT_COLUMNS))
    values = _Lines(
        _Lines(
            _Texts(limit=MAX_LINE, allow_none=True),
            Message(FieldMessageId.NOT_MEANINGS, example="Guide: publication"),
        ),
        Message(FieldMessageId.NOT_MEANINGS, example="format: {Guide: publication}"),
        limit=MAX_CODE,
    )
    defaults = fields.Dict(keys=Text(limit=MAX_CODE), values=fields.Raw())

    @validates_schema
    def check_defaults(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject defaults of something that is not a field of records."""
        known = known_fields(RecordFileSchema())
        errors = {
            name: [Message(FieldMessageId.NOT_A_FACT, value=name, known=tuple(known))]
            for part in ("defaults", "values")
            for name in data.get(part, ())
            if name not in known
        }
        if errors:
            raise ValidationError({"defaults": errors})

    @validates_schema
    def check_single_values(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject several meanings of a value for a field that has one."""
        known = known_fields(RecordFileSchema())
        errors = {
            name: {value: [Message(FieldMessageId.ONE_MEANING, name=value, value=meaning, field=name)]}
            for name, meanings in data.get("values", {}).items()
            for value, meaning in meanings.items()
            if "," in (meaning or "") and name in known and not isinstance(known[name], fields.List)
        }
        if errors:
            raise ValidationError({"values": errors})

    @post_load
    def make_mapping(self, data: Mapping[str, Any], **_: Any) -> SourceMapping:
        """Return the SourceMapping of valid data."""
        values = {name: {key: value or "" for key, value in of.items()} for name, of in data.get("values", {}).items()}
        kinds = {"records": RecordLayout, "dates": DateOrder}
        chosen = {name: kind(data[name]) for name, kind in kinds.items() if data.get(name)}
        return SourceMapping(**{**data, "values": values, **chosen})


class MappingListing(ListingSchema[SourceMapping]):
    """A file of mappings."""

    kind = "mapping"

    def read(self, path: Path, file: str) -> FileContents[SourceMapping]:
        """Return the mappings of the file."""
        raws, malformed = read_items(path, file, "mapping", self.kind)
        return check_items(raws, malformed, MappingSchema(), self.kind)


def load_mappings(path: Path) -> Sequence[SourceMapping]:
    """Return the mappings of a file, none if it does not exist; raise MappingError if anything in it is wrong."""
    loaded = load_listing(path, MappingListing())
    if loaded.problems:
        raise MappingError("; ".join(map(str, loaded.problems)))
    return loaded.items
