"""What the API offers, at the JSON boundary."""

from __future__ import annotations

from marshmallow import Schema, fields


class LicenseSchema(Schema):
    """The license of the software, and the terms of use of the site; each record has its own `rights`."""

    name = fields.String(required=True)
    identifier = fields.String(required=True, metadata={"description": "The license in SPDX's list."})
    terms = fields.String(required=True, metadata={"description": "The page with the terms."})


class EndpointSchema(Schema):
    """An operation of the API. `url` is a template (RFC 6570) if it contains braces."""

    name = fields.String(required=True, metadata={"description": "The operationId in the OpenAPI description."})
    description = fields.String(required=True)
    url = fields.String(required=True)
    media_type = fields.String(required=True)
    parameters = fields.List(fields.String(), required=True, metadata={"description": "The query parameters."})


class OfferSchema(Schema):
    """An address outside of the API: a page, a feed or a file."""

    name = fields.String(required=True)
    description = fields.String(required=True)
    url = fields.String(required=True)
    media_type = fields.String(required=True)


class ApiOverviewSchema(Schema):
    """What the API offers."""

    name = fields.String(required=True)
    description = fields.String(required=True)
    version = fields.String(required=True)
    generation = fields.String(
        required=True, allow_none=True, metadata={"description": "Null until something is published."}
    )
    license = fields.Nested(LicenseSchema, required=True)
    contact = fields.String(required=True, allow_none=True)
    endpoints = fields.List(fields.Nested(EndpointSchema), required=True)
    links = fields.List(fields.Nested(OfferSchema), required=True)
