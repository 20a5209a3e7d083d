"""Columns can be lost: Whoosh's postings hold what they hold, and the next run writes them anew."""

import pytest

from catalog.live import LiveSearcher
from catalog.search.query.tree import Query
from factories import settings
from indexer.ingest.pipeline import ingest
from publishing import corrupt_byte, generations, publish_titles


def answers(searcher):
    texts = ("", "title", '"title of"', "titl*", "-always", "topic:technology")
    return [(found.total, found.hits, found.facets) for found in map(searcher.search, map(Query, texts))]


@pytest.fixture
def published(tmp_path):
    """A folder with two generations of several segments, and the answers of the newest."""
    publish_titles(tmp_path, "Title of one", "Title of two")
    return tmp_path, answers(LiveSearcher(settings(tmp_path)).current())


def columns(folder):
    return sorted(generations(folder).folder(generations(folder).current()).glob("*.columns"))


@pytest.mark.parametrize("deed", [corrupt_byte, lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
def test_without_its_columns_an_index_gives_the_same_answers_and_warns(published, deed):
    folder, whole = published
    path = columns(folder)[-1]
    deed(path)
    searcher = LiveSearcher(settings(folder)).current()
    assert answers(searcher) == whole
    assert searcher.warnings == (f"{path.name} is damaged; 'clearinghouse index' repairs it",)


def test_the_next_run_writes_lost_columns_anew(published):
    folder, whole = published
    columns(folder)[0].unlink()
    assert ingest(settings(folder)).published
    searcher = LiveSearcher(settings(folder)).current()
    assert (searcher.warnings, [total for total, _, _ in answers(searcher)]) == ((), [total for total, _, _ in whole])
