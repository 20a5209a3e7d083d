"""Threads that stem at the same time get the stems they would get alone."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from catalog.search.text.analyzers.snowball import stemmer

WORDS = [
    f"{start}{ending}" for start in ("polic", "relat", "organ", "hop") for ending in ("ing", "ational", "izing", "eful")
]


@pytest.fixture
def restless():
    """Threads that take turns as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("restless")
def test_threads_get_the_stems_of_their_own_words():
    alone = list(map(stemmer("english"), WORDS))
    shared = stemmer("english")
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: [shared(word) for word in WORDS], range(400)))
    assert all(stems == alone for stems in found)
