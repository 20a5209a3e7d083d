"""What fetching returns, and why it fails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from catalog.errors import CatalogError


class FetchErrorKind(StrEnum):
    """Why something could not be fetched, as a stable identifier for programs."""

    INVALID_URL = "invalid-url"
    REFUSED_ADDRESS = "refused-address"
    """The address is not public, or has another scheme or port than web addresses have."""
    DNS = "dns"
    """The name of the host does not exist, or nobody could say what its addresses are."""
    NETWORK = "network"
    TLS = "tls"
    TIME = "time"
    ROBOTS = "robots"
    """The host asks programs to stay away from this address."""
    NOT_FOUND = "not-found"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    BUSY = "busy"
    """The host asks to come back later."""
    SERVER = "server"
    """The server failed, or sent something that is not HTTP."""
    REDIRECTS = "redirects"
    TOO_LARGE = "too-large"
    INCOMPLETE = "incomplete"
    EMPTY = "empty"
    WRONG_TYPE = "wrong-type"
    STORAGE = "storage"
    """It could not be saved here."""
    STOPPED = "stopped"
    """The command was interrupted."""


class FetchError(CatalogError):
    """Something could not be fetched. The message is a sentence for editors.

    `retry_after_s` is how long to wait before the next attempt, if the host said so.
    """

    def __init__(self, kind: FetchErrorKind, message: str, retry_after_s: float | None = None) -> None:
        """Take the reason, the message, and the seconds to wait."""
        super().__init__(message)
        self.kind = kind
        self.retry_after_s = retry_after_s


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A file that was fetched, in the cache.

    `url` is what was asked for and `final_url` what answered; `redirects` are the URLs in between and the final one.
    `status` is 304 if the server said that nothing has changed. `media_type` comes from the content, or else from the
    server. The names of `headers` are in lower case. The content `is_unchanged` if it is that of the last time.
    """

    url: str
    final_url: str
    status: int
    path: Path
    sha256: str
    media_type: str
    headers: Mapping[str, str]
    fetched_at: dt.datetime
    is_unchanged: bool
    redirects: tuple[str, ...] = ()
