"""The hits of a search at the JSON boundary, with their snippets and explanations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import asdict, dataclass
from operator import attrgetter
from typing import Any, ClassVar

from marshmallow import Schema, fields

from catalog.facets import FACETS
from catalog.model import LocatorKind, Record
from catalog.schemas.records.record import AgencySizeSchema, RecordSchema
from catalog.search.result import Explanation, Hit, SizeFit, Snippet

LocatorUrl = Callable[[Hit, Snippet], str | None]
"""A function that returns the URL of a snippet's location in its document, or None if it has none."""
Labels = Mapping[str, str | list[str] | None]
"""The labels of a record's values, by the fields of LabelsSchema."""
MAX_SNIPPETS = 3
"""Snippets of a hit: one of the summary, and one of each passage."""


class LocatorSchema(Schema):
    """The location of a snippet in its document."""

    kind = fields.String(required=True, metadata={"enum": [kind.value for kind in LocatorKind]})
    label = fields.String(
        required=True, metadata={"description": "It differs from that of other snippets of the same document."}
    )
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
RESOURCE_FIELDS = ("audiences", "engagement", "rating", "study_design")
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


def _label_field(name: str) -> fields.Field[Any]:
    """Return the field for the labels of a record's field: a list for a list, null if the record has no value."""
    if isinstance(RecordSchema().declared_fields[name], fields.List):
        return fields.List(fields.String(), required=True)
    return fields.String(required=True, allow_none=True)


class LabelsSchema(Schema):
    """Labels for the values of a record, in the language of the answer; null or empty if the record has no value."""

    class Meta:
        include: ClassVar = {name: _label_field(name) for name in ADDED_HIT_FIELDS}

    format = fields.String(required=True, allow_none=True)
    topics = fields.List(fields.String(), required=True)
    agency_size = fields.String(required=True)
    publishers = fields.List(fields.String(), required=True)
    published = fields.String(required=True, allow_none=True)
    language = fields.String(required=True, allow_none=True)


class HitSchema(Schema):
    """One result. With the parameter `fields`, only `id` and the named fields are present."""

    class Meta:
        include: ClassVar = {name: _facet_field(name) for name in ADDED_HIT_FIELDS}

    id = fields.String(required=True)
    title = fields.String(metadata={"description": "In the language of the answer, if the record has a translation."})
    summary = fields.String(
        allow_none=True, metadata={"description": "In the language of the answer, if the record has a translation."}
    )
    text_language = fields.String(allow_none=True, metadata={"description": "The language of title and summary."})
    url = fields.String(allow_none=True, metadata={"description": "The resource itself, on the web."})
    listed_at = fields.String(
        allow_none=True, metadata={"description": "A web page that only names the resource, if it has no own address."}
    )
    sample = fields.Boolean(metadata={"description": "Whether it is fictional: an example of what there can be."})
    page_url = fields.String(metadata={"description": "The page of the resource in this catalog."})
    format = fields.String(allow_none=True)
    topics = fields.List(fields.String())
    agency_size = fields.Nested(AgencySizeSchema, allow_none=True)
    publishers = fields.List(fields.String())
    published = fields.String(allow_none=True, metadata={"description": "YYYY, YYYY-MM or YYYY-MM-DD."})
    language = fields.String(allow_none=True)
    size_fit = fields.String(
        metadata={
            "enum": [fit.value for fit in SizeFit],
            "description": "Whether it is for agencies of the size `sworn` in particular, or for any size.",
        }
    )
    partial = fields.Boolean(  # type: ignore[assignment]  # marshmallow takes fields out of the class
        allow_none=True,
        metadata={
            "description": "Whether it matches only part of the query; null for a sentence, where this is not told."
        },
    )
    score = fields.Float()
    labels = fields.Nested(LabelsSchema)
    snippets = fields.List(fields.Nested(SnippetSchema))
    explanation = fields.Nested(ExplanationSchema, metadata={"description": "Only with explain=1."})


HIT_FIELD_NAMES = tuple(name for name in HitSchema().fields if name not in ("id", "explanation"))
"""The fields of a hit that a program can choose."""


@dataclass(frozen=True, slots=True)
class HitForm:
    """How hits are written as JSON.

    The functions return URLs and labels; without `labels`, hits have none. `fields` are those of HIT_FIELD_NAMES that
    were chosen; `snippets` is the maximum number in a hit, which has no such field with 0. `language` is that of titles
    and summaries, where records have translations.
    """

    page_url: Callable[[str], str]
    locator_url: LocatorUrl
    locator_label: Callable[[Snippet], str] = attrgetter("label")
    labels: Callable[[Record], Labels] | None = None
    fields: tuple[str, ...] = HIT_FIELD_NAMES
    snippets: int = MAX_SNIPPETS
    language: str | None = None


def hit_json(hit: Hit, form: HitForm, *, partial: bool | None) -> dict[str, Any]:
    """Return a hit in the shape of HitSchema; `partial` tells whether it matches only part of the query."""
    record = hit.record
    text = record.text_in(form.language)
    values = {
        "title": text.title,
        "summary": text.summary,
        "text_language": text.language,
        "url": record.url,
        "listed_at": record.listed_at,
        "sample": record.sample,
        "page_url": form.page_url(record.id),
        "format": record.format,
        "topics": list(record.topics),
        "agency_size": asdict(record.agency_size) if record.agency_size else None,
        "publishers": list(record.publishers),
        "published": str(record.published) if record.published else None,
        "language": record.language,
        **{name: field.serialize(name, record) for name, field in HitSchema.Meta.include.items()},
        "size_fit": hit.size_fit,
        "partial": partial,
        "score": round(hit.score, 6),
    }
    chosen: dict[str, Any] = {"id": record.id}
    chosen |= {name: value for name, value in values.items() if name in form.fields}
    if form.labels and "labels" in form.fields:
        chosen["labels"] = form.labels(record)
    if hit.explanation:
        chosen["explanation"] = _explanation_json(hit.explanation)
    if form.snippets and "snippets" in form.fields:
        chosen["snippets"] = [_snippet_json(hit, snippet, form) for snippet in hit.snippets[: form.snippets]]
    return chosen


def _explanation_json(explanation: Explanation) -> dict[str, Any]:
    parts = [_explanation_json(part) for part in explanation.parts]
    return {"what": explanation.what, "score": round(explanation.score, 6), "parts": parts}


def _snippet_json(hit: Hit, snippet: Snippet, form: HitForm) -> dict[str, Any]:
    locator = snippet.locator
    return {
        "text": snippet.text,
        "marks": [list(mark) for mark in snippet.marks],
        "locator": {
            "kind": locator.kind,
            "label": form.locator_label(snippet),
            "url": form.locator_url(hit, snippet),
        },
    }
