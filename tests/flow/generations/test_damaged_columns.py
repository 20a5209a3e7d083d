"""Columns that are damaged or missing are rebuilt from Whoosh's postings, and the next run writes them again."""

import pytest

from catalog.live import LiveSearcher
from catalog.search.query.tree import Query
from factories import settings
from indexer.ingest.pipeline import ingest
from publishing import corrupt_byte, generations, publish_titles


def results(searcher):
    texts = ("", "title", '"title of"', "titl*", "-always", "topic:technology")
    return [(result.total, result.hits, result.facets) for result in map(searcher.search, map(Query, texts))]


@pytest.fixture
def published(tmp_path):
    """A folder with two generations of several segments, and the search results of the newest one."""
    publish_titles(tmp_path, "Title of one", "Title of two")
    return tmp_path, results(LiveSearcher(settings(tmp_path)).current())


def column_files(folder):
    return sorted(generations(folder).folder(generations(folder).current()).glob("*.columns"))


@pytest.mark.parametrize("damage", [corrupt_byte, lambda path: path.unlink(), lambda path: path.write_bytes(b"")])
def test_an_index_with_damaged_or_missing_columns_gives_the_same_results_and_warns(published, damage):
    folder, expected = published
    path = column_files(folder)[-1]
    damage(path)
    searcher = LiveSearcher(settings(folder)).current()
    assert results(searcher) == expected
    assert searcher.warnings == (f"{path.name} is damaged; 'clearinghouse index' repairs it",)


def test_the_next_run_writes_missing_columns_again(published):
    folder, expected = published
    column_files(folder)[0].unlink()
    assert ingest(settings(folder)).published
    searcher = LiveSearcher(settings(folder)).current()
    assert (searcher.warnings, [total for total, _, _ in results(searcher)]) == (
        (),
        [total for total, _, _ in expected],
    )
