"""All resources at the JSON boundary, page by page, each with its last change."""

from __future__ import annotations

from marshmallow import Schema, fields

from catalog.generations.change_log import ChangeKind
from catalog.schemas.answers.hits import LabelsSchema
from catalog.schemas.answers.resource import DocumentTextSchema
from catalog.schemas.records.record import RecordSchema


class ListedResourceSchema(Schema):
    """A resource with its last change. After its removal, only its id and the change are left."""

    id = fields.String(required=True)
    change = fields.String(required=True, metadata={"enum": [kind.value for kind in ChangeKind]})
    changed_at = fields.String(
        required=True, metadata={"format": "date-time", "description": "The time of the change in UTC, to the second."}
    )
    page_url = fields.String(required=True, allow_none=True)
    labels = fields.Nested(LabelsSchema, required=True, allow_none=True)
    record = fields.Nested(RecordSchema, required=True, allow_none=True)
    documents = fields.List(fields.Nested(DocumentTextSchema), required=True)


class ListLinksSchema(Schema):
    """The URLs of this page and of the next one, which is null on the last page."""

    self = fields.String(required=True)
    next = fields.String(required=True, allow_none=True)


class ResourceListSchema(Schema):
    """A page of all resources by id, or of those that changed since a time, removed ones included.

    Ask for changes since the earliest `as_of` of all pages of the last time. Nothing is known of resources that were
    removed before `log_started_at`.
    """

    generation = fields.String(required=True)
    as_of = fields.String(required=True, metadata={"format": "date-time"})
    log_started_at = fields.String(required=True, metadata={"format": "date-time"})
    total = fields.Integer(required=True)
    resources = fields.List(fields.Nested(ListedResourceSchema), required=True)
    links = fields.Nested(ListLinksSchema, required=True)
