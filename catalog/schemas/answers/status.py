"""The status of the index, and errors, at the JSON boundary."""

from __future__ import annotations

from marshmallow import Schema, fields


class StatusSchema(Schema):
    """The status of the index, and the limits in force."""

    generation = fields.String(required=True)
    published_at = fields.String(required=True)
    engine = fields.String(required=True)
    digest = fields.String(required=True)
    records = fields.Integer(required=True)
    documents = fields.Integer(required=True)
    warnings = fields.List(fields.String(), required=True)
    limits = fields.Dict(keys=fields.String(), values=fields.Float(), required=True)


class ProblemSchema(Schema):
    """An error (RFC 9457); `errors` has the reasons by parameter."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    errors = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))
