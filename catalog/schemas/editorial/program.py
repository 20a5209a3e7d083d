"""The program's pages and sites at the boundary: the front matter of a page, and the fields of sites.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, post_load

from catalog.messages import Message
from catalog.program import APPROACHES, FIRST_YEAR, LAST_YEAR, STATES, Approach, Site
from catalog.schemas.base.numbers_and_dates import WholeNumber
from catalog.schemas.base.strict_schema import StrictSchema
from catalog.schemas.base.texts import MAX_LINE, NOT_EMPTY, Id, Text, WebAddress, one_sentence
from catalog.schemas.base.validators import Range, invalid
from catalog.schemas.base.vocabulary import unknown_value
from catalog.schemas.field_messages import FieldMessageId
from catalog.text import nearest

MAX_SUMMARY = 300
"""Characters of the summary of a page."""
MAX_QUOTED_CODE = 40
"""Characters of a state's code that a message quotes."""
NORTHERNMOST, SOUTHERNMOST = 72.0, 18.0
EASTERNMOST, WESTERNMOST = -66.0, -180.0
"""The latitudes and longitudes, in degrees, that enclose the fifty states."""
COHORT_YEARS = Range(
    FIRST_YEAR,
    LAST_YEAR,
    message=Message(FieldMessageId.YEAR_OUT_OF_RANGE, low=str(FIRST_YEAR), high=str(LAST_YEAR)),
)


class FrontMatterSchema(StrictSchema):
    """The fields above the text of a page."""

    title = Text(limit=MAX_LINE, required=True, validate=NOT_EMPTY)
    summary = Text(validate=one_sentence(MAX_SUMMARY))


class StateCode(Text):
    """The two-letter code of a state, in upper or lower case."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        code = super()._deserialize(value, attr, data, **kwargs).upper()
        if code in STATES:
            return code
        codes = {name.casefold(): code for code, name in STATES.items()}
        if guess := nearest(code.casefold(), codes):
            raise invalid(
                FieldMessageId.UNKNOWN_STATE_NEAREST,
                code=code[:MAX_QUOTED_CODE],
                nearest=codes[guess],
                name=STATES[codes[guess]],
            )
        raise invalid(FieldMessageId.UNKNOWN_STATE, code=code[:MAX_QUOTED_CODE])


class Degrees(fields.Float):
    """Degrees within the United States, with a point before the fraction; west is negative."""

    default_error_messages = {  # noqa: RUF012  # marshmallow's own form
        name: [Message(FieldMessageId.NOT_DEGREES)] for name in ("invalid", "special", "too_large")
    }

    def __init__(self, low: float, high: float, **kwargs: Any) -> None:
        """Take the bounds, both included."""
        super().__init__(**kwargs)
        self.low, self.high = low, high

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        degrees = super()._deserialize(value, attr, data, **kwargs)
        if degrees is not None and self.low <= degrees <= self.high:
            return degrees
        low, high = f"{self.low:g}", f"{self.high:g}"
        if degrees and self.low <= -degrees <= self.high:
            negated = f"-{degrees:g}"
            raise invalid(FieldMessageId.WEST_IS_NEGATIVE, value=str(value), low=low, high=high, negated=negated)
        raise invalid(FieldMessageId.OUTSIDE_UNITED_STATES, value=str(value), low=low, high=high)


class ApproachName(Text):
    """One of the two approaches."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text not in APPROACHES:
            raise ValidationError([unknown_value("approach", text, APPROACHES)])
        return Approach(text)


class SiteSchema(StrictSchema):
    """One site."""

    id = Id(required=True)
    city = Text(limit=MAX_LINE, required=True, validate=NOT_EMPTY)
    state = StateCode(required=True)
    latitude = Degrees(SOUTHERNMOST, NORTHERNMOST, required=True)
    longitude = Degrees(WESTERNMOST, EASTERNMOST, required=True)
    approach = ApproachName()
    cohort = WholeNumber(validate=COHORT_YEARS)
    source = WebAddress()

    @post_load
    def make_site(self, data: Mapping[str, Any], **_: Any) -> Site:
        """Return the Site of valid data."""
        return Site(**data)
