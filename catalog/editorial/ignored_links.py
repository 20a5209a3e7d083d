"""Links that editors know about, so that reports leave them out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.web_hosts import site_host


@dataclass(frozen=True, slots=True)
class IgnoredLink:
    """A URL, or all URLs of a host without "www.", with the reason why reports leave them out.

    After the day `until`, which is the last one, they are reported again.
    """

    reason: str
    url: str = ""
    host: str = ""
    until: dt.date | None = None

    def covers(self, url: str, today: dt.date) -> bool:
        """Return whether reports leave out a URL."""
        if self.until is not None and self.until < today:
            return False
        return url == self.url if self.url else site_host(url) == self.host


def ignored_reason(ignored: Iterable[IgnoredLink], url: str, today: dt.date) -> str | None:
    """Return why a URL is left out of reports, or None if it is not."""
    return next((link.reason for link in ignored if link.covers(url, today)), None)
