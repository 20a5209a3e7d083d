"""Feeds, the sitemap and the catalog for other catalogs tell when a resource was changed in the catalog."""

import datetime as dt
import time

import pytest

from catalog.live import LiveSearcher
from export_readers import read_xml
from factories import publish, record, settings, write_record
from indexer.ingest.pipeline import ingest
from webui import create_app

ATOM, SITEMAP = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A folder where the record `a` has changed after the first publication, and `b` has not."""
    folder = tmp_path_factory.mktemp("changed")
    publish(folder, record("a", added=dt.date(2020, 1, 1)), record("b", added=dt.date(2020, 1, 1)))
    time.sleep(1)  # the log has whole seconds
    write_record(folder / "corpus", record("a", title="Changed", added=dt.date(2020, 1, 1)))
    ingest(settings(folder))
    return folder


def change_time(folder):
    return LiveSearcher(settings(folder)).current_generation().changes.log.changes["a"].changed_at


def test_an_entry_of_a_feed_was_updated_when_its_resource_changed(changed):
    feed = read_xml(create_app(settings(changed)).test_client().get("/search.atom").text)
    updated = {entry.findtext(f"{ATOM}title"): entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")}
    assert dt.datetime.fromisoformat(updated["Changed"]) == change_time(changed)
    assert updated["Title of b"] == "2020-01-01T00:00:00Z"


def test_the_sitemap_has_the_time_of_a_change(changed):
    sitemap = read_xml(create_app(settings(changed)).test_client().get("/sitemap.xml").text)
    times = {url.findtext(f"{SITEMAP}loc"): url.findtext(f"{SITEMAP}lastmod") for url in sitemap.iter(f"{SITEMAP}url")}
    assert dt.datetime.fromisoformat(next(times[url] for url in times if url.endswith("/a"))) == change_time(changed)
    assert next(times[url] for url in times if url.endswith("/b")) == "2020-01-01"


def test_the_catalog_for_other_catalogs_has_the_time_of_a_change(changed):
    catalog = create_app(settings(changed)).test_client().get("/data.json").json
    times = {dataset["identifier"].rpartition("/")[2]: dataset["modified"] for dataset in catalog["dataset"]}
    assert dt.datetime.fromisoformat(times["a"]) == change_time(changed)
    assert times["b"] == "2020-01-01"
