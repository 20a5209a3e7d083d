"""A stemmer can be shared between threads."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from catalog.search.text.analyzers.snowball import stemmer

WORDS = [
    f"{start}{ending}" for start in ("polic", "relat", "organ", "hop") for ending in ("ing", "ational", "izing", "eful")
]


@pytest.fixture
def frequent_thread_switches():
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("frequent_thread_switches")
def test_threads_get_the_stems_of_their_own_words():
    expected = list(map(stemmer("english"), WORDS))
    shared = stemmer("english")
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: [shared(word) for word in WORDS], range(400)))
    assert all(stems == expected for stems in results)
