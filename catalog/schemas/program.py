"""Programme pages and sites at the boundary: the front matter of a page, and the fields of sites.yaml, in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from catalog.program import APPROACHES, FIRST_YEAR, LAST_YEAR, STATES, Approach, Site
from catalog.schemas.record import Id, StrictSchema, Text, WebAddress, Whole, unknown_value
from catalog.search.result import SitePageKind
from catalog.text import nearest

MAX_SUMMARY = 300
NORTHERNMOST, SOUTHERNMOST = 72.0, 18.0
EASTERNMOST, WESTERNMOST = -66.0, -180.0
"""The box, in degrees, that holds the fifty states."""
_NOT_EMPTY = validate.Length(min=1, error="must not be empty")


class FrontMatterSchema(StrictSchema):
    """What stands above the text of a page."""

    title = Text(required=True, validate=_NOT_EMPTY)
    summary = Text(
        validate=validate.Length(max=MAX_SUMMARY, error="has more than {max} characters: one sentence is enough")
    )


class State(Text):
    """The two-letter code of a state, in capitals or not."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        code = super()._deserialize(value, attr, data, **kwargs).upper()
        if code not in STATES:
            names = {name.casefold(): code for code, name in STATES.items()}
            guess = nearest(code.casefold(), names)
            hint = (
                f": did you mean {names[guess]} ({STATES[names[guess]]})?"
                if guess
                else ": write two letters, such as OH"
            )
            raise ValidationError(f"state '{code[:40]}' is not known{hint}")
        return code


class Degrees(fields.Float):
    """Degrees within the United States, with a point before the fraction; west is negative."""

    default_error_messages = dict.fromkeys(("invalid", "special", "too_large"), "must be degrees, such as 39.76")

    def __init__(self, low: float, high: float, **kwargs: Any) -> None:
        """Take the bounds, both included."""
        super().__init__(**kwargs)
        self.low, self.high = low, high

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        degrees = super()._deserialize(value, attr, data, **kwargs)
        if degrees is None or not self.low <= degrees <= self.high:
            hint = f": west is negative, write -{degrees:g}" if degrees and self.low <= -degrees <= self.high else ""
            raise ValidationError(f"{value} is outside the United States ({self.low:g} to {self.high:g}){hint}")
        return degrees


class Engagement(Text):
    """One of the two approaches."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        if text not in APPROACHES:
            raise ValidationError([unknown_value("approach", text, APPROACHES)])
        return Approach(text)


class SiteSchema(StrictSchema):
    """One site."""

    id = Id(required=True)
    city = Text(required=True, validate=_NOT_EMPTY)
    state = State(required=True)
    latitude = Degrees(SOUTHERNMOST, NORTHERNMOST, required=True)
    longitude = Degrees(WESTERNMOST, EASTERNMOST, required=True)
    approach = Engagement()
    cohort = Whole(validate=validate.Range(FIRST_YEAR, LAST_YEAR, error="must be a year from {min} to {max}"))
    source = WebAddress()

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Site:
        """Return the Site of valid data."""
        return Site(**data)


class PagePlaceSchema(Schema):
    """A stretch of a page of the site; marks are code-point offsets into it, end exclusive."""

    text = fields.String(required=True)
    marks = fields.List(fields.List(fields.Integer()), required=True)


class SitePageSchema(Schema):
    """What the site itself has to say to a search: a page about the programme, or a toolkit made by editors."""

    title = fields.String(required=True)
    page_url = fields.String(required=True)
    kind = fields.String(required=True, metadata={"enum": [kind.value for kind in SitePageKind]})
    snippet = fields.Nested(PagePlaceSchema, required=True)
