"""Fixtures for checks of links: nothing here can leave this machine."""

import datetime as dt

import pytest

from catalog.settings import Settings
from fetching_fixtures import internet, server
from indexer.check.links.link_check import LinkCheckOptions, check_links
from indexer.ingest.model import NoProgress

__all__ = ["internet", "server"]

FIRST_DAY = dt.datetime(2026, 12, 1, 8, tzinfo=dt.UTC)


@pytest.fixture
def link_settings(folder):
    """Settings with low limits, which allow servers on loopback."""
    return Settings(
        corpus=folder / "corpus",
        data=folder / "data",
        harvest_allow=("127.0.0.0/8",),
        harvest_delay_s=0.0,
        harvest_connect_s=0.5,
        harvest_idle_s=0.5,
        harvest_wall_s=1.0,
    )


@pytest.fixture
def check_on(link_settings):
    """A function that checks links on a day, counted from the first one, and returns the report."""

    def check(day=0, **options):
        options = LinkCheckOptions(**{"older_than_days": 0.5, **options})
        return check_links(link_settings, options, NoProgress(), lambda: FIRST_DAY + dt.timedelta(days=day))

    return check
