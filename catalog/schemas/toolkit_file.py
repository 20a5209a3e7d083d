"""A toolkit as a file at the JSON boundary: the toolkit itself, its resources, and what has changed since."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from marshmallow import Schema, fields

from catalog.schemas.record import RecordSchema, record_json
from catalog.schemas.toolkit import ToolkitSchema
from catalog.toolkit_changes import ResolvedToolkit


class ResourceInFileSchema(Schema):
    """A resource as it is in the catalog today."""

    page_url = fields.String(required=True)
    record = fields.Nested(RecordSchema, required=True)


class ChangeInFileSchema(Schema):
    """What happened to an item's resource since it was added.

    `kind` is `removed`, `superseded` (by the resource `by`), `edition` or `renamed` (it was `before`).
    """

    record = fields.String(required=True)
    kind = fields.String(required=True)
    before = fields.String()
    by = fields.String()


class OriginSchema(Schema):
    """Where the file came from: the catalog, the toolkit's own address, the days it is of, the last day of its link."""

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
    """The whole file. `resources` has by its id every resource that is in the catalog today."""

    toolkit = fields.Nested(ToolkitSchema, required=True)
    resources = fields.Dict(keys=fields.String(), values=fields.Nested(ResourceInFileSchema), required=True)
    changes = fields.List(fields.Nested(ChangeInFileSchema), required=True)
    origin = fields.Nested(OriginSchema, required=True)
    notice = fields.Nested(NoticeSchema, required=True)


def toolkit_resources(held: ResolvedToolkit, page_url: Callable[[str], str]) -> dict[str, Any]:
    """Return the resources that are there, by their ids."""
    return {record.id: {"page_url": page_url(record.id), "record": record_json(record)} for record in held.records()}


def toolkit_changes(held: ResolvedToolkit) -> list[dict[str, Any]]:
    """Return what has changed, in the order of the items."""
    return [
        {"record": each.item.record, "kind": change.kind}
        | _known(before=change.before, by=change.record.id if change.record else None)
        for each in held.items()
        for change in each.changes
    ]


def _known(**fields_: str | None) -> dict[str, Any]:
    return {name: value for name, value in fields_.items() if value}
