"""Suggestions at the JSON boundary."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict
from typing import Any

from marshmallow import Schema, fields

from catalog.schemas.answers.search import FacetCountSchema, facet_count_json
from catalog.search.result import Suggestions


class SuggestedLabelsSchema(Schema):
    """Labels for the values of a suggested resource, in the language of the answer."""

    format = fields.String(required=True, allow_none=True)


class SuggestedResourceSchema(Schema):
    """A suggested resource."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    format = fields.String(required=True, allow_none=True)
    page_url = fields.String(required=True)
    labels = fields.Nested(SuggestedLabelsSchema, required=True)


class SuggestAnswerSchema(Schema):
    """Suggestions for the beginning of a query. With the parameter `fields`, only the named ones are present.

    In a part of the catalog, completions and topics are those with results there.
    """

    q = fields.String(required=True)
    generation = fields.String(required=True)
    completions = fields.List(fields.String())
    resources = fields.List(fields.Nested(SuggestedResourceSchema))
    topics = fields.List(fields.Nested(FacetCountSchema))
    total = fields.Integer(
        allow_none=True, metadata={"description": "The number of resources with all words; null if there are none."}
    )


SUGGESTION_FIELDS = ("completions", "resources", "topics", "total")
"""The fields of suggestions that a program can choose."""


def suggestions_json(
    q: str,
    suggestions: Suggestions,
    *,
    page_url: Callable[[str], str],
    format_label: Callable[[str], str],
    names: Collection[str] = SUGGESTION_FIELDS,
) -> dict[str, Any]:
    """Return suggestions in the shape of SuggestAnswerSchema, with the fields of these names.

    `format_label` returns the label of a format by its value.
    """
    values = {
        "completions": list(suggestions.completions),
        "resources": [
            {
                **asdict(resource),
                "page_url": page_url(resource.id),
                "labels": {"format": format_label(resource.format) if resource.format else None},
            }
            for resource in suggestions.resources
        ],
        "topics": [facet_count_json(topic) for topic in suggestions.topics],
        "total": suggestions.total,
    }
    chosen = {name: value for name, value in values.items() if name in names}
    return {"q": q, "generation": suggestions.generation, **chosen}
