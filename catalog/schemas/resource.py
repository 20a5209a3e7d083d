"""A resource, and what stands beside it, at the JSON boundary."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, get_args

from marshmallow import Schema, fields

from catalog.schemas.record import RecordSchema
from catalog.search.result import Reason, Related


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
    """A resource whole: its record as its curator wrote it, and its documents as they were read."""

    id = fields.String(required=True)
    page_url = fields.String(required=True)
    generation = fields.String(required=True)
    record = fields.Nested(RecordSchema, required=True)
    documents = fields.List(fields.Nested(DocumentTextSchema), required=True)


class RelatedResourceSchema(Schema):
    """A resource to show beside another one, and why."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    format = fields.String(required=True, allow_none=True)
    published = fields.String(required=True, allow_none=True)
    language = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, metadata={"enum": list(get_args(Reason))})
    page_url = fields.String(required=True)


class RelatedAnswerSchema(Schema):
    """What to show beside a resource: what editors tied to it first, then its series, then what is about the same."""

    id = fields.String(required=True)
    generation = fields.String(required=True)
    related = fields.List(fields.Nested(RelatedResourceSchema), required=True)


def related_json(related: Iterable[Related], *, page_url: Callable[[str], str]) -> list[dict[str, Any]]:
    """Return resources in the shape of RelatedResourceSchema."""
    return [
        {
            "id": each.record.id,
            "title": each.record.title,
            "format": each.record.format,
            "published": str(each.record.published) if each.record.published else None,
            "language": each.record.language,
            "reason": each.reason,
            "page_url": page_url(each.record.id),
        }
        for each in related
    ]
