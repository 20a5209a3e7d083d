"""A watched query at the boundary: the fields of watched_queries.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from marshmallow import ValidationError, fields, post_load, validates, validates_schema

from catalog.editorial.watched_queries import WatchedQuery
from catalog.facets import FACET_NAMES, FACETS, Facet
from catalog.messages import Message
from catalog.schemas.base.numbers_and_dates import PartialDateField, WholeNumber
from catalog.schemas.base.strict_schema import BoundedList, StrictSchema, list_of
from catalog.schemas.base.texts import MAX_NAME, NOT_EMPTY, Id, Text
from catalog.schemas.base.validators import Range
from catalog.schemas.base.vocabulary import VocabularyValue
from catalog.schemas.field_messages import FieldMessageId
from catalog.schemas.queries.query import MAX_VALUES_PER_FACET
from catalog.schemas.queries.query_fields import SortParameter
from catalog.schemas.records.record import MAX_SWORN
from catalog.search.query.tree import MAX_TEXT as MAX_QUERY
from catalog.search.query.tree import Query, Sort
from catalog.taxonomy import Taxonomy

MAX_EXPECTED = 10
"""The records that a query may expect: as many as there are first results."""


def _facet_values(facet: Facet) -> BoundedList:
    """Return the field for the values of a facet; those that no vocabulary lists can be any text."""
    value = VocabularyValue(facet.name) if facet.closed else Text(limit=MAX_NAME, validate=NOT_EMPTY)
    return list_of(value, limit=MAX_VALUES_PER_FACET)


class WatchedFiltersSchema(StrictSchema):
    """The filters of a watched query, under the names that they have in the address of a search."""

    example = "filters: {topic: [technology], published_from: 2020}"

    class Meta(StrictSchema.Meta):
        include: ClassVar = {facet.name: _facet_values(facet) for facet in FACETS}

    sworn = WholeNumber(
        validate=Range(1, MAX_SWORN, message=Message(FieldMessageId.OUT_OF_RANGE, low="1", high=f"{MAX_SWORN:,}"))
    )
    published_from = PartialDateField()
    published_to = PartialDateField()

    def __init__(self, **kwargs: Any) -> None:
        """Take the options of schemas. The schema of the query sets the vocabularies."""
        super().__init__(**kwargs)
        self.taxonomy = Taxonomy()

    @validates_schema
    def check_order(self, data: Mapping[str, Any], **_: Any) -> None:
        """Reject dates in reverse."""
        start, end = data.get("published_from"), data.get("published_to")
        if start and end and start.first_day() > end.last_day():
            message = Message(FieldMessageId.FROM_AFTER_UNTIL, since=str(start), until=str(end))
            raise ValidationError([message], "published_from")


class WatchedQuerySchema(StrictSchema):
    """One watched query. Whether the records that it expects exist is checked elsewhere."""

    query = Text(limit=MAX_QUERY, required=True, validate=NOT_EMPTY)
    filters = fields.Nested(WatchedFiltersSchema)
    sort = SortParameter(Sort, by_value=True)
    note = Text()
    expect = list_of(Id(), limit=MAX_EXPECTED)

    def __init__(self, taxonomy: Taxonomy | None = None, **kwargs: Any) -> None:
        """Take the vocabularies with the values of facets."""
        super().__init__(**kwargs)
        self.taxonomy = taxonomy or Taxonomy()
        cast("Any", self.fields["filters"]).schema.taxonomy = self.taxonomy

    @validates("expect")
    def check_duplicates(self, expect: list[str], **_: Any) -> None:
        """Reject a record that is named twice."""
        for number, record in enumerate(expect):
            if record in expect[:number]:
                raise ValidationError({number: [Message(FieldMessageId.DUPLICATE_RECORD, record=record)]})

    @post_load
    def make_watched_query(self, data: Mapping[str, Any], **_: Any) -> WatchedQuery:
        """Return the WatchedQuery of valid data."""
        filters = dict(data.get("filters", {}))
        facets = {name: self._values(name, filters.pop(name)) for name in FACET_NAMES if name in filters}
        query = Query(data["query"], filters=facets, sort=data.get("sort"), **filters)
        return WatchedQuery(query, data.get("note") or None, tuple(data.get("expect", ())))

    def _values(self, facet: str, values: list[str]) -> tuple[str, ...]:
        """Return the values of a facet, each once; a name that the taxonomy has stands for its value."""
        named = ((value, self.taxonomy.values_named(facet, value)) for value in values)
        return tuple(dict.fromkeys(known[0] if len(known) == 1 else value for value, known in named))
