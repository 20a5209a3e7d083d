"""A process that answers many prepares each generation, and lets go of those that were replaced."""

import gc
import threading
import weakref

import pytest

import factories
from catalog.search.live import LiveSearcher


@pytest.fixture
def live(published):
    """A searcher that prepares what it opens."""
    yield LiveSearcher(published(factories.record("first")), warm=True)
    prepared()
    gc.unfreeze()


def prepared():
    """Wait until everything that is being prepared is ready."""
    for thread in threading.enumerate():
        if thread.name.startswith("warm "):
            thread.join()


def test_what_a_prepared_generation_keeps_is_not_looked_through_for_garbage(live):
    gc.unfreeze()
    live.current()
    prepared()
    assert gc.get_freeze_count() > 0


def test_a_generation_is_let_go_after_the_second_one_that_follows(live, tmp_path):
    first = weakref.ref(live.current())
    for key in ("second", "third"):
        prepared()
        factories.publish(tmp_path, factories.record(key))
        live.current()
    prepared()
    gc.collect()
    assert first() is None
