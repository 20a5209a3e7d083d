"""A site that counts searches, on days that the test chooses."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from werkzeug.test import TestResponse

import factories
from catalog.query_log.model import LoggedSearches
from query_log import FIRST_DAY, logged
from webui import create_app


class CountingSite:
    """A site, its clock, and its query log."""

    def __init__(self, folder: Path, **settings: object) -> None:
        """Serve what was published in a folder."""
        self.settings = factories.settings(folder, **settings)
        self.day = FIRST_DAY
        self.app = create_app(self.settings, today=lambda: self.day)
        self.client = self.app.test_client()

    def get(self, path: str, **headers: str) -> TestResponse:
        """Return the response to a request with headers, in whose names `_` stands for `-`."""
        return self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def next_day(self) -> None:
        """Let a day pass."""
        self.day += dt.timedelta(1)

    def logged(self) -> LoggedSearches:
        """Return what was counted."""
        self.app.extensions["clearinghouse"].searches.flush()
        return logged(self.settings.data)
