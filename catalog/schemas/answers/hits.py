"""The hits of a search at the JSON boundary, with their snippets and explanations."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import asdict
from typing import Any, ClassVar

from marshmallow import Schema, fields

from catalog.facets import FACETS
from catalog.model import LocatorKind
from catalog.schemas.records.record import AgencySizeSchema, RecordSchema
from catalog.search.result import Explanation, Hit, SizeFit, Snippet

LocatorUrl = Callable[[Hit, Snippet], str | None]
"""A function that returns the URL of a snippet's location in its document, or None if it has none."""


class LocatorSchema(Schema):
    """The location of a snippet in its document."""

    kind = fields.String(required=True, metadata={"enum": [kind.value for kind in LocatorKind]})
    label = fields.String(required=True)
    url = fields.String(required=True, allow_none=True)


class SnippetSchema(Schema):
    """A passage of text; marks are code-point offsets into it, end exclusive."""

    text = fields.String(required=True)
    marks = fields.List(fields.List(fields.Integer()), required=True)
    locator = fields.Nested(LocatorSchema, required=True)


class ExplanationSchema(Schema):
    """The contribution of a part of the query to a score, and its parts."""

    what = fields.String(required=True)
    score = fields.Float(required=True)
    parts = fields.List(fields.Nested("ExplanationSchema"), required=True)


HIT_FIELDS = ("format", "topics", "agency_size", "publishers", "language")
RESOURCE_FIELDS = ("audiences", "engagement", "rating")
"""Fields of records that have facet values: those of every hit, and those of the resource only."""
ADDED_HIT_FIELDS = tuple(
    facet.field for facet in FACETS if facet.field and facet.field not in HIT_FIELDS + RESOURCE_FIELDS
)
"""Fields of the facets that are added to FACETS. Every hit has them."""


def _facet_field(name: str) -> fields.Field[Any]:
    """Return the field of a record for a hit: always present, null if the record has no value."""
    field = deepcopy(RecordSchema().declared_fields[name])
    field.required, field.allow_none = True, not isinstance(field, fields.List)
    return field


class HitSchema(Schema):
    """One result."""

    class Meta:
        include: ClassVar = {name: _facet_field(name) for name in ADDED_HIT_FIELDS}

    id = fields.String(required=True)
    title = fields.String(required=True)
    summary = fields.String(required=True, allow_none=True)
    url = fields.String(required=True, allow_none=True)
    page_url = fields.String(required=True)
    format = fields.String(required=True, allow_none=True)
    topics = fields.List(fields.String(), required=True)
    agency_size = fields.Nested(AgencySizeSchema, required=True, allow_none=True)
    publishers = fields.List(fields.String(), required=True)
    published = fields.String(required=True, allow_none=True)
    language = fields.String(required=True, allow_none=True)
    size_fit = fields.String(required=True, metadata={"enum": [fit.value for fit in SizeFit]})
    score = fields.Float(required=True)
    explanation = fields.Nested(ExplanationSchema, metadata={"description": "Only with explain=1."})
    snippets = fields.List(fields.Nested(SnippetSchema), required=True)


def hit_json(hit: Hit, page_url: Callable[[str], str], locator_url: LocatorUrl) -> dict[str, Any]:
    """Return a hit in the shape of HitSchema."""
    record = hit.record
    return {
        "id": record.id,
        "title": record.title,
        "summary": record.summary,
        "url": record.url,
        "page_url": page_url(record.id),
        "format": record.format,
        "topics": list(record.topics),
        "agency_size": asdict(record.agency_size) if record.agency_size else None,
        "publishers": list(record.publishers),
        "published": str(record.published) if record.published else None,
        "language": record.language,
        **{name: field.serialize(name, record) for name, field in HitSchema.Meta.include.items()},
        "size_fit": hit.size_fit,
        "score": round(hit.score, 6),
        **({"explanation": _explanation_json(hit.explanation)} if hit.explanation else {}),
        "snippets": [_snippet_json(hit, snippet, locator_url) for snippet in hit.snippets],
    }


def _explanation_json(explanation: Explanation) -> dict[str, Any]:
    parts = [_explanation_json(part) for part in explanation.parts]
    return {"what": explanation.what, "score": round(explanation.score, 6), "parts": parts}


def _snippet_json(hit: Hit, snippet: Snippet, locator_url: LocatorUrl) -> dict[str, Any]:
    locator = snippet.locator
    return {
        "text": snippet.text,
        "marks": [list(mark) for mark in snippet.marks],
        "locator": {"kind": locator.kind, "label": locator.label, "url": locator_url(hit, snippet)},
    }
