"""Whether an index holds exactly the entries it should, and finds some of them, without listing them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from catalog.errors import Problem
from catalog.generations.digests import id_digest
from catalog.search.query.parser import QUOTES
from catalog.search.query.tree import Query
from catalog.search.searcher import Searcher

CANARIES = 5
"""Records looked up by id and by title, spread over the index."""
TITLE_WORDS = 8
"""Words of a title that it is looked up by."""


def entry_problems(searcher: Searcher, ids: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with the entries of an index that should hold exactly these ids.

    Size and digest tell whether an entry is missing, extra or there twice; only then are all ids listed, to name it.
    """
    if searcher.size == len(ids) and searcher.id_digest() == id_digest(ids):
        for key in sorted(ids)[:: max(1, len(ids) // CANARIES)]:
            if not _is_found(searcher, key):
                yield Problem("lost", "is in the index and cannot be found by its id or title", record=key)
        return
    named = tuple(_differences(searcher, ids))
    yield from named or (Problem("damaged", "the size or digest of the index does not fit the ids it lists"),)


def _differences(searcher: Searcher, ids: Collection[str]) -> Iterator[Problem]:
    times = Counter(searcher.ids())
    for key in sorted(set(ids) - times.keys()):
        yield Problem("lost", "is in the ledger and not in the index", record=key)
    for key, count in times.items():
        if count > 1 or key not in ids:
            yield Problem("extra", "is in the index and should not be", record=key)


def _is_found(searcher: Searcher, key: str) -> bool:
    """Tell whether an entry is found by its id, and by its title where that has words to search for."""
    entry = searcher.get(key)
    if entry is None or entry.record.id != key:
        return False
    title = " ".join(entry.record.title.translate(QUOTES).replace('"', " ").split()[:TITLE_WORDS])
    result = searcher.search(Query(f'title:"{title}"'))
    return bool(result.total) or not result.interpreted_as
