"""What went wrong with a connection, in words for editors."""

from __future__ import annotations

import ssl
from http.client import HTTPException, IncompleteRead, RemoteDisconnected

from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)

from indexer.harvest.model import FetchError, FetchErrorKind

_DESCRIPTIONS: tuple[tuple[tuple[type[Exception], ...], FetchErrorKind, str], ...] = (
    ((ConnectTimeoutError, ReadTimeoutError, TimeoutError), FetchErrorKind.TIME, "{host} did not answer in time."),
    ((SSLError, ssl.SSLError), FetchErrorKind.TLS, "The connection to {host} is not secure: {reason}."),
    ((DecodeError,), FetchErrorKind.INCOMPLETE, "{host} sent a document whose compression is damaged."),
    ((IncompleteRead,), FetchErrorKind.INCOMPLETE, "{host} sent only a part of the document."),
    ((RemoteDisconnected,), FetchErrorKind.NETWORK, "{host} closed the connection without an answer."),
    (
        (HTTPError, HTTPException, ValueError),
        FetchErrorKind.SERVER,
        "{host} sent something that is not a valid answer.",
    ),
    ((Exception,), FetchErrorKind.NETWORK, "{host} could not be reached: {reason}."),
)
"""Types of errors, what they mean, and how to say it; the first that fits counts."""


def connection_error(host: str, error: Exception) -> FetchError:
    """Return the error of a connection to a host as one that editors understand."""
    cause = _cause(error)
    kind, sentence = next((kind, sentence) for types, kind, sentence in _DESCRIPTIONS if isinstance(cause, types))
    return FetchError(kind, sentence.format(host=host, reason=_reason(cause)))


def _cause(error: Exception) -> Exception:
    """Return the error that a library wrapped, or the error itself."""
    wrapped = error.args[1] if isinstance(error, ProtocolError) and len(error.args) > 1 else None
    if isinstance(error, SSLError) and error.args:
        wrapped = error.args[0]
    return wrapped if isinstance(wrapped, Exception) else error


def _reason(error: Exception) -> str:
    """Return what the system says about an error, without a period."""
    names = ("verify_message", "reason", "strerror")
    return str(next(filter(None, (getattr(error, name, None) for name in names)), error)).rstrip(".")
