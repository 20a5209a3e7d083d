"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import hypothesis
import pytest

import factories
import remote_engine
from catalog.config import Settings
from catalog.model import Entry, Record
from catalog.search.ports import load_engine
from catalog.search.searcher import Searcher, open_searcher
from catalog.taxonomy import Taxonomy

# A busy machine is no fault of the code: no example is timed.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def taxonomy() -> Taxonomy:
    return factories.taxonomy()


@pytest.fixture(params=["whoosh", "memory", remote_engine.ENGINE], ids=["whoosh", "memory", "remote"])
def build(request: pytest.FixtureRequest, tmp_path: Path, taxonomy: Taxonomy) -> Callable[..., Searcher]:
    """Return a function that gives a searcher over entries, written in the given batches; once for each engine."""
    engine = load_engine(Settings(engine=request.param, data=tmp_path / "data"))

    def built(*entries: Entry, then: Iterable[tuple[Entry, ...]] = (), removed: Iterable[str] = ()) -> Searcher:
        for batch in (entries, *then):
            writer = engine.open_writer(tmp_path, taxonomy)
            for each in batch:
                writer.put(each)
            writer.commit()
        if removed:
            writer = engine.open_writer(tmp_path, taxonomy)
            for key in removed:
                writer.remove(key)
            writer.commit()
        return open_searcher(engine, tmp_path, taxonomy, "000001-test")

    return built


@pytest.fixture
def published(tmp_path: Path) -> Callable[..., Settings]:
    """Return a function that indexes records (and documents by path) and gives the settings to serve them."""

    def made(*records: Record, documents: dict[str, str | bytes] | None = None) -> Settings:
        report = factories.publish(tmp_path, *records, documents=documents)
        assert report.published
        return factories.settings(tmp_path)

    return made
