"""Hypothesis strategies for the files of records, read off the schema, and records with each field at its limit."""

import datetime as dt
from functools import singledispatch

from hypothesis import strategies as st
from marshmallow import fields

import factories
from catalog.model import PartialDate
from catalog.schemas import RecordSchema
from catalog.schemas.base.numbers_and_dates import Day, PartialDateField, WholeNumber, YesOrNo
from catalog.schemas.base.strict_schema import BoundedList
from catalog.schemas.base.texts import MAX_ID, Id, Text, WebAddress
from catalog.schemas.base.validators import OneOf, Pattern, Range
from catalog.schemas.base.vocabulary import VocabularyValue
from catalog.schemas.records.record import DocumentPath, DocumentSchema
from catalog.text import language_subtag

TAXONOMY = factories.taxonomy()
ODD_CHARACTERS = (
    "{}\\@%,=\"'\r\n\t +-*~^_$&#<>[]/;:()|ABEIRTYbr.019\x00\x0b\x1c\x7f\x85\x9f\u00a0\u00ad\u2028"
    "\u202e\u2066\u200d\ufe0f\u0301\u0628\u0644\u05d0\u4e2d\u0939\u0130\u00df\u01c5\ufb03\ufdd0\ufffe\uffff\U0001f600\U0001d54f\U0010ffff"
)
WEB_ADDRESSES = (
    "https://example.org",
    "http://[2001:db8::1]:8080/a?b=c&d=%22#e",
    "https://ex\u00e4mple.org/\u4e2d\u0628'\"<>{}|\\^`",
    "https://example.org:65535/../%zz?=&&=",
    "HTTPS://EXAMPLE.ORG//a;b,c",
    "https://\U0001f600.example/",
)
LANGUAGES = ("en", "es", "es-MX", "ar", "zh-Hant-TW", "qaa-Qaaa-QM", "EN-us")
PATHS = ("a.pdf", "\u4e2d/'\"<b> &?#%.vtt", "a/./b.docx", ".hidden", "no-extension", "x" * 900)


@singledispatch
def values(field):
    """Return the values that a field of the schema accepts in a file."""
    raise TypeError(f"there are no values for fields like {field}")


@values.register
def _(field: BoundedList):
    return st.lists(values(field.inner), max_size=3)


@values.register
def _(field: fields.Nested):
    return of_schema(field.schema)


@values.register
def _(field: VocabularyValue):
    return st.sampled_from([term.value for term in TAXONOMY.terms(field.facet)])


@values.register
def _(_field: WebAddress):
    return st.sampled_from(WEB_ADDRESSES)


@values.register
def _(_field: DocumentPath):
    return st.sampled_from(PATHS)


@values.register
def _(_field: Id):
    return st.sampled_from(("a", "0-", "9" * MAX_ID))


@values.register
def _(_field: YesOrNo):
    return st.booleans()


@values.register
def _(field: WholeNumber):
    (bounds,) = (validator for validator in field.validators if isinstance(validator, Range))
    return st.sampled_from((bounds.min, bounds.min + 1, bounds.max - 1, bounds.max))


@values.register
def _(_field: PartialDateField):
    extremes = ("0001", "9999", "0001-01", "9999-12", "0001-01-01", "9999-12-31", "2024-02-29")
    return st.sampled_from(extremes) | st.integers(1, 9999).map(lambda year: str(PartialDate(year)))


@values.register
def _(_field: Day):
    return st.sampled_from((dt.date.min, dt.date.max, dt.date(2026, 2, 28))).map(str) | st.dates().map(str)


@values.register
def _(field: Text):
    """Return short texts of any characters."""
    for validator in field.validators:
        if isinstance(validator, OneOf | Pattern):
            return st.sampled_from(LANGUAGES if isinstance(validator, Pattern) else tuple(validator.choices))
    any_text = st.text(max_size=30) | st.text(alphabet=ODD_CHARACTERS, max_size=30)
    return any_text.map(lambda text: f"{text}x") if field.required else any_text


def of_schema(schema):
    """Return the JSON objects that a schema accepts."""
    fields_by_name = {field.data_key or name: field for name, field in schema.fields.items()}
    required = {name for name, field in fields_by_name.items() if field.required}
    if not isinstance(schema, DocumentSchema):
        return objects(fields_by_name, required)
    path_or_url = ({**fields_by_name}, {**fields_by_name})
    del path_or_url[0]["url"], path_or_url[1]["path"]
    return objects(path_or_url[0], {"path"}) | objects(path_or_url[1], {"url"})


def objects(fields_by_name, required):
    """Return objects with the required fields and any of the others, with ranges in order."""
    strategies = {name: values(field) for name, field in fields_by_name.items()}
    optional = {name: strategy for name, strategy in strategies.items() if name not in required}
    return st.fixed_dictionaries({name: strategies[name] for name in required}, optional=optional).map(in_order)


def in_order(content):
    """Return an object whose ranges do not end before they begin."""
    ranges = ((low, high) for low, high in (("sworn_min", "sworn_max"), ("from", "until")) if {low, high} <= {*content})
    return content | {
        name: value for pair in ranges for name, value in zip(pair, sorted(map(content.get, pair)), strict=True)
    }


SCHEMA = RecordSchema(TAXONOMY)
RECORD_FILES = of_schema(SCHEMA)


@st.composite
def records(draw, count):
    """Return so many records with different ids, each as the schema reads it from a file."""
    contents = [{**draw(RECORD_FILES), "id": f"r{number}"} for number in range(count)]
    for content in contents[1:]:
        content.pop("withdrawn", None)
    return [SCHEMA.load(with_other_languages(with_status(content))) for content in contents]


def with_status(content):
    """Return a record that is withdrawn if it has a withdrawal, or else live."""
    content.pop("status", None)
    return {**content, "status": "withdrawn"} if "withdrawn" in content else content


def with_other_languages(content):
    """Return a record without a translation into its own language."""
    own_language = language_subtag(content.get("language") or "en")
    translations = {code: text for code, text in content.get("translations", {}).items() if code != own_language}
    return {**content, "translations": translations} if "translations" in content else content


# Limits


@singledispatch
def longest(_field):
    """Return the longest value that a field accepts, or None if its values have no length."""


@longest.register
def _(field: BoundedList):
    item = longest(field.inner)
    return None if item is None else [item] * field.limit


@longest.register
def _(field: fields.Nested):
    sizes = {field.data_key or name: longest(field) for name, field in field.schema.fields.items()}
    sizes.pop("path", None)  # instead of the URL
    return {name: value for name, value in sizes.items() if value is not None}


@longest.register
def _(field: Text):
    if any(isinstance(validator, OneOf | Pattern) for validator in field.validators):
        return None
    limit = min(field.limit, *(validator.max or field.limit for validator in field.validators), field.limit)
    return ("word " * limit)[: limit - 2] + "<\U0001f600"


@longest.register
def _(_field: Day):
    return str(dt.date.max)


@longest.register
def _(field: VocabularyValue):
    return TAXONOMY.terms(field.facet)[0].value


@longest.register
def _(field: WebAddress):
    return f"https://example.org/{'a' * (field.limit - 20)}"


@longest.register
def _(_field: Id):
    return "9" * MAX_ID


def records_at_limits():
    """Return a record for each field of the schema that has a length, with the longest value in that field."""
    sizes = {name: longest(field) for name, field in SCHEMA.fields.items() if name != "id"}
    return [
        SCHEMA.load(with_other_languages(with_status({"title": name, name: value, "id": f"r{number}"})))
        for number, (name, value) in enumerate(sizes.items())
        if value
    ]
