"""The messages of fields in record files and in the other files of editors, in English."""

from __future__ import annotations

from catalog.messages import BaseMessageId


class FieldMessageId(BaseMessageId):
    """What is wrong with a field, after the field's name: "field 'format': ..."."""

    OTHER = "other", "%(text)s"
