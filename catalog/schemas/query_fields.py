"""Single values of a question: numbers, dates, orders and facet values as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import ValidationError, fields

from catalog.facets import Facet
from catalog.model import PartialDate
from catalog.schemas.record import When, unknown_value
from catalog.search.query.tree import Sort
from catalog.taxonomy import Taxonomy
from catalog.text import nearest, slug

SHOWN = 40
"""Characters of a value that a reason repeats."""
LISTED = 20
"""Values of a facet that a reason lists at most."""
DIGITS = 100
"""Digits of a number that is read; Python itself refuses thousands of them."""
GROUPED = re.compile(r"\d{1,3}(?:[, \u00a0\u202f]\d{3})+")
"""A number with its thousands set apart: "1,200"."""


def shown(value: object) -> str:
    """Return a value as a reason repeats it."""
    text = str(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}\u2026"


class Count(fields.Integer):
    """A whole number, its thousands set apart or not."""

    def __init__(self, example: int, **kwargs: Any) -> None:
        """Take a number that shows what is meant."""
        super().__init__(**kwargs)
        self.example = example

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:  # noqa: ARG002
        text = str(value).strip()
        digits = re.sub(r"\D", "", text) if GROUPED.fullmatch(text) else text
        if not re.fullmatch(r"-?[0-9]+", digits) or len(digits) > DIGITS:
            raise ValidationError(f"write a whole number such as {self.example}, not '{shown(value)}'")
        return int(digits)


class Published(When):
    """A date that a search begins or ends with."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> PartialDate:
        try:
            return super()._deserialize(value, attr, data, **kwargs)
        except ValidationError:
            reason = f"write a year such as 2015 (or 2015-06, or 2015-06-30), not '{shown(value)}'"
            raise ValidationError(reason) from None


class Order(fields.Enum[Sort]):
    """The order of an answer."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Sort:
        try:
            return super()._deserialize(str(value).casefold(), attr, data, **kwargs)
        except ValidationError:
            raise ValidationError(unknown_value("sort", shown(value), [str(sort) for sort in Sort])) from None


def facet_value(facet: Facet, value: str, known: Mapping[str, str], taxonomy: Taxonomy) -> str:
    """Return the value that is meant, upper and lower case aside; `known` maps casefolded values to themselves.

    Raises ValidationError with the nearest value, or with all of them where they are few.
    """
    if found := known.get(value.casefold()):
        return found
    values = sorted(known.values())
    label, typed = facet.label.lower(), shown(value)
    if guess := _meant(facet, value, values, taxonomy):
        raise ValidationError(f"{label} '{typed}': did you mean '{guess}'?")
    if len(values) > LISTED:
        raise ValidationError(f"{label} '{typed}' is not known; the search page lists the {len(values)} there are")
    raise ValidationError(f"{label} '{typed}' is not known; use one of: {', '.join(values)}")


def _meant(facet: Facet, value: str, values: Iterable[str], taxonomy: Taxonomy) -> str | None:
    """Return the value that a label, a beginning or a slip of the pen points to."""
    beginning = slug(value)
    begun = next((each for each in values if len(beginning) > 1 and each.startswith(beginning)), None)
    return taxonomy.find(facet.name, value) or nearest(value.casefold(), values) or begun
