"""The resources to start with at the boundary: the fields of start_here.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, post_load, validates

from catalog.editorial.start_here import MAX_RECORDS, MIN_RECORDS, StartHere
from catalog.messages import Message
from catalog.schemas.base.strict_schema import StrictSchema, list_of
from catalog.schemas.base.texts import Id
from catalog.schemas.base.validators import Length
from catalog.schemas.base.vocabulary import VocabularyValue
from catalog.schemas.field_messages import FieldMessageId
from catalog.taxonomy import Taxonomy

RECORD_COUNT = Length(
    MIN_RECORDS, MAX_RECORDS, message=Message(FieldMessageId.NUMBER_TO_START_WITH, low=MIN_RECORDS, high=MAX_RECORDS)
)


class StartHereSchema(StrictSchema):
    """The resources to start with on one topic. Whether their records exist is checked elsewhere."""

    topic = VocabularyValue("topic", required=True)
    records = list_of(Id(), required=True, validate=RECORD_COUNT)

    def __init__(self, taxonomy: Taxonomy | None = None, **kwargs: Any) -> None:
        """Take the vocabularies with the topics."""
        super().__init__(**kwargs)
        self.taxonomy = taxonomy or Taxonomy()

    @validates("records")
    def check_duplicates(self, records: list[str], **_: Any) -> None:
        """Reject a record that is named twice."""
        for number, record in enumerate(records):
            if record in records[:number]:
                raise ValidationError({number: [Message(FieldMessageId.DUPLICATE_RECORD, record=record)]})

    @post_load
    def make_start_here(self, data: Mapping[str, Any], **_: Any) -> StartHere:
        """Return the StartHere of valid data."""
        return StartHere(data["topic"], tuple(data["records"]))
