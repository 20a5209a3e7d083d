"""Fields of numbers and dates. Each accepts a value as text too, because YAML files are read as text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from marshmallow import ValidationError, fields

from catalog.messages import Message
from catalog.model import PartialDate
from catalog.schemas.base.validators import invalid
from catalog.schemas.field_messages import FieldMessageId

_DATE_FORM = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)


class WholeNumber(fields.Integer):
    """A whole number."""

    default_error_messages = {  # noqa: RUF012  # marshmallow's own form
        name: [Message(FieldMessageId.NOT_A_WHOLE_NUMBER)] for name in ("invalid", "too_large")
    }

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if isinstance(value, float):  # marshmallow would cut 1.5 down to 1
            raise self.make_error("invalid", input=value)
        return super()._deserialize(value, attr, data, **kwargs)


class PartialDateField(fields.Field[PartialDate]):
    """YYYY, YYYY-MM or YYYY-MM-DD."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> PartialDate:  # noqa: ARG002
        text = str(value).strip()
        try:
            return PartialDate.parse(text)
        except ValueError:
            if _DATE_FORM.fullmatch(text):
                raise invalid(FieldMessageId.DATE_NOT_IN_CALENDAR, value=text) from None
            raise invalid(FieldMessageId.INVALID_DATE, value=text) from None

    def _serialize(self, value: PartialDate | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:  # noqa: ARG002
        return None if value is None else str(value)


class Day(fields.Date):
    """YYYY-MM-DD."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dt.date:  # noqa: ARG002
        with suppress(ValueError):
            date = PartialDate.parse(str(value).strip())
            if date.day:
                return date.first_day()
        raise invalid(FieldMessageId.INVALID_DAY, value=str(value))


def check_period(data: Mapping[str, Any]) -> None:
    """Raise ValidationError if a period, the fields `since` and `until`, ends before it begins."""
    since, until = data.get("since"), data.get("until")
    if since and until and since > until:
        message = Message(FieldMessageId.FROM_AFTER_UNTIL, since=str(since), until=str(until))
        raise ValidationError([message], "from")
