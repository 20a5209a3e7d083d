"""Checks that an index has exactly the expected entries, and that some of them can be found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from catalog.errors import Problem
from catalog.generations.digests import id_digest
from catalog.search.query.parser import QUOTES
from catalog.search.query.tree import Query, Sort
from catalog.search.searcher import Searcher

LOOKED_UP_RECORDS = 5
"""The number of records, spread over the index, that are looked up by id and by title."""
MAX_TITLE_WORDS = 8
"""The number of words of a title that it is looked up by."""


def entry_problems(searcher: Searcher, ids: Collection[str]) -> Iterator[Problem]:
    """Yield the problems of an index that should have an entry for each of these ids, and no others.

    Size and digest tell whether an entry is missing, extra or duplicated; only then are all ids listed, to name it.
    """
    if searcher.size == len(ids) and searcher.id_digest() == id_digest(ids):
        for key in sorted(ids)[:: max(1, len(ids) // LOOKED_UP_RECORDS)]:
            if not _can_be_found(searcher, key):
                yield Problem("lost", "is in the index and cannot be found by its id or title", record=key)
        return
    differences = tuple(_differences(searcher, ids))
    yield from differences or (Problem("damaged", "the size or digest of the index does not match the ids it lists"),)


def _differences(searcher: Searcher, ids: Collection[str]) -> Iterator[Problem]:
    counts = Counter(searcher.ids())
    for key in sorted(set(ids) - counts.keys()):
        yield Problem("lost", "is in the ledger and not in the index", record=key)
    for key, count in counts.items():
        if count > 1 or key not in ids:
            yield Problem("extra", "is in the index and should not be", record=key)


def _can_be_found(searcher: Searcher, key: str) -> bool:
    """Return whether a search finds an entry by its id, and by its title if that has words to search for."""
    entry = searcher.get(key)
    if entry is None or entry.record.id != key:
        return False
    title = " ".join(entry.record.title.translate(QUOTES).replace('"', " ").split()[:MAX_TITLE_WORDS])
    text = f'title:"{title}"'
    # Needs no dictionary for spelling, and nothing is ranked.
    exactly = searcher.search(Query(text, all_terms=True, facets=(), passages=0, sort=Sort.TITLE))
    if exactly.total or not exactly.interpreted_as:
        return True
    return bool(searcher.search(Query(text)).total)
