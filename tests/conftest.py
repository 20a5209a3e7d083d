"""Fixtures that any test may use."""

from __future__ import annotations

import fcntl
import gc
import os
from collections.abc import Callable, Generator, Iterable
from functools import lru_cache
from pathlib import Path

import hypothesis
import pytest

import compiled_templates
import factories
import remote_engine
from catalog.model import Entry, Record
from catalog.search.ports import load_engine
from catalog.search.searcher import Searcher, open_searcher
from catalog.settings import Settings
from catalog.taxonomy import Taxonomy
from indexer.ingest.pipeline import ingest
from paths import CORPUS

# No deadline: on a busy machine, examples of correct code would exceed it.
hypothesis.settings.register_profile("no-deadline", deadline=None)
hypothesis.settings.load_profile("no-deadline")
compiled_templates.install()


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep the tests themselves out of garbage collections: they are many, and all stay until the end."""
    gc.disable()
    result = yield
    gc.freeze()
    gc.enable()
    return result


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    return factories.taxonomy()


@pytest.fixture(scope="session")
def indexes(tmp_path_factory: pytest.TempPathFactory, taxonomy: Taxonomy) -> Callable[..., Searcher]:
    """A function that builds an index with an engine. Tests in a row that need the same one share it."""

    @lru_cache(maxsize=16)
    def build_index(engine_name: str, batches: tuple[tuple[Entry, ...], ...], removed: frozenset[str]) -> Searcher:
        folder = tmp_path_factory.mktemp("index")
        engine = load_engine(Settings(engine=engine_name, data=folder / "data"))
        for batch in batches:
            writer = engine.open_writer(folder, taxonomy)
            for entry in batch:
                writer.put(entry)
            writer.commit()
        if removed:
            writer = engine.open_writer(folder, taxonomy)
            for record_id in removed:
                writer.remove(record_id)
            writer.commit()
        return open_searcher(engine, folder, taxonomy, "000001-test")

    return build_index


@pytest.fixture(params=["whoosh", "memory", remote_engine.ENGINE], ids=["whoosh", "memory", "remote"])
def build(request: pytest.FixtureRequest, indexes: Callable[..., Searcher]) -> Callable[..., Searcher]:
    """A function that writes entries in batches and returns a searcher over them. Each test runs once per engine."""

    def build_searcher(
        *entries: Entry, then: Iterable[tuple[Entry, ...]] = (), removed: Iterable[str] = ()
    ) -> Searcher:
        return indexes(request.param, (entries, *map(tuple, then)), frozenset(removed))

    return build_searcher


@pytest.fixture
def publish_records(tmp_path: Path) -> Callable[..., Settings]:
    """A function that indexes records, and documents by path, and returns the settings to serve them."""

    def publish(*records: Record, documents: dict[str, str | bytes] | None = None) -> Settings:
        report = factories.publish(tmp_path, *records, documents=documents)
        assert report.published
        return factories.settings(tmp_path)

    return publish


@pytest.fixture(scope="session")
def starter_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the starter corpus, indexed once for all workers. Tests that change it take a copy."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with (shared / "starter.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "starter" / "CURRENT").exists():
            ingest(Settings(corpus=CORPUS, data=shared / "starter"))
    return shared / "starter"
