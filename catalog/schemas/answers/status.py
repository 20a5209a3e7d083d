"""The status of the index, and errors, at the JSON boundary."""

from __future__ import annotations

from marshmallow import Schema, fields


class OcrSchema(Schema):
    """Whether scanned pages could be read (text recognition, OCR) when the generation was built."""

    available = fields.Boolean(required=True)
    languages = fields.List(fields.String(), required=True, metadata={"description": "Names as Tesseract uses them."})
    version = fields.String(required=True, allow_none=True)


class StatusSchema(Schema):
    """The status of the index, and the limits in force."""

    generation = fields.String(required=True)
    published_at = fields.String(required=True)
    engine = fields.String(required=True)
    digest = fields.String(required=True)
    records = fields.Integer(required=True)
    documents = fields.Integer(required=True)
    warnings = fields.List(fields.String(), required=True)
    ocr = fields.Nested(OcrSchema, required=True)
    limits = fields.Dict(keys=fields.String(), values=fields.Float(), required=True)


class SuccessorSchema(Schema):
    """The resource that replaces a withdrawn one."""

    id = fields.String(required=True)
    page_url = fields.String(required=True)


class ProblemSchema(Schema):
    """An error (RFC 9457); `errors` has the reasons by parameter. Texts are in English."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    errors = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))
    replaced_by = fields.Nested(SuccessorSchema)
