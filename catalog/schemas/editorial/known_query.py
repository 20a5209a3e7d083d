"""A judged query at the boundary: the fields of judgments.yaml, of which suggestions need few."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import fields, post_load

from catalog.schemas.base.strict_schema import StrictSchema
from catalog.schemas.base.texts import MAX_LINE, NOT_EMPTY, Text
from catalog.search.query.tree import MAX_TEXT as MAX_QUERY
from catalog.search.suggest.known_queries import KnownQuery

UNSUGGESTED_KINDS = frozenset({"typo", "code", "lacking"})
"""Kinds of queries: misspelled ones, codes, and those about what the catalog does not have."""
USEFUL_GRADE = 2
"""The lowest grade of a record that answers the query: 1 is only related."""
LANGUAGES_BY_KIND = {"spanish": "es"}


class JudgedQuerySchema(StrictSchema):
    """One judged query."""

    query = Text(limit=MAX_QUERY, required=True, validate=NOT_EMPTY)
    kind = Text(limit=MAX_LINE, required=True, validate=NOT_EMPTY)
    relevant = fields.Dict(keys=fields.String(), values=fields.Integer())
    wrong = fields.List(fields.String())
    must_not = fields.List(fields.String())

    @post_load
    def make_query(self, data: Mapping[str, Any], **_: Any) -> KnownQuery | None:
        """Return the query if it is one to suggest, else None."""
        grades: Mapping[str, int] = data.get("relevant", {})
        records = tuple(record for record, grade in grades.items() if grade >= USEFUL_GRADE)
        if data["kind"] in UNSUGGESTED_KINDS or not records:
            return None
        return KnownQuery(data["query"], LANGUAGES_BY_KIND.get(data["kind"], "en"), records)
