"""The messages of fields in record files and in the other files of editors, in English."""

from __future__ import annotations

from catalog.messages import BaseMessageId


class FieldMessageId(BaseMessageId):
    """What is wrong with a field, after the field's name: "field 'format': ..."."""

    OTHER = "other", "%(text)s"
    """A sentence of a library, or of a field without a message of its own."""
    MISSING = "missing-field", "is missing"
    NOT_A_WHOLE_NUMBER = "field-not-a-whole-number", "must be a whole number"
    TEXT_TOO_LONG = "field-too-long", "has %(count)s characters; the limit is %(limit)s"
    INVALID_ID = "invalid-id", "'%(value)s' is not a valid id: use a-z, 0-9 and hyphens, at most %(limit)s characters"
    INVALID_URL = "invalid-url", "'%(value)s' is not a web address: it must begin with http:// or https://"
    TOO_MANY_RESOURCES = "too-many-resources-in-file", "has %(count)s resources; the limit is %(limit)s"
    DUPLICATE_RESOURCE = "duplicate-resource", "'%(record)s' is in this toolkit twice"
    REPEATED_RESOURCE = "repeated-resource", "has a resource twice"
