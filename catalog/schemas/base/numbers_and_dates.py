"""Fields of numbers, dates and yes or no. Each accepts a value as text too, because YAML files are read as text."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Collection, Mapping
from typing import Any

from marshmallow import ValidationError, fields

from catalog.messages import Message
from catalog.model import PartialDate
from catalog.schemas.base.validators import invalid
from catalog.schemas.field_messages import FieldMessageId

_DATE_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
MONTHS = 12
MAX_QUOTED_DATE = 100
"""Characters of a value that a message quotes."""


class WholeNumber(fields.Integer):
    """A whole number. `units` are words that people write after it, in the singular."""

    default_error_messages = {  # noqa: RUF012  # marshmallow's own form
        name: [Message(FieldMessageId.NOT_A_WHOLE_NUMBER)] for name in ("invalid", "too_large")
    }

    def __init__(self, *, units: Collection[str] = (), **kwargs: Any) -> None:
        """Take the words for what is counted."""
        super().__init__(**kwargs)
        self.units = units

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if isinstance(value, float):  # marshmallow would cut 1.5 down to 1
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class YesOrNo(fields.Boolean):
    """True or false."""

    default_error_messages = {"invalid": [Message(FieldMessageId.NOT_YES_OR_NO)]}  # noqa: RUF012  # marshmallow's own form


class Seconds(WholeNumber):
    """A duration in whole seconds."""


class PartialDateField(fields.Field[PartialDate]):
    """YYYY, YYYY-MM or YYYY-MM-DD."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> PartialDate:  # noqa: ARG002
        return _partial_date(str(value).strip(), FieldMessageId.INVALID_DATE)

    def _serialize(self, value: PartialDate | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:  # noqa: ARG002
        return None if value is None else str(value)


class Day(fields.Date):
    """YYYY-MM-DD."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dt.date:  # noqa: ARG002
        text = str(value).strip()
        date = _partial_date(text, FieldMessageId.INVALID_DAY)
        if not date.day:
            raise ValidationError([day_missing(text, date)])
        return date.first_day()


def day_missing(text: str, date: PartialDate) -> Message:
    """Return the message for a date without a day where a day is needed; `text` is how it is written."""
    message_id = FieldMessageId.DAY_MISSING if date.month else FieldMessageId.MONTH_AND_DAY_MISSING
    return Message(message_id, value=text, example=f"{date.year:04d}-{date.month or 5:02d}-17")


def _partial_date(text: str, other_form: FieldMessageId) -> PartialDate:
    """Return the date of a text; raise ValidationError, with the given message if it does not look like a date."""
    try:
        return PartialDate.parse(text)
    except ValueError:
        pass
    numbers = _DATE_FORM.fullmatch(text)
    if numbers is None:
        raise invalid(other_form, value=text[:MAX_QUOTED_DATE])
    raise ValidationError([not_in_calendar(text, *(int(number) for number in numbers.groups() if number))])


def not_in_calendar(text: str, year: int, month: int = 0, day: int = 0) -> Message:
    """Return the message for a date that does not exist; `text` is how it is written."""
    if year and 1 <= month <= MONTHS and day:
        days = calendar.monthrange(year, month)[1]
        return Message(FieldMessageId.DAY_NOT_IN_MONTH, value=text, days=days)
    return Message(FieldMessageId.DATE_NOT_IN_CALENDAR, value=text)


def check_period(data: Mapping[str, Any]) -> None:
    """Raise ValidationError if a period, the fields `since` and `until`, ends before it begins."""
    since, until = data.get("since"), data.get("until")
    if since and until and since > until:
        message = Message(FieldMessageId.FROM_AFTER_UNTIL, since=str(since), until=str(until))
        raise ValidationError([message], "from")
