"""What a text can mean in a field of one value, by the type of the field.

The functions yield values to try, in the form that the schema wants, and messages that explain why a text that looks
like such a value is none. Only values that the field accepts count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import singledispatch
from typing import Any

from marshmallow import fields, validate

from catalog.messages import Message
from catalog.model import PartialDate
from catalog.program import APPROACHES, STATES
from catalog.schemas.base.numbers_and_dates import Day, PartialDateField, Seconds, WholeNumber, day_missing
from catalog.schemas.base.texts import Id, LanguageCode, Text, WebAddress
from catalog.schemas.base.vocabulary import VocabularyValue
from catalog.schemas.editorial.program import ApproachName, Degrees, StateCode
from catalog.schemas.field_messages import FieldMessageId
from catalog.schemas.normalization.addresses import address_meanings
from catalog.schemas.normalization.dates import date_meanings
from catalog.schemas.normalization.degrees import degrees_meanings
from catalog.schemas.normalization.languages import language_codes
from catalog.schemas.normalization.quantities import duration_meanings, whole_number
from catalog.schemas.records.record import DocumentPath
from catalog.taxonomy import Taxonomy
from catalog.text import fold, name_form

_WORDS_OF_ID = re.compile(r"[A-Za-z0-9]+(?:[ _-]+[A-Za-z0-9]+)*")


BETWEEN_VALUES = re.compile(r"[,;\n\u2022/|+]|\s(?:and|y|&)\s")
"""Between values of a vocabulary in one text."""


def taxonomy_of(field: fields.Field[Any]) -> Taxonomy:
    """Return the taxonomy that a field checks values against; empty if its schema has none."""
    taxonomy: Taxonomy = getattr(field.root, "taxonomy", None) or Taxonomy()
    return taxonomy


@singledispatch
def meanings(field: fields.Field[Any], text: str) -> Iterator[Any]:  # noqa: ARG001  # for the types below
    """Yield what a text can mean in a field."""
    yield from ()


@meanings.register
def _(field: Text, text: str) -> Iterator[Any]:
    for validator in field.validators:
        if isinstance(validator, validate.OneOf):
            yield from (choice for choice in validator.choices if name_form(choice) == name_form(text))


@meanings.register
def _(field: VocabularyValue, text: str) -> Iterator[Any]:
    taxonomy = taxonomy_of(field)
    yield from taxonomy.values_named(field.facet, text)
    parts = [part for part in BETWEEN_VALUES.split(text) if part.strip()]
    if len(parts) > 1 and all(taxonomy.values_named(field.facet, part) for part in parts):
        yield Message(FieldMessageId.ONE_VALUE, count=len(parts))


@meanings.register
def _(_field: Id, text: str) -> Iterator[Any]:
    if _WORDS_OF_ID.fullmatch(text):
        yield re.sub(r"[ _-]+", "-", text.lower())


@meanings.register
def _(_field: WebAddress, text: str) -> Iterator[Any]:
    yield from address_meanings(text)


@meanings.register
def _(_field: LanguageCode, text: str) -> Iterator[Any]:
    yield text.replace("_", "-")
    yield from language_codes(text)


@meanings.register
def _(_field: DocumentPath, text: str) -> Iterator[Any]:
    if not re.match(r"[A-Za-z]:|\\\\", text):
        yield text.replace("\\", "/")


@meanings.register
def _(_field: PartialDateField, text: str) -> Iterator[Any]:
    yield from (str(date) if isinstance(date, PartialDate) else date for date in date_meanings(text))


@meanings.register
def _(_field: Day, text: str) -> Iterator[Any]:
    for date in date_meanings(text):
        if isinstance(date, Message):
            yield date
        else:
            yield str(date) if date.day else day_missing(text, date)


@meanings.register
def _(field: WholeNumber, text: str) -> Iterator[Any]:
    number = whole_number(text, field.units)
    yield from () if number is None else (number,)


@meanings.register
def _(_field: Seconds, text: str) -> Iterator[Any]:
    number = whole_number(text)
    yield from duration_meanings(text) if number is None else (number,)


@meanings.register
def _(_field: Degrees, text: str) -> Iterator[Any]:
    yield from degrees_meanings(text)


@meanings.register
def _(_field: StateCode, text: str) -> Iterator[Any]:
    yield text.replace(".", "").replace(" ", "")
    yield from (code for code, name in STATES.items() if fold(text) in (fold(name), fold(f"{name} ({code})")))


@meanings.register
def _(_field: ApproachName, text: str) -> Iterator[Any]:
    yield from (str(approach) for approach in APPROACHES if name_form(approach) == name_form(text))
