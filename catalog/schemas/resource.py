"""A resource and its related resources at the JSON boundary."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from marshmallow import Schema, fields

from catalog.schemas.record import RecordSchema
from catalog.search.result import Related, Relation


class DocumentTextSchema(Schema):
    """What is known of a linked document."""

    label = fields.String(required=True, allow_none=True)
    role = fields.String(required=True)
    url = fields.String(required=True, allow_none=True)
    media_type = fields.String(required=True, allow_none=True)
    size_bytes = fields.Integer(required=True, allow_none=True)
    pages = fields.Integer(required=True, allow_none=True)
    duration_s = fields.Integer(required=True, allow_none=True)
    problem = fields.String(required=True, allow_none=True)


class ResourceSchema(Schema):
    """A complete resource: its record as its curator wrote it, and its documents as they were read."""

    id = fields.String(required=True)
    page_url = fields.String(required=True)
    generation = fields.String(required=True)
    record = fields.Nested(RecordSchema, required=True)
    documents = fields.List(fields.Nested(DocumentTextSchema), required=True)


class RelatedResourceSchema(Schema):
    """A related resource, and how it is related: `relation` is a stable value."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    format = fields.String(required=True, allow_none=True)
    published = fields.String(required=True, allow_none=True)
    language = fields.String(required=True, allow_none=True)
    relation = fields.String(required=True, metadata={"enum": [relation.value for relation in Relation]})
    reason = fields.String(required=True, metadata={"description": "The relation in words for people."})
    page_url = fields.String(required=True)


class RelatedAnswerSchema(Schema):
    """Related resources: first those that editors linked, then the series, then similar ones."""

    id = fields.String(required=True)
    generation = fields.String(required=True)
    related = fields.List(fields.Nested(RelatedResourceSchema), required=True)


def related_json(
    related: Iterable[Related], *, page_url: Callable[[str], str], label: Callable[[Relation], str]
) -> list[dict[str, Any]]:
    """Return related resources in the shape of RelatedResourceSchema."""
    return [
        {
            "id": each.record.id,
            "title": each.record.title,
            "format": each.record.format,
            "published": str(each.record.published) if each.record.published else None,
            "language": each.record.language,
            "relation": each.relation.value,
            "reason": label(each.relation),
            "page_url": page_url(each.record.id),
        }
        for each in related
    ]
