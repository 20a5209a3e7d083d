"""A running site switches to each published generation, and generations may share files."""

import pytest
import yaml

from catalog.errors import DamagedError, NoGenerationError
from catalog.live import LiveSearcher
from catalog.search.query.tree import Query
from factories import TAXONOMY, publish, record, settings, write_corpus, write_record
from indexer.ingest.model import IngestOptions
from indexer.ingest.pipeline import ingest
from publishing import faults, generations, publish_titles, titles

# The CURRENT file


def test_a_running_searcher_switches_to_the_published_generation(folder):
    publish_titles(folder, "First")
    live = LiveSearcher(settings(folder))
    before = live.current()
    write_record(folder / "corpus", record("a", title="Second"))
    report = ingest(settings(folder))
    assert (live.current().generation, titles(live)) == (report.generation, ["Second"])
    assert before.search(Query("first")).total == 1


def test_a_searcher_stays_the_same_while_nothing_is_published(folder):
    publish_titles(folder, "First")
    live = LiveSearcher(settings(folder))
    assert live.current() is live.current()


def test_before_the_first_publication_the_error_says_what_to_do(folder):
    with pytest.raises(NoGenerationError, match="clearinghouse index"):
        LiveSearcher(settings(folder)).current()


def test_a_searcher_created_before_the_first_publication_opens_it_later(folder):
    live = LiveSearcher(settings(folder))
    with pytest.raises(NoGenerationError):
        live.current()
    publish_titles(folder, "First")
    assert titles(live) == ["First"]


def test_a_running_searcher_continues_when_the_current_file_is_deleted(folder):
    publish_titles(folder, "First")
    live = LiveSearcher(settings(folder))
    assert titles(live) == ["First"]
    (folder / "data/CURRENT").unlink()
    assert titles(live) == ["First"]


def test_a_generation_is_settled_while_requests_need_not_open_another(folder):
    live = LiveSearcher(settings(folder))
    assert live.settled_revision() is None
    (first,) = publish_titles(folder, "First")
    assert live.settled_revision() is None
    live.current()
    assert live.settled_revision().startswith(first)
    write_record(folder / "corpus", record("a", title="Second"))
    second = ingest(settings(folder)).generation
    assert live.settled_revision() is None
    live.current()
    assert live.settled_revision().startswith(second)


# Large indexes share their files


@pytest.mark.parametrize("engine", ["whoosh", "memory"])
def test_generations_that_share_files_by_hard_links_do_not_change_each_other(folder, monkeypatch, engine):
    monkeypatch.setattr("catalog.generations.generation.MAX_COPIED_BYTES", 0)
    first = publish_titles(folder, "First", engine=engine)[0]
    original_files = {path.name: path.read_bytes() for path in generations(folder).folder(first).iterdir()}
    changed_taxonomy = {**TAXONOMY, "synonyms": []}
    (folder / "corpus/taxonomy.yaml").write_text(yaml.safe_dump(changed_taxonomy), encoding="utf-8")
    write_record(folder / "corpus", record("a", title="Second"))
    (folder / "corpus/records/b.json").unlink()
    ingest(settings(folder, engine=engine))
    assert {path.name: path.read_bytes() for path in generations(folder).folder(first).iterdir()} == original_files


def test_a_large_index_shares_unchanged_files(folder, monkeypatch):
    monkeypatch.setattr("catalog.generations.generation.MAX_COPIED_BYTES", 0)
    name = publish_titles(folder, "First", "Second")[-1]
    links = {path.name: path.stat().st_nlink for path in generations(folder).folder(name).iterdir()}
    shared = [count for file, count in links.items() if file.endswith(".entries")]
    assert (max(shared) > 1, links["ledger.json"], links["taxonomy.yaml"]) == (True, 1, 1)


def test_a_small_index_shares_no_files(folder):
    name = publish_titles(folder, "First", "Second")[-1]
    assert {path.stat().st_nlink for path in generations(folder).folder(name).iterdir()} == {1}


def test_twenty_generations_that_share_files_are_intact_and_complete(folder, monkeypatch):
    monkeypatch.setattr("catalog.generations.generation.MAX_COPIED_BYTES", 0)
    publish(folder, *(record(f"r{number}") for number in range(20)))
    for number in range(20):
        write_record(folder / "corpus", record(f"r{number}", title=f"First {number}"))
        assert ingest(settings(folder), IngestOptions()).published
        assert faults(folder) == []
    hits = LiveSearcher(settings(folder)).current().search(Query("title:first", per_page=100)).hits
    assert sorted(hit.record.id for hit in hits) == sorted(f"r{number}" for number in range(20))


# Another index format or other facets


def test_a_generation_in_another_format_is_not_opened(folder):
    write_corpus(folder / "corpus", record("a", title="First"))
    ingest(settings(folder, engine="memory"))
    with pytest.raises(DamagedError, match="a different format or facets: run 'clearinghouse index'"):
        LiveSearcher(settings(folder)).current()


def test_an_older_generation_is_served_instead_of_one_in_another_format(folder):
    publish(folder, record("a", title="First"))
    write_record(folder / "corpus", record("a", title="Second"))
    ingest(settings(folder, engine="memory"))
    assert titles(LiveSearcher(settings(folder))) == ["First"]


def test_check_reports_a_changed_format_and_compares_nothing(folder):
    publish_titles(folder, "First", engine="memory")
    assert faults(folder) == ["the index has a different format or facets: run 'clearinghouse index'"]


def test_an_index_in_another_format_is_rebuilt(folder):
    publish_titles(folder, "First", engine="memory")
    report = ingest(settings(folder))
    assert (report.records["added"], report.notes) == (
        2,
        ("The index format or the facets have changed. Everything is indexed again.",),
    )
    assert titles(LiveSearcher(settings(folder))) == ["First"]
