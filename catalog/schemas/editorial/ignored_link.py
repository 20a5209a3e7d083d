"""An ignored link at the boundary: the fields of ignored_links.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, post_load, validates_schema

from catalog.editorial.ignored_links import IgnoredLink
from catalog.messages import Message
from catalog.schemas.base.numbers_and_dates import Day
from catalog.schemas.base.strict_schema import StrictSchema
from catalog.schemas.base.texts import MAX_LINE, NOT_EMPTY, Text, WebAddress
from catalog.schemas.base.validators import Pattern
from catalog.schemas.field_messages import FieldMessageId

HOST = Pattern(re.compile(r"[\w-]+(?:\.[\w-]+)+\Z"), message=Message(FieldMessageId.NOT_A_HOST))


class IgnoredLinkSchema(StrictSchema):
    """A link that is left out of reports."""

    url = WebAddress()
    host = Text(limit=MAX_LINE, validate=HOST)
    reason = Text(limit=MAX_LINE, required=True, validate=NOT_EMPTY)
    until = Day()

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def check_target(self, _: Mapping[str, Any], original: Mapping[str, Any], **__: Any) -> None:
        """Reject an item with neither a URL nor a host, or with both."""
        if ("url" in original) == ("host" in original):
            raise ValidationError([Message(FieldMessageId.URL_OR_HOST)], "url")

    @post_load
    def make_ignored_link(self, data: Mapping[str, Any], **_: Any) -> IgnoredLink:
        """Return the IgnoredLink of valid data."""
        host = data.get("host", "").lower().removeprefix("www.")
        return IgnoredLink(data["reason"], data.get("url", ""), host, data.get("until"))
