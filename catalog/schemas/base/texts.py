"""Fields of text: plain text, ids, URLs and codes of languages."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from marshmallow import fields

from catalog.messages import Message
from catalog.schemas.base.validators import Length, Pattern, invalid
from catalog.schemas.field_messages import FieldMessageId
from catalog.text import clean

MAX_ID = 200
MAX_TEXT = 20_000
"""Characters of a text of several sentences."""
MAX_LINE = 1_000
"""Characters of a title."""
MAX_NAME = 600
"""Characters of a name or a keyword in a list."""
MAX_CODE = 200
"""Characters of a code or a number as text."""
MAX_URL = 2_000
MAX_LANGUAGE = 35
"""Characters of the code of a language (RFC 5646, 4.4.1)."""
MAX_QUOTED_URL = 200
"""Characters of a URL that a message quotes."""
ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_EMAIL = re.compile(r"(?:mailto:)?[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+", re.IGNORECASE)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
NOT_EMPTY = Length(low=1, message=Message(FieldMessageId.EMPTY))


def up_to(limit: int) -> Length:
    """Return a validator of texts with at most `limit` characters."""
    return Length(high=limit, message=Message(FieldMessageId.MORE_CHARACTERS, limit=limit))


def one_sentence(limit: int) -> Length:
    """Return a validator of texts with at most `limit` characters, whose message asks for one sentence."""
    return Length(high=limit, message=Message(FieldMessageId.MORE_THAN_ONE_SENTENCE, limit=limit))


class Text(fields.String):
    """Text of at most `limit` characters in NFC, cleaned, its ends trimmed; empty text counts as absent."""

    default_error_messages = {"invalid": [Message(FieldMessageId.NOT_QUOTED)]}  # noqa: RUF012  # marshmallow's own form

    def __init__(self, *, limit: int = MAX_TEXT, **kwargs: Any) -> None:
        """Take the maximum number of characters."""
        super().__init__(**kwargs)
        self.limit = limit

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        text = clean(super()._deserialize(value, attr, data, **kwargs)).strip()
        if len(text) > self.limit:
            raise invalid(FieldMessageId.TEXT_TOO_LONG, count=len(text), limit=self.limit)
        return text


class Name(Text):
    """The name of a person or an organization."""


class Id(Text):
    """An id of this catalog."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not ID.fullmatch(text) or len(text) > MAX_ID:
            raise invalid(FieldMessageId.INVALID_ID, value=text[:MAX_ID], limit=MAX_ID)
        return text


class WebAddress(Text):
    """An absolute http or https URL."""

    def __init__(self, **kwargs: Any) -> None:
        """Take what any field takes."""
        super().__init__(limit=MAX_URL, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not is_web_address(text):
            raise invalid(_url_fault(text), value=text[:MAX_QUOTED_URL])
        return text


def _url_fault(text: str) -> FieldMessageId:
    """Return what is wrong with a text that is not a web address."""
    if _EMAIL.fullmatch(text):
        return FieldMessageId.URL_IS_EMAIL
    if not re.match(r"https?://[^/?#\s]", text, re.IGNORECASE):
        return FieldMessageId.INVALID_URL
    if re.search(r"\s", text):
        return FieldMessageId.URL_HAS_SPACE
    return FieldMessageId.URL_HAS_USER if "@" in text else FieldMessageId.INVALID_URL


def is_web_address(text: str) -> bool:
    """Return whether `text` is an http(s) address with a host, without a user name and without spaces."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port  # either may raise
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and "@" not in parts.netloc and not re.search(r"\s", text)


class LanguageCode(Text):
    """The code of a language (BCP 47)."""


def language_code() -> LanguageCode:
    """Return a field for the code of a language."""
    return LanguageCode(
        limit=MAX_LANGUAGE, validate=Pattern(LANGUAGE, message=Message(FieldMessageId.INVALID_LANGUAGE))
    )
