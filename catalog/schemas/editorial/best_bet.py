"""A best bet at the boundary: the fields of best_bets.yaml."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from marshmallow import ValidationError, post_load, validates_schema
from marshmallow.fields import Nested

from catalog.editorial.bets import Bet, BetLink
from catalog.messages import Message
from catalog.schemas.base.numbers_and_dates import Day, check_period
from catalog.schemas.base.strict_schema import StrictSchema, list_of
from catalog.schemas.base.texts import MAX_LINE, NOT_EMPTY, Id, Text, WebAddress, language_code, one_sentence
from catalog.schemas.base.validators import Length, invalid
from catalog.schemas.field_messages import FieldMessageId
from catalog.search.query.tree import MAX_TEXT as MAX_QUERY
from catalog.text import nearest

MAX_BET_TEXT = 300
"""Characters of the text that explains a best bet."""
MAX_QUOTED_TEXT = 200
"""Characters of a text that a message quotes."""
AT_LEAST_ONE_QUERY = Length(low=1, message=Message(FieldMessageId.NO_QUERIES))


class PlainText(Text):
    """A query of plain words, without operators."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        from catalog.editorial.best_bets import plain_words  # noqa: PLC0415  # it loads the analyzers

        if not plain_words(text):
            raise invalid(FieldMessageId.NOT_PLAIN_WORDS, value=text[:MAX_QUOTED_TEXT])
        return text


class RecordId(Id):
    """The id of an existing record."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        records: Collection[str] = self.root.records  # type: ignore[union-attr]  # the root is a BetSchema
        if text in records:
            return text
        if guess := nearest(text, records):
            raise invalid(FieldMessageId.NO_SUCH_RECORD_NEAREST, record=text, nearest=guess)
        raise invalid(FieldMessageId.NO_SUCH_RECORD, record=text)


class LinkSchema(StrictSchema):
    """A page on another site."""

    example = "link: {url: 'https://example.org/grants', title: How to apply}"

    url = WebAddress(required=True)
    title = Text(limit=MAX_LINE, required=True, validate=NOT_EMPTY)

    @post_load
    def make_link(self, data: Mapping[str, Any], **_: Any) -> BetLink:
        """Return the BetLink of valid data."""
        return BetLink(**data)


class BetSchema(StrictSchema):
    """One best bet."""

    queries = list_of(PlainText(limit=MAX_QUERY), required=True, validate=AT_LEAST_ONE_QUERY)
    record = RecordId()
    link = Nested(LinkSchema)
    text = Text(validate=one_sentence(MAX_BET_TEXT))
    since = Day(data_key="from")
    until = Day()
    language = language_code()

    def __init__(self, records: Collection[str] = (), **kwargs: Any) -> None:
        """Take the ids of the records that a bet may point to."""
        super().__init__(**kwargs)
        self.records = records

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def check_target(self, _: Mapping[str, Any], original: Mapping[str, Any], **__: Any) -> None:
        """Reject a bet with neither a record nor a link, or with both."""
        if ("record" in original) == ("link" in original):
            raise ValidationError([Message(FieldMessageId.RECORD_OR_LINK)], "record")

    @validates_schema(skip_on_field_errors=False)
    def check_order(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject a period that ends before it begins."""
        check_period(data)

    @post_load
    def make_bet(self, data: Mapping[str, Any], **_: Any) -> Bet:
        """Return the Bet of valid data."""
        return Bet(**{**data, "queries": tuple(data["queries"])})
