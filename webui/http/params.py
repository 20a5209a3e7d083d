"""What the current request asks: its parameters as pairs of text."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl

from flask import request

from catalog.errors import QueryError
from catalog.messages import Message, MessageId
from catalog.schemas.query import refuse, refused_name
from catalog.search.query.tree import MAX_TEXT
from catalog.text import FORBIDDEN_CHARACTERS

Params = tuple[tuple[str, str], ...]
"""The parameters of a URL: pairs of name and value, in their order. A name may repeat."""

MAX_PARAMETERS = 500
"""Parameters of one request."""
TRACKING = frozenset({"fbclid", "gclid", "mc_cid", "mc_eid", "msclkid"})
"""Parameters that newsletters and other sites add to links, besides those that begin with utm_."""
REPLACEMENT = "\ufffd"
"""Stands for bytes that are not UTF-8."""


def asked_pairs() -> tuple[tuple[str, str], ...]:
    """Return the parameters in their order, empty ones too; bytes that are no UTF-8 become U+FFFD.

    Flask's own `request.args` would hand such bytes on as if the visitor had typed their escapes. Raises QueryError
    for more than MAX_PARAMETERS.
    """
    text = request.query_string.decode("utf-8", "replace")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_PARAMETERS)
    except ValueError:
        raise QueryError(Message(MessageId.TOO_MANY_PARAMETERS, limit=MAX_PARAMETERS)) from None
    return tuple(pair for pair in pairs if any(pair))


def typed_pairs() -> Iterator[tuple[str, str]]:
    """Yield the parameters of an address that may come from elsewhere, without what was added on the way."""
    for name, value in asked_pairs():
        if not name.startswith("utm_") and name not in TRACKING:
            yield name, value


def is_text(value: str) -> bool:
    """Tell whether a value is text: no control characters, nothing that could not be read."""
    return not FORBIDDEN_CHARACTERS.search(value) and REPLACEMENT not in value


def asked_only(*known: str) -> dict[str, str]:
    """Return the parameters, each once; raise QueryError for one that is unknown, doubled, too long or not text."""
    values: dict[str, str] = {}
    errors: dict[str, tuple[Message, ...]] = {}
    for name, value in asked_pairs():
        if fault := _fault(name, value, known, values):
            errors[refused_name(name)] = (fault,)
        values[name] = value
    if errors:
        refuse(errors, MessageId.REQUEST_NOT_UNDERSTOOD)
    return values


def _fault(name: str, value: str, known: tuple[str, ...], seen: dict[str, str]) -> Message | None:
    if name not in known:
        return Message(MessageId.UNKNOWN_PARAMETER, known=known) if known else Message(MessageId.NO_PARAMETERS)
    if name in seen:
        return Message(MessageId.GIVEN_TWICE)
    if not is_text(value):
        return Message(MessageId.NOT_TEXT)
    return Message(MessageId.TOO_MANY_CHARACTERS, limit=MAX_TEXT) if len(value) > MAX_TEXT else None
