"""A record at the JSON boundary: the fields of record files in, and the same names out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from marshmallow import RAISE, Schema, ValidationError, fields, post_dump, post_load, validate, validates_schema

from catalog.messages import Label, Message, MessageId
from catalog.model import AgencySize, Document, DocumentRole, Featured, Identifiers, PartialDate, Rating, Record
from catalog.schemas.messages import FieldMessageId
from catalog.schemas.validators import invalid
from catalog.taxonomy import Taxonomy
from catalog.text import clean, nearest

MAX_ID = 200
MAX_TEXT = 20_000
MAX_SWORN = 100_000
MAX_LISTED = 40
"""Values of a vocabulary that a message lists."""
ID = re.compile(r"[a-z0-9][a-z0-9-]*")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
ROLES = tuple(role.value for role in DocumentRole)

NestedErrors = Mapping[Any, Any]


class Text(fields.String):
    """Text in NFC without control characters, its ends trimmed; empty text counts as absent."""

    default_error_messages = {"invalid": "must be text: put it in quotes"}  # noqa: RUF012  # marshmallow's own form

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        text = clean(super()._deserialize(value, attr, data, **kwargs)).strip()
        if len(text) > MAX_TEXT:
            raise invalid(FieldMessageId.TEXT_TOO_LONG, count=len(text), limit=MAX_TEXT)
        return text


class Id(Text):
    """An id of this catalog."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not ID.fullmatch(text) or len(text) > MAX_ID:
            raise invalid(FieldMessageId.INVALID_ID, value=text[:MAX_ID], limit=MAX_ID)
        return text


class WebAddress(Text):
    """An absolute http or https URL."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not is_web_address(text):
            raise invalid(FieldMessageId.INVALID_URL, value=text[:200])
        return text


def is_web_address(text: str) -> bool:
    """Tell whether `text` is an http(s) address with a host, without a user name and without spaces."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port  # either may raise
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc and not re.search(r"\s", text)


class DocumentPath(Text):
    """A path below documents/, never outside it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        path = PurePosixPath(text)
        if is_web_address(text):
            raise ValidationError(f"'{text[:200]}' is an address: write url: instead of path:")
        if "\\" in text:
            raise ValidationError(f"'{text}' has \\ in it: use / between folders")
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise ValidationError(f"'{text}' leaves the documents/ folder: write a path inside it")
        return str(path)


class When(fields.Field[PartialDate]):
    """YYYY, YYYY-MM or YYYY-MM-DD."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> PartialDate:  # noqa: ARG002
        try:
            return PartialDate.parse(str(value).strip())
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def _serialize(self, value: PartialDate | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:  # noqa: ARG002
        return None if value is None else str(value)


class Day(fields.Date):
    """YYYY-MM-DD."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dt.date:  # noqa: ARG002
        with suppress(ValueError):
            found = PartialDate.parse(str(value).strip())
            if found.day:
                return found.first_day()
        raise ValidationError(f"'{value}' is not a day: write YYYY-MM-DD")


class Whole(fields.Integer):
    """A whole number, or its text: every YAML value is read as text."""

    default_error_messages = {  # noqa: RUF012  # marshmallow's own form
        name: [Message(FieldMessageId.NOT_A_WHOLE_NUMBER)] for name in ("invalid", "too_large")
    }

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if isinstance(value, float):  # marshmallow would cut 1.5 down to 1
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class Known(Text):
    """A value of one of the taxonomy's vocabularies."""

    def __init__(self, facet: str, **kwargs: Any) -> None:
        """Take the facet whose vocabulary it is."""
        super().__init__(**kwargs)
        self.facet = facet

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        taxonomy: Taxonomy = self.root.taxonomy  # type: ignore[union-attr]  # the root is a RecordSchema
        known = [term.value for term in taxonomy.terms(self.facet)]
        if text not in known:
            raise ValidationError([unknown_value(self.facet, text, known)])
        return text


def unknown_value(kind: str | Label, value: str, known: Iterable[str]) -> Message:
    """Return what to tell of a value that is not among the known ones: the nearest, or all of them."""
    candidates = tuple(known)
    if guess := nearest(value, candidates):
        return Message(MessageId.UNKNOWN_VALUE_NEAREST, kind=kind, value=value, nearest=guess)
    return Message(MessageId.UNKNOWN_VALUE, kind=kind, value=value, known=candidates[:MAX_LISTED])


class StrictSchema(Schema):
    """A schema that rejects unknown keys, naming the nearest known one, and dumps no absent fields."""

    error_messages = {"type": "must have fields of its own: write name: value"}  # noqa: RUF012  # marshmallow's own form

    class Meta:
        unknown = RAISE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Say of a required field that it is missing."""
        super().on_bind_field(field_name, field_obj)
        field_obj.error_messages["required"] = [Message(FieldMessageId.MISSING)]

    def handle_error(self, error: ValidationError, data: Any, **_: Any) -> None:
        """Replace the message of an unknown key by one with the nearest known key."""
        messages = error.messages
        if not isinstance(messages, dict) or not isinstance(data, Mapping):
            return
        names = [field.data_key or name for name, field in self.fields.items()]
        for key in data:
            if key not in names:
                guess = nearest(str(key), names)
                hint = f"did you mean '{guess}'?" if guess else f"known fields are {', '.join(names)}"
                messages[key] = [f"unknown field '{key}': {hint}"]

    @post_dump
    def leave_out_the_absent(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Return the data without values that are None or empty."""
        return {key: value for key, value in data.items() if value not in (None, [], {}, "")}


def list_of(inner: fields.Field[Any], **kwargs: Any) -> fields.List[Any]:
    """Return a list field whose message says how to write a list."""
    message = "must be a list: write [one, two], or one a line after '- '"
    return fields.List(inner, error_messages={"invalid": message}, **kwargs)


class DocumentSchema(StrictSchema):
    """A linked document."""

    path = DocumentPath()
    url = WebAddress()
    label = Text()
    media_type = Text()
    role = Text(validate=validate.OneOf(ROLES, error="must be one of: {choices}"))

    @validates_schema
    def one_place(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject a document with neither a path nor a URL, or with both."""
        if bool(data.get("path")) == bool(data.get("url")):
            raise ValidationError("a document has either a path or a url", "path")

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Document:
        """Return the Document of valid data."""
        role = {"role": DocumentRole(data["role"])} if data.get("role") else {}
        return Document(**{**data, **role})


class AgencySizeSchema(StrictSchema):
    """How many full-time sworn officers."""

    sworn_min = Whole(validate=validate.Range(0, MAX_SWORN), allow_none=True)
    sworn_max = Whole(validate=validate.Range(0, MAX_SWORN), allow_none=True)

    @validates_schema
    def ascending(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject a range whose minimum exceeds its maximum."""
        low, high = data.get("sworn_min"), data.get("sworn_max")
        if low is not None and high is not None and low > high:
            raise ValidationError(f"sworn_min {low} is more than sworn_max {high}", "sworn_min")

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> AgencySize | None:
        """Return the AgencySize of valid data, or None (any size) for a range without ends."""
        size = AgencySize(**data)
        return None if size == AgencySize() else size


class IdentifiersSchema(StrictSchema):
    """Identifiers of a resource in other systems."""

    ncj = Text()
    doi = Text()
    isbn = Text()
    report = Text()

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Identifiers:
        """Return the Identifiers of valid data."""
        return Identifiers(**data)


class RatingSchema(StrictSchema):
    """An evidence rating from elsewhere."""

    scheme = Text(required=True)
    value = Text(required=True)
    date = Text()
    url = WebAddress()

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Rating:
        """Return the Rating of valid data."""
        return Rating(**data)


class FeaturedSchema(StrictSchema):
    """The period in which a resource is featured."""

    since = Day(data_key="from")
    until = Day()
    image_alt = Text()

    @validates_schema
    def ascending(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject a period that ends before it begins."""
        since, until = data.get("since"), data.get("until")
        if since and until and since > until:
            raise ValidationError(f"from {since} is after until {until}", "from")

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Featured:
        """Return the Featured of valid data."""
        return Featured(**data)


class RecordSchema(StrictSchema):
    """One record. Load with a taxonomy to check its values; dump without one."""

    id = Id(required=True)
    title = Text(required=True, validate=validate.Length(min=1, error="must not be empty"))
    subtitle = Text()
    summary = Text()
    url = WebAddress()
    documents = list_of(fields.Nested(DocumentSchema))
    format = Known("format")
    topics = list_of(Known("topic"))
    agency_size = fields.Nested(AgencySizeSchema)
    audiences = list_of(Known("audience"))
    engagement = list_of(Known("engagement"))
    publishers = list_of(Text())
    authors = list_of(Text())
    keywords = list_of(Text())
    series = Text()
    edition = Text()
    language = Text(validate=validate.Regexp(LANGUAGE, error="must be a language code such as en or es"))
    rights = Text()
    published = When()
    added = Day()
    reviewed = Day()
    duration_s = Whole(validate=validate.Range(min=0))
    pages = Whole(validate=validate.Range(min=0))
    identifiers = fields.Nested(IdentifiersSchema)
    rating = fields.Nested(RatingSchema)
    supersedes = list_of(Id())
    related = list_of(Id())
    aliases = list_of(Text())
    featured = fields.Nested(FeaturedSchema)

    def __init__(self, taxonomy: Taxonomy | None = None, **kwargs: Any) -> None:
        """Take the vocabularies to check values against."""
        super().__init__(**kwargs)
        self.taxonomy = taxonomy or Taxonomy()

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Record:
        """Return the Record of valid data."""
        present: dict[str, Any] = {name: value for name, value in data.items() if value != ""}
        lists = {name: tuple(filter(None, value)) for name, value in present.items() if isinstance(value, list)}
        return Record(**{**present, **lists})


def without_blanks(value: Any) -> Any:
    """Return the content of a file without keys whose value is empty or null: an empty field is absent."""
    if isinstance(value, dict):
        return {key: without_blanks(item) for key, item in value.items() if item not in (None, "")}
    return [without_blanks(item) for item in value] if isinstance(value, list) else value


def record_json(record: Record) -> dict[str, Any]:
    """Return a record under the names of record files, without absent fields."""
    dumped: dict[str, Any] = RecordSchema().dump(record)
    return dumped


ErrorPath = tuple[str | int, ...]


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
