"""A record at the JSON boundary: the fields of record files in, and the same names out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from marshmallow import ValidationError, fields, post_dump, post_load, validates_schema

from catalog.messages import Message
from catalog.model import (
    AgencySize,
    Document,
    DocumentRole,
    Featured,
    Identifiers,
    Imported,
    MergedSource,
    Rating,
    Record,
    RecordStatus,
    Source,
    Withdrawal,
)
from catalog.schemas.base.numbers_and_dates import Day, PartialDateField, Seconds, WholeNumber, YesOrNo, check_period
from catalog.schemas.base.strict_schema import StrictSchema, known_fields, list_of
from catalog.schemas.base.texts import (
    MAX_CODE,
    MAX_LINE,
    MAX_NAME,
    MAX_QUOTED_URL,
    NOT_EMPTY,
    Id,
    Name,
    Text,
    WebAddress,
    is_web_address,
    language_code,
    up_to,
)
from catalog.schemas.base.validators import OneOf, Range, invalid
from catalog.schemas.base.vocabulary import VocabularyValue
from catalog.schemas.field_messages import FieldMessageId
from catalog.schemas.records.translations import TranslationsSchema
from catalog.taxonomy import Taxonomy
from catalog.text import language_subtag, nearest
from catalog.vocabularies import LANGUAGES

MAX_SWORN = 100_000
MAX_WITHDRAWAL_REASON = 300
"""Characters of the reason for a withdrawal."""
MAX_PAGES = 100_000
MAX_DURATION_S = 1_000_000
"""Eleven days."""
MAX_DOCUMENTS = 100
MAX_RELATED = 100
MAX_SOURCES = 100
ROLES = tuple(role.value for role in DocumentRole)
PAGES = frozenset(("page", "pg", "p", "pp", "pagina", "pag"))
OFFICERS = frozenset(("officer", "sworn", "full", "time", "agente"))
STATUSES = tuple(status.value for status in RecordStatus)


def up_to_number(high: int) -> Range:
    """Return a validator of numbers from 0 to `high`."""
    return Range(0, high, message=Message(FieldMessageId.OUT_OF_RANGE, low=0, high=high))


class DocumentPath(Text):
    """A path below documents/, never outside it."""

    def __init__(self, **kwargs: Any) -> None:
        """Take what any field takes."""
        super().__init__(limit=MAX_LINE, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        path = PurePosixPath(text)
        if is_web_address(text):
            raise invalid(FieldMessageId.PATH_IS_URL, value=text[:MAX_QUOTED_URL])
        if "\\" in text:
            raise invalid(FieldMessageId.PATH_HAS_BACKSLASH, value=text)
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise invalid(FieldMessageId.PATH_OUTSIDE_DOCUMENTS, value=text)
        return str(path)


class DocumentSchema(StrictSchema):
    """A linked document."""

    example = "{path: folder/report.pdf}"

    path = DocumentPath()
    url = WebAddress()
    label = Text(limit=MAX_LINE)
    media_type = Text(limit=MAX_CODE)
    role = Text(validate=OneOf(ROLES, message=Message(FieldMessageId.UNKNOWN_ROLE, known=ROLES)))

    @validates_schema
    def check_location(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject a document with neither a path nor a URL, or with both."""
        if bool(data.get("path")) == bool(data.get("url")):
            raise ValidationError([Message(FieldMessageId.PATH_OR_URL)], "path")

    @post_load
    def make_document(self, data: Mapping[str, Any], **_: Any) -> Document:
        """Return the Document of valid data."""
        role = {"role": DocumentRole(data["role"])} if data.get("role") else {}
        return Document(**{**data, **role})


class AgencySizeSchema(StrictSchema):
    """How many full-time sworn officers."""

    example = "agency_size: {sworn_max: 49}"

    sworn_min = WholeNumber(units=OFFICERS, validate=up_to_number(MAX_SWORN), allow_none=True)
    sworn_max = WholeNumber(units=OFFICERS, validate=up_to_number(MAX_SWORN), allow_none=True)

    @validates_schema
    def check_order(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject a range whose minimum exceeds its maximum."""
        low, high = data.get("sworn_min"), data.get("sworn_max")
        if low is not None and high is not None and low > high:
            message = Message(FieldMessageId.SWORN_REVERSED, low=str(low), high=str(high))
            raise ValidationError([message], "sworn_min")

    @post_load
    def make_agency_size(self, data: Mapping[str, Any], **_: Any) -> AgencySize | None:
        """Return the AgencySize of valid data, or None (any size) for a range without ends."""
        size = AgencySize(**data)
        return None if size == AgencySize() else size


class IdentifiersSchema(StrictSchema):
    """Identifiers of a resource in other systems."""

    example = "identifiers: {doi: 10.1000/182}"

    ncj = Text(limit=MAX_CODE)
    doi = Text(limit=MAX_CODE)
    isbn = Text(limit=MAX_CODE)
    report = Text(limit=MAX_CODE)

    @post_load
    def make_identifiers(self, data: Mapping[str, Any], **_: Any) -> Identifiers:
        """Return the Identifiers of valid data."""
        return Identifiers(**data)


class RatingSchema(StrictSchema):
    """An evidence rating from elsewhere."""

    example = "rating: {scheme: CrimeSolutions, value: Effective}"

    scheme = Text(limit=MAX_CODE, required=True)
    value = Text(limit=MAX_CODE, required=True)
    date = Text(limit=MAX_CODE)
    url = WebAddress()

    @post_load
    def make_rating(self, data: Mapping[str, Any], **_: Any) -> Rating:
        """Return the Rating of valid data."""
        return Rating(**data)


class FeaturedSchema(StrictSchema):
    """The period in which a resource is featured."""

    example = "featured: {from: 2026-05-01, until: 2026-06-01}"

    since = Day(data_key="from")
    until = Day()
    image_alt = Text(limit=MAX_LINE)

    @validates_schema
    def check_order(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject a period that ends before it begins."""
        check_period(data)

    @post_load
    def make_featured(self, data: Mapping[str, Any], **_: Any) -> Featured:
        """Return the Featured of valid data."""
        return Featured(**data)


class WithdrawalSchema(StrictSchema):
    """When and why a resource was withdrawn."""

    example = "withdrawn: {on: 2026-05-01, reason: The study was retracted.}"

    on = Day(required=True)
    reason = Text(required=True, validate=[NOT_EMPTY, up_to(MAX_WITHDRAWAL_REASON)])
    replaced_by = Id()

    @post_load
    def make_withdrawal(self, data: Mapping[str, Any], **_: Any) -> Withdrawal:
        """Return the Withdrawal of valid data."""
        return Withdrawal(**data)


class SourceSchema(StrictSchema):
    """Where facts of a record come from. Visitors do not see it."""

    example = "{url: https://example.org/report, facts: [published, pages]}"

    url = WebAddress(required=True)
    facts = list_of(Text(limit=MAX_CODE))

    @post_load
    def make_source(self, data: Mapping[str, Any], **_: Any) -> Source:
        """Return the Source of valid data."""
        return Source(data["url"], tuple(data.get("facts", ())))


class MergedSourceSchema(StrictSchema):
    """Where a record came from that was merged into another one."""

    example = "{source: partner, id: '4092'}"

    source = Text(limit=MAX_CODE, required=True, validate=NOT_EMPTY)
    id = Text(limit=MAX_LINE, required=True, validate=NOT_EMPTY)

    @post_load
    def make_merged_source(self, data: Mapping[str, Any], **_: Any) -> MergedSource:
        """Return the MergedSource of valid data."""
        return MergedSource(**data)


class ImportedSchema(StrictSchema):
    """Where an imported record comes from. Visitors do not see it."""

    example = "imported: {source: partner, id: '4092', seen: 2026-12-01, locked: [title]}"

    source = Text(limit=MAX_CODE, required=True, validate=NOT_EMPTY)
    id = Text(limit=MAX_LINE, required=True, validate=NOT_EMPTY)
    seen = Day()
    locked = list_of(Text(limit=MAX_CODE))
    merged = list_of(fields.Nested(MergedSourceSchema))

    @post_load
    def make_imported(self, data: Mapping[str, Any], **_: Any) -> Imported:
        """Return the Imported of valid data."""
        lists = {name: tuple(data.get(name, ())) for name in ("locked", "merged")}
        return Imported(**{**data, **lists})


class RecordSchema(StrictSchema):
    """A record: a resource as its curator described it. Fields without a value are absent."""

    id = Id(required=True)
    title = Text(limit=MAX_LINE, required=True, validate=NOT_EMPTY)
    subtitle = Text(limit=MAX_LINE)
    summary = Text()
    url = WebAddress()
    listed_at = WebAddress()
    documents = list_of(fields.Nested(DocumentSchema), limit=MAX_DOCUMENTS)
    format = VocabularyValue("format")
    topics = list_of(VocabularyValue("topic"))
    agency_size = fields.Nested(AgencySizeSchema)
    audiences = list_of(VocabularyValue("audience"))
    engagement = list_of(VocabularyValue("engagement"))
    publishers = list_of(Name(limit=MAX_NAME))
    authors = list_of(Name(limit=MAX_NAME))
    keywords = list_of(Text(limit=MAX_NAME))
    series = Text(limit=MAX_LINE)
    edition = Text(limit=MAX_LINE)
    language = language_code()
    rights = Text()
    published = PartialDateField()
    added = Day()
    reviewed = Day()
    duration_s = Seconds(validate=up_to_number(MAX_DURATION_S))
    pages = WholeNumber(units=PAGES, validate=up_to_number(MAX_PAGES))
    identifiers = fields.Nested(IdentifiersSchema)
    rating = fields.Nested(RatingSchema)
    study_design = VocabularyValue("study_design")
    sample = YesOrNo()
    translations = fields.Nested(TranslationsSchema)
    supersedes = list_of(Id(), limit=MAX_RELATED)
    related = list_of(Id(), limit=MAX_RELATED)
    aliases = list_of(Text(limit=MAX_NAME))
    featured = fields.Nested(FeaturedSchema)
    status = Text(validate=OneOf(STATUSES, message=Message(FieldMessageId.UNKNOWN_STATUS, known=STATUSES)))
    withdrawn = fields.Nested(WithdrawalSchema)

    def __init__(self, taxonomy: Taxonomy | None = None, **kwargs: Any) -> None:
        """Take the vocabularies to check values against."""
        super().__init__(**kwargs)
        self.taxonomy = taxonomy or Taxonomy()

    @validates_schema
    def check_withdrawal(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject a withdrawn record without a reason, and a reason without the status."""
        is_withdrawn = data.get("status") == RecordStatus.WITHDRAWN
        if is_withdrawn and not data.get("withdrawn"):
            raise ValidationError([Message(FieldMessageId.WITHDRAWAL_MISSING)], "withdrawn")
        if data.get("withdrawn") and not is_withdrawn:
            raise ValidationError([Message(FieldMessageId.STATUS_NOT_WITHDRAWN)], "status")

    @validates_schema
    def check_rating(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject a rating outside the schemes of the taxonomy, if it lists any."""
        rating, schemes = data.get("rating"), self.taxonomy.rating_schemes
        if not rating or not schemes:
            return
        if rating.scheme not in schemes:
            message = Message(FieldMessageId.UNKNOWN_RATING_SCHEME, value=rating.scheme, known=tuple(schemes))
            raise ValidationError({"rating": {"scheme": [message]}})
        if rating.value not in schemes[rating.scheme]:
            known = schemes[rating.scheme]
            message = Message(FieldMessageId.UNKNOWN_RATING, value=rating.value, scheme=rating.scheme, known=known)
            raise ValidationError({"rating": {"value": [message]}})

    @validates_schema
    def check_translations(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject a translation into the language of the record itself."""
        own_language = language_subtag(data.get("language") or LANGUAGES[0])
        if any(text.language == own_language for text in data.get("translations", ())):
            message = Message(FieldMessageId.TRANSLATION_OF_OWN_LANGUAGE)
            raise ValidationError({"translations": {own_language: [message]}})

    @post_load
    def make_record(self, data: Mapping[str, Any], **_: Any) -> Record:
        """Return the Record of valid data."""
        present: dict[str, Any] = {name: value for name, value in data.items() if value != ""}
        lists = {name: tuple(filter(None, value)) for name, value in present.items() if isinstance(value, list)}
        status = {"status": RecordStatus(present["status"])} if "status" in present else {}
        return Record(**{**present, **lists, **status})

    @post_dump
    def drop_defaults(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Return the data without the values of nearly every record."""
        defaults = {"status": RecordStatus.LIVE, "sample": False}
        return {name: value for name, value in data.items() if name not in defaults or value != defaults[name]}


class RecordFileSchema(RecordSchema):
    """A record as its file has it, with what only editors see."""

    sources = list_of(fields.Nested(SourceSchema), limit=MAX_SOURCES)
    imported = fields.Nested(ImportedSchema)

    @validates_schema
    def check_locked(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject a lock of something that is not a field of records."""
        known = tuple(known_fields(self))
        imported = data.get("imported")
        errors = {
            index: [_not_a_fact(name, known)]
            for index, name in enumerate(imported.locked if imported else ())
            if name not in known
        }
        if errors:
            raise ValidationError({"imported": {"locked": errors}})

    @validates_schema
    def check_facts(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject a source of something that is not a field of records."""
        known = tuple(known_fields(self))
        errors = {
            number: {"facts": {index: [_not_a_fact(fact, known)]}}
            for number, source in enumerate(data.get("sources", ()))
            for index, fact in enumerate(source.facts)
            if fact not in known
        }
        if errors:
            raise ValidationError({"sources": errors})


def _not_a_fact(fact: str, known: tuple[str, ...]) -> Message:
    """Return the message for a name that no field has."""
    closest = nearest(fact, known)
    if closest:
        return Message(FieldMessageId.NOT_A_FACT_NEAREST, value=fact, nearest=closest)
    return Message(FieldMessageId.NOT_A_FACT, value=fact, known=known)


RECORD_DUMP = RecordSchema()
"""The schema that records are dumped with: to make one takes longer than to dump ten records."""


def record_json(record: Record) -> dict[str, Any]:
    """Return a record under the names of record files, without absent fields and without its sources."""
    dumped: dict[str, Any] = RECORD_DUMP.dump(record)
    return dumped
