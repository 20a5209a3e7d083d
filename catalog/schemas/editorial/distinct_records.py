"""Records that are not duplicates, at the boundary: the fields of not_duplicates.yaml."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import post_load

from catalog.messages import Message
from catalog.schemas.base.numbers_and_dates import Day
from catalog.schemas.base.strict_schema import StrictSchema, list_of
from catalog.schemas.base.texts import MAX_NAME, NOT_EMPTY, Id, Name, Text, up_to
from catalog.schemas.base.validators import Length
from catalog.schemas.field_messages import FieldMessageId

MAX_WHY = 300
"""Characters of the reason why records are not duplicates."""
AT_LEAST_TWO = Length(low=2, message=Message(FieldMessageId.TWO_RECORDS))


@dataclass(frozen=True, slots=True)
class DistinctRecords:
    """Records that look alike and are not the same: no two of them. Who says so, when, and why."""

    records: tuple[str, ...]
    why: str
    who: str = ""
    on: dt.date | None = None


class DistinctRecordsSchema(StrictSchema):
    """One group of records that are not the same."""

    records = list_of(Id(), required=True, validate=AT_LEAST_TWO)
    why = Text(required=True, validate=[NOT_EMPTY, up_to(MAX_WHY)])
    who = Name(limit=MAX_NAME)
    on = Day()

    @post_load
    def make_distinct_records(self, data: Mapping[str, Any], **_: Any) -> DistinctRecords:
        """Return the DistinctRecords of valid data."""
        return DistinctRecords(**{**data, "records": tuple(data["records"])})
