"""Suggestions at the JSON boundary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from marshmallow import Schema, fields

from catalog.schemas.answers.search import FacetCountSchema, facet_count_json
from catalog.search.result import Suggestions


class SuggestedResourceSchema(Schema):
    """A suggested resource."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    format = fields.String(required=True, allow_none=True)
    page_url = fields.String(required=True)


class SuggestAnswerSchema(Schema):
    """Suggestions for the beginning of a query."""

    q = fields.String(required=True)
    generation = fields.String(required=True)
    completions = fields.List(fields.String(), required=True)
    resources = fields.List(fields.Nested(SuggestedResourceSchema), required=True)
    topics = fields.List(fields.Nested(FacetCountSchema), required=True)
    total = fields.Integer(required=True, allow_none=True)


def suggestions_json(q: str, suggestions: Suggestions, *, page_url: Callable[[str], str]) -> dict[str, Any]:
    """Return suggestions in the shape of SuggestAnswerSchema."""
    return {
        "q": q,
        "generation": suggestions.generation,
        "completions": list(suggestions.completions),
        "resources": [{**asdict(resource), "page_url": page_url(resource.id)} for resource in suggestions.resources],
        "topics": [facet_count_json(topic) for topic in suggestions.topics],
        "total": suggestions.total,
    }
