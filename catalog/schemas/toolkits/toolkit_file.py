"""A toolkit as a file at the JSON boundary: the toolkit itself, its resources, and their changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from marshmallow import Schema, fields

from catalog.schemas.records.record import RecordSchema, record_json
from catalog.schemas.toolkits.toolkit import ToolkitSchema
from catalog.toolkit_changes import ItemChange, ResolvedToolkit


class ResourceInFileSchema(Schema):
    """A resource as the catalog has it now."""

    page_url = fields.String(required=True)
    record = fields.Nested(RecordSchema, required=True)


class ChangeInFileSchema(Schema):
    """A change to the resource of an item since it was added.

    `kind` is `removed`, `superseded` (by the resource `by`), `edition` or `renamed` (it was `before`).
    """

    record = fields.String(required=True)
    kind = fields.String(required=True)
    before = fields.String()
    by = fields.String()


class OriginSchema(Schema):
    """The source of the file: the catalog, the toolkit's own URL and the last day it works, and the dates of both."""

    name = fields.String(required=True)
    catalog_url = fields.String(required=True)
    toolkit_url = fields.String(required=True, allow_none=True)
    written = fields.Date(required=True)
    published_at = fields.DateTime(required=True)
    expires = fields.Date(required=True, allow_none=True)


class NoticeSchema(Schema):
    """The federal funding notice and disclaimer."""

    title = fields.String(required=True)
    text = fields.String(required=True)


class ToolkitFileSchema(Schema):
    """The whole file. `resources` are those that the catalog has now, by id."""

    toolkit = fields.Nested(ToolkitSchema, required=True)
    resources = fields.Dict(keys=fields.String(), values=fields.Nested(ResourceInFileSchema), required=True)
    changes = fields.List(fields.Nested(ChangeInFileSchema), required=True)
    origin = fields.Nested(OriginSchema, required=True)
    notice = fields.Nested(NoticeSchema, required=True)


def toolkit_resources(toolkit: ResolvedToolkit, page_url: Callable[[str], str]) -> dict[str, Any]:
    """Return the resources that the catalog has now, by id."""
    return {record.id: {"page_url": page_url(record.id), "record": record_json(record)} for record in toolkit.records()}


def toolkit_changes(toolkit: ResolvedToolkit) -> list[dict[str, Any]]:
    """Return the changes in the order of the items."""
    return [_change_json(item.item.record, change) for item in toolkit.items() for change in item.changes]


def _change_json(record_id: str, change: ItemChange) -> dict[str, Any]:
    details = {"before": change.before, "by": change.record.id if change.record else None}
    return {"record": record_id, "kind": change.kind, **{name: value for name, value in details.items() if value}}
