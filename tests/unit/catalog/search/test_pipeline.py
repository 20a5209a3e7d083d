"""A search calls the engine as rarely as possible, because each call to a remote engine is a round trip."""

from functools import partial

import pytest

from catalog.search.engines.memory.engine import MemoryBackend
from catalog.search.query.tree import Query
from catalog.search.searcher import Searcher
from factories import entry, taxonomy

TITLES = ("Smart policing", "Policing innovation", "Recruiting officers", "Recruiting officers", "Recruiting cadets")
ENTRIES = [entry(f"e{number}", title=title) for number, title in enumerate(TITLES)]


class RecordingBackend:
    """A backend that records the name of each call, and how many counts were read."""

    def __init__(self, backend):
        self.backend, self.calls, self.counts_read = backend, [], 0

    def __getattr__(self, name):
        value = getattr(self.backend, name)
        return partial(self._call, name, value) if callable(value) else value

    def _call(self, name, method, *arguments):
        self.calls.append(name)
        return self._read(method(*arguments)) if name == "counts" else method(*arguments)

    def _read(self, counts):
        for count in counts:
            self.counts_read += 1
            yield count


@pytest.fixture
def backend():
    return RecordingBackend(MemoryBackend(ENTRIES, taxonomy(), "000001-test"))


@pytest.fixture
def search(backend):
    return Searcher(backend).search


@pytest.mark.parametrize("text", ["", "recruiting", "recruiting cadets"])
def test_a_search_takes_two_calls(backend, search, text):
    search(Query(text))
    assert backend.calls == ["counts", "execute"]


def test_a_query_with_enough_matches_is_not_counted_relaxed(backend, search):
    search(Query("recruiting"))
    assert backend.counts_read == 1


def test_a_corrected_search_takes_four_calls(backend, search):
    assert search(Query("recruting")).did_you_mean.used
    assert backend.calls == ["counts", "counts", "counts", "execute"]


def test_corrections_after_the_first_better_one_are_not_counted(backend):
    searcher = Searcher(backend)
    assert len(searcher.speller.corrections("recruting ofcers")) > 1
    backend.calls.clear()
    assert searcher.search(Query("recruting ofcers")).did_you_mean.used
    assert backend.calls.count("counts") == 3
    # Full, in one place, and partial matches of the text; the first correction; the same three of the correction.
    assert backend.counts_read == 7


def test_all_meanings_of_ambiguous_terms_are_counted_together(backend, search):
    (choice,) = search(Query("spi")).choices
    assert len(choice.meanings) == 2
    assert backend.calls.count("counts") <= 5


def test_explanations_take_one_more_call(backend, search):
    hits = search(Query("recruiting officers", explain=True)).hits
    assert all(hit.explanation for hit in hits)
    assert backend.calls == ["counts", "execute", "scores"]
