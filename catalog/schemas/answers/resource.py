"""A resource and its related resources at the JSON boundary."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from marshmallow import Schema, fields

from catalog.model import TextSource
from catalog.schemas.answers.hits import LabelsSchema
from catalog.schemas.records.record import RecordSchema
from catalog.search.result import Related, Relation


class DocumentTextSchema(Schema):
    """A linked document with the facts that extraction found."""

    label = fields.String(required=True, allow_none=True)
    role = fields.String(required=True)
    url = fields.String(required=True, allow_none=True)
    media_type = fields.String(required=True, allow_none=True)
    size_bytes = fields.Integer(required=True, allow_none=True)
    pages = fields.Integer(required=True, allow_none=True)
    duration_s = fields.Integer(required=True, allow_none=True)
    problem = fields.String(required=True, allow_none=True)
    stale = fields.Boolean(
        required=True, metadata={"description": "Whether the text is that of an earlier version of the document."}
    )
    text_source = fields.String(
        required=True,
        allow_none=True,
        metadata={
            "examples": [source.value for source in TextSource],
            "description": "`ocr` if the text was recognized by machine from a scan, `mixed` if a part of it was.",
        },
    )


class ResourceSchema(Schema):
    """A complete resource: its record as its curator wrote it, and its documents."""

    id = fields.String(required=True)
    page_url = fields.String(required=True)
    generation = fields.String(required=True)
    labels = fields.Nested(LabelsSchema, required=True)
    record = fields.Nested(RecordSchema, required=True)
    documents = fields.List(fields.Nested(DocumentTextSchema), required=True)


class RelatedResourceSchema(Schema):
    """A related resource, and how it is related: `relation` is a stable value."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    format = fields.String(required=True, allow_none=True)
    published = fields.String(required=True, allow_none=True)
    language = fields.String(required=True, allow_none=True)
    relation = fields.String(required=True, metadata={"examples": [relation.value for relation in Relation]})
    reason = fields.String(
        required=True, metadata={"description": "The relation in words, in the language of the answer."}
    )
    page_url = fields.String(required=True)


class RelatedAnswerSchema(Schema):
    """Related resources: first those that editors linked, then the series, then similar ones."""

    id = fields.String(required=True)
    generation = fields.String(required=True)
    related = fields.List(fields.Nested(RelatedResourceSchema), required=True)


def related_json(
    related: Iterable[Related],
    *,
    page_url: Callable[[str], str],
    label: Callable[[Relation], str],
    language: str | None = None,
) -> list[dict[str, Any]]:
    """Return related resources in the shape of RelatedResourceSchema, with titles in a language where translated."""
    return [
        {
            "id": item.record.id,
            "title": item.record.text_in(language).title,
            "format": item.record.format,
            "published": str(item.record.published) if item.record.published else None,
            "language": item.record.language,
            "relation": item.relation.value,
            "reason": label(item.relation),
            "page_url": page_url(item.record.id),
        }
        for item in related
    ]
