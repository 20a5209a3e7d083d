"""A generation that was replaced is freed at once, with its memory and its open files."""

import gc
import weakref
from dataclasses import replace
from pathlib import Path

import pytest

import web_catalog
from catalog.live import LiveSearcher
from factories import record, settings, write_record
from indexer.ingest.pipeline import ingest
from publishing import generations, publish_titles
from webui import create_app

PATHS = (
    *("/", "/search?q=cameras", "/search?q=camras", "/search?q=LPR&topic=technology&sort=newest", "/topics/technology"),
    *("/es/search?q=cameras", "/resources/guide", "/resources/guide?at=1&q=cameras", "/toolkit/build?topic=technology"),
    *(
        "/search.atom?q=shooting",
        "/search.csv?q=shooting",
        "/search.ris?q=shooting",
        "/sitemap.xml",
        "/data.json",
        "/toolkits/cameras",
        "/embed?mode=list&toolkit=cameras",
    ),
    *("/api/v1/search?q=shooting&explain=1", "/api/v1/suggest?q=ca", "/api/v1/resources/guide/related", "/sites"),
)


@pytest.fixture
def without_garbage_collection():
    """Free only what nothing refers to, as between two runs of the garbage collector."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("without_garbage_collection")
def test_a_site_keeps_nothing_of_a_generation_that_was_replaced(tmp_path):
    site_settings = web_catalog.publish(tmp_path)
    app = create_app(site_settings)
    client = app.test_client()
    live = app.extensions["clearinghouse"].live
    for path in PATHS:
        assert client.get(path).status_code == 200, path
    searcher = live.current()
    parts = [weakref.ref(part) for part in (searcher, searcher._backend, searcher.speller, searcher._backend._snapshot)]
    del searcher
    write_record(site_settings.corpus, record("lonely", title="Another title"))
    ingest(site_settings)
    for path in PATHS:
        client.get(path)
    assert [part() for part in parts] == [None] * len(parts)


def republish(folder):
    """Publish the current generation again."""
    store = generations(folder)
    with store.writing(), store.building(store.current()) as building:
        store.publish(building, replace(store.manifest(store.current()), generation=store.next_name()))


@pytest.mark.usefixtures("without_garbage_collection")
def test_a_process_keeps_no_files_of_replaced_generations_open(folder):
    publish_titles(folder, "First")
    live = LiveSearcher(settings(folder))
    open_files = []
    for _ in range(4):
        republish(folder)
        live.current().warm()
        open_files.append(len(list(Path("/proc/self/fd").iterdir())))
    assert open_files == open_files[:1] * 4


def test_a_process_remembers_only_the_files_of_the_generation_that_is_open(folder):
    live = LiveSearcher(settings(folder))
    publish_titles(folder, "First")
    for _ in range(4):
        republish(folder)
        manifest = live.current_generation().manifest
        live._verified.forget_unused()
    assert len(live._verified._earlier) <= len(manifest.files)
