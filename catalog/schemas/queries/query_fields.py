"""The values of a query as people write them: numbers, dates, sort orders and facet values."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from marshmallow import ValidationError, fields

from catalog.facets import Facet
from catalog.messages import Label, Message, MessageId, to_translate
from catalog.model import PartialDate
from catalog.schemas.base.numbers_and_dates import PartialDateField
from catalog.schemas.base.validators import invalid
from catalog.schemas.base.vocabulary import unknown_value
from catalog.search.query.tree import Sort
from catalog.taxonomy import Taxonomy
from catalog.text import UNDISPLAYABLE_CHARACTERS, nearest

MAX_QUOTED = 40
"""Characters of a value that a message quotes."""
MAX_LISTED_FACET_VALUES = 20
"""Values of a facet that a message lists."""
MAX_DIGITS = 100
"""Digits of a number; Python itself refuses thousands of them."""
GROUPED_NUMBER = re.compile(r"\d{1,3}(?:[, \u00a0\u202f]\d{3})+")
"""A number with a separator before each group of three digits: "1,200"."""


def quoted(value: object) -> str:
    """Return a value as a message quotes it: cut if it is long, and with U+FFFD for what cannot be displayed."""
    text = UNDISPLAYABLE_CHARACTERS.sub("\ufffd", str(value))
    return text if len(text) <= MAX_QUOTED else f"{text[:MAX_QUOTED]}\u2026"


class NumberParameter(fields.Integer):
    """A whole number, with or without separators."""

    def __init__(self, example: int, **kwargs: Any) -> None:
        """Take the example that the message gives."""
        super().__init__(**kwargs)
        self.example = example

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:  # noqa: ARG002
        text = str(value).strip()
        digits = re.sub(r"\D", "", text) if GROUPED_NUMBER.fullmatch(text) else text
        if not re.fullmatch(r"-?[0-9]+", digits) or len(digits) > MAX_DIGITS:
            raise invalid(MessageId.NOT_A_WHOLE_NUMBER, example=self.example, value=quoted(value))
        return int(digits)


class DateParameter(PartialDateField):
    """The first or the last publication date of a search."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> PartialDate:
        try:
            return super()._deserialize(value, attr, data, **kwargs)
        except ValidationError:
            raise invalid(MessageId.NOT_A_DATE, value=quoted(value)) from None


class SortParameter(fields.Enum[Sort]):
    """The sort order of the results."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Sort:
        try:
            return super()._deserialize(str(value).casefold(), attr, data, **kwargs)
        except ValidationError:
            message = unknown_value(Label(to_translate("Sort")), quoted(value), [str(sort) for sort in Sort])
            raise ValidationError([message]) from None


def facet_value(facet: Facet, value: str, known: Mapping[str, str], taxonomy: Taxonomy) -> str:
    """Return the known value that equals `value`, ignoring case, or whose label it is, in any language.

    `known` has the values by their casefolded form, and those in use also by their casefolded label. Raises
    ValidationError with the nearest value, or with all of them if they are few.
    """
    if match := known.get(value.casefold()):
        return match
    labeled = taxonomy.values_named(facet.name, value)
    if len(labeled) == 1:
        return labeled[0]
    raise ValidationError([_unknown_facet_value(facet, value, sorted({*known.values()}), taxonomy)])


def _unknown_facet_value(facet: Facet, value: str, known: Collection[str], taxonomy: Taxonomy) -> Message:
    kind = Label(facet.label)
    if guess := _nearest_facet_value(facet, value, known, taxonomy):
        return Message(MessageId.UNKNOWN_VALUE_NEAREST, kind=kind, value=quoted(value), nearest=guess)
    if len(known) > MAX_LISTED_FACET_VALUES:
        return Message(MessageId.UNKNOWN_VALUE_OF_MANY, kind=kind, value=quoted(value), count=len(known))
    return Message(MessageId.UNKNOWN_VALUE, kind=kind, value=quoted(value), known=tuple(known))


def _nearest_facet_value(facet: Facet, value: str, known: Iterable[str], taxonomy: Taxonomy) -> str | None:
    """Return the known value that `value` is a label, a misspelling or a part of, or None."""
    return taxonomy.find(facet.name, value) or nearest(value, known)
