"""Resumption tokens: they hold the whole state of a harvest, so that they never expire and survive new generations.

A harvest goes by id in ascending order. If a new generation is published in the middle, it goes on behind the last id:
what changed before that has a new datestamp, which the next harvest asks for.
"""

from __future__ import annotations

import datetime as dt
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from webui.interop.oai.protocol import OaiError, OaiErrorCode, Selection

CHECKSUM_CHARACTERS = 12
MAX_COUNT = 10**9
"""The highest number of resources in a token. Python cannot write numbers of any length."""


@dataclass(frozen=True, slots=True)
class Resumption:
    """The state of a harvest: `after` is the last id that was sent, `cursor` the number of those sent before.

    `size` is the number of all that were selected when the harvest began.
    """

    selection: Selection
    after: str = ""
    cursor: int = 0
    size: int = 0


def token_for(resumption: Resumption, repository: str) -> str:
    """Return the token of a state: base64url of JSON, and a checksum with the URL of the repository."""
    times = [time and int(time.timestamp()) for time in (resumption.selection.start, resumption.selection.end)]
    state = [*times, resumption.selection.set_spec, resumption.after, resumption.cursor, resumption.size]
    text = urlsafe_b64encode(json.dumps(state, separators=(",", ":")).encode()).decode()
    return f"{text}.{_checksum(text, repository)}"


def resumption_of(token: str, repository: str) -> Resumption:
    """Return the state of a token; raise OaiError for one that this repository did not issue."""
    text, _, checksum = token.rpartition(".")
    try:
        if checksum == _checksum(text, repository):
            return _from_json(json.loads(urlsafe_b64decode(text)))
    except (ValueError, TypeError, OverflowError, OSError, RecursionError):
        pass  # forged: the checksum is no secret
    message = "this repository did not issue this token, or it was changed: start the harvest again"
    raise OaiError(OaiErrorCode.BAD_RESUMPTION, message)


def _from_json(state: Any) -> Resumption:
    """Return the state; raise ValueError, TypeError, OverflowError or OSError for values of other kinds."""
    start, end, set_spec, after, cursor, size = state
    if [type(value) for value in (set_spec, after, cursor, size)] != [str, str, int, int]:
        raise TypeError
    if not (0 <= cursor <= MAX_COUNT and 0 <= size <= MAX_COUNT):
        raise ValueError
    return Resumption(Selection(_time(start), _time(end), set_spec), after, cursor, size)


def _time(seconds: Any) -> dt.datetime | None:
    return None if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC)


def _checksum(text: str, repository: str) -> str:
    """Return a checksum. It protects nothing: whoever forges a token gets what any harvester gets."""
    return sha256(f"{repository} {text}".encode("utf-8", "replace")).hexdigest()[:CHECKSUM_CHARACTERS]
