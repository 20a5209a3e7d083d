"""Fixtures for the tests of the record formats."""

import datetime as dt

import pytest

import factories
from webui.formats.records.listing import Listing
from webui.urls import SiteUrls

PUBLISHED_AT = dt.datetime(2026, 5, 4, 3, 2, 1, tzinfo=dt.UTC)


@pytest.fixture
def listing():
    """A function that makes a listing of records."""

    def make_listing(*records, total=None, title="A search"):
        urls = SiteUrls("https://clearinghouse.example")
        return Listing(title, records, total or len(records), factories.starter_formats(), urls, PUBLISHED_AT)

    return make_listing
