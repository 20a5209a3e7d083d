"""A featured toolkit at the JSON boundary."""

from __future__ import annotations

from marshmallow import Schema, fields

from catalog.schemas.answers.hits import LabelsSchema


class FeaturedItemSchema(Schema):
    """A resource of a toolkit, and why it is in it."""

    id = fields.String(required=True)
    title = fields.String(required=True)
    summary = fields.String(required=True, allow_none=True)
    page_url = fields.String(required=True)
    url = fields.String(required=True, allow_none=True, metadata={"description": "The resource itself, on the web."})
    labels = fields.Nested(LabelsSchema, required=True)
    note = fields.String(required=True, metadata={"description": "The note of the editors; it may be empty."})


class FeaturedSectionSchema(Schema):
    """Resources under a title."""

    title = fields.String(required=True)
    items = fields.List(fields.Nested(FeaturedItemSchema), required=True)


class ToolkitAnswerSchema(Schema):
    """A featured toolkit with the resources that the catalog still has."""

    name = fields.String(required=True)
    title = fields.String(required=True)
    purpose = fields.String(required=True)
    page_url = fields.String(required=True)
    generation = fields.String(required=True)
    sections = fields.List(fields.Nested(FeaturedSectionSchema), required=True)
