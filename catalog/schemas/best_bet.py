"""A best bet at the boundary: the fields of best_bets.yaml."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from marshmallow import ValidationError, post_load, validate, validates_schema
from marshmallow.fields import Nested

from catalog.editorial.best_bets import Bet, BetLink, plain_words
from catalog.schemas.record import LANGUAGE, Day, Id, StrictSchema, Text, WebAddress, list_of
from catalog.text import nearest

MAX_WHY = 300
"""Characters of the text that says why."""


class PlainText(Text):
    """A text that visitors may type: plain words."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not plain_words(text):
            raise ValidationError(f"'{text[:200]}' would match nothing: write plain words, without quotes and signs")
        return text


class KnownId(Id):
    """The id of an existing record."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        records: Collection[str] = self.root.records  # type: ignore[union-attr]  # the root is a BetSchema
        if text not in records:
            guess = nearest(text, records)
            raise ValidationError(f"there is no record '{text}'" + (f": did you mean '{guess}'?" if guess else ""))
        return text


class LinkSchema(StrictSchema):
    """A page on another site."""

    url = WebAddress(required=True)
    title = Text(required=True, validate=validate.Length(min=1, error="must not be empty"))

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> BetLink:
        """Return the Link of valid data."""
        return BetLink(**data)


class BetSchema(StrictSchema):
    """One best bet."""

    queries = list_of(
        PlainText(), required=True, validate=validate.Length(min=1, error="must name at least one text to search for")
    )
    record = KnownId()
    link = Nested(LinkSchema)
    text = Text(validate=validate.Length(max=MAX_WHY, error="has more than {max} characters: one sentence is enough"))
    since = Day(data_key="from")
    until = Day()
    language = Text(validate=validate.Regexp(LANGUAGE, error="must be a language code such as en or es"))

    def __init__(self, records: Collection[str] = (), **kwargs: Any) -> None:
        """Take the ids of the records that a bet may point to."""
        super().__init__(**kwargs)
        self.records = records

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def one_target(self, _: Mapping[str, Any], original: Mapping[str, Any], **__: Any) -> None:
        """Reject a bet with neither a record nor a link, or with both."""
        if ("record" in original) == ("link" in original):
            raise ValidationError("a best bet has either a record or a link", "record")

    @validates_schema(skip_on_field_errors=False)
    def ascending(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject a period that ends before it begins."""
        since, until = data.get("since"), data.get("until")
        if since and until and since > until:
            raise ValidationError(f"from {since} is after until {until}", "from")

    @post_load
    def made(self, data: Mapping[str, Any], **_: Any) -> Bet:
        """Return the Bet of valid data."""
        return Bet(**{**data, "queries": tuple(data["queries"])})
