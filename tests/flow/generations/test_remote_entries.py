"""An engine may store entries elsewhere: they are published, rolled back, pruned and checked with their generation."""

import sqlite3

import pytest

from catalog.errors import DamagedError, EngineUnavailableError
from catalog.live import LiveSearcher
from catalog.search.ports import load_engine
from catalog.search.query.tree import Query
from factories import record, settings, write_record
from indexer.check.check import check
from indexer.ingest.model import IngestOptions
from indexer.ingest.pipeline import ingest
from publishing import faults, generations, publish_titles, titles
from remote_engine import ENGINE, REFERENCE, RemoteWriter, reference


@pytest.fixture
def remote_settings(tmp_path):
    return settings(tmp_path, engine=ENGINE)


@pytest.fixture
def engine(remote_settings):
    return load_engine(remote_settings)


@pytest.fixture
def remote(engine):
    return engine.remote


@pytest.fixture
def published(tmp_path, engine):
    """The names of the last two of three published generations, and the `Generations` they belong to."""
    names = publish_titles(tmp_path, "First", "Second", engine=ENGINE)
    return names, generations(tmp_path, engine)


def stores_in_use(all_generations):
    return {reference(all_generations.folder(name)) for name in all_generations.names()}


def corrupt(remote, statement, *values):
    """Change the entries of sealed stores, as a hardware fault could."""
    with sqlite3.connect(remote.folder / "entries.sqlite") as database:
        database.execute("UPDATE stores SET sealed = 0")
        database.execute(statement, values)
        database.execute("UPDATE stores SET sealed = 1")
    database.close()


# Publishing


def test_the_folder_of_a_generation_holds_no_entries(published):
    (_, second), all_generations = published
    content = b"".join(path.read_bytes() for path in all_generations.folder(second).iterdir())
    assert b"Second" not in content
    assert {"ledger.json", "manifest.json", "taxonomy.yaml", "vocabulary.npz", REFERENCE} <= {
        path.name for path in all_generations.folder(second).iterdir()
    }


def test_a_running_searcher_switches_to_the_published_generation(tmp_path, remote_settings):
    publish_titles(tmp_path, "First", engine=ENGINE)
    live = LiveSearcher(remote_settings)
    assert titles(live) == ["First"]
    publish_titles(tmp_path, "Second", engine=ENGINE)
    assert titles(live) == ["Second"]


def test_the_entries_of_a_published_generation_cannot_be_changed(published, remote):
    (_, second), all_generations = published
    with pytest.raises(sqlite3.IntegrityError, match="sealed"), remote.connected() as database:
        database.execute("DELETE FROM entries WHERE store = ?", (reference(all_generations.folder(second)),))


def test_a_rollback_makes_earlier_entries_current_again(published, remote_settings):
    (first, second), all_generations = published
    live = LiveSearcher(remote_settings)
    for name, title in ((first, "First"), (second, "Second")):
        assert all_generations.rollback(name).name == name
        assert titles(live) == [title]


def test_pruning_removes_the_entries_of_a_removed_generation(published, tmp_path, remote):
    (first, _), all_generations = published
    publish_titles(tmp_path, "Third", "Fourth", engine=ENGINE)
    assert (len(all_generations.names()), first in all_generations.names()) == (3, False)
    assert remote.stores() == stores_in_use(all_generations)


def test_a_build_that_is_not_published_leaves_no_entries(published, tmp_path, remote_settings, remote):
    _, all_generations = published
    write_record(tmp_path / "corpus", record("a", title="Third", related=("nothing",)))
    assert not ingest(remote_settings, IngestOptions(strict=True)).published
    assert remote.stores() == stores_in_use(all_generations)


def test_the_next_run_removes_the_entries_of_a_killed_run(published, tmp_path, remote_settings, remote, taxonomy):
    _, all_generations = published
    abandoned = tmp_path / "data" / "building-4711"
    abandoned.mkdir()
    RemoteWriter(remote, abandoned, taxonomy).commit()
    assert len(remote.stores()) == 4
    ingest(remote_settings)
    assert remote.stores() == stores_in_use(all_generations)


def test_a_searcher_of_removed_entries_is_unavailable_and_the_current_one_works(tmp_path, remote_settings):
    publish_titles(tmp_path, "First", engine=ENGINE)
    live = LiveSearcher(remote_settings)
    old = live.current()
    publish_titles(tmp_path, "Second", "Third", "Fourth", engine=ENGINE)
    with pytest.raises(EngineUnavailableError):
        old.search(Query("title:first"))
    assert live.current().search(Query("title:fourth")).total == 1


# Faults

FAULTS = {
    "missing": "DELETE FROM entries WHERE id = 'a' AND store = ?",
    "duplicated": "INSERT INTO entries SELECT * FROM entries WHERE id = 'a' AND store = ?",
    "replaced": "UPDATE entries SET id = 'z' WHERE id = 'a' AND store = ?",
    "store deleted": "DELETE FROM stores WHERE name = ?",
}


@pytest.mark.parametrize("statement", FAULTS.values(), ids=FAULTS)
def test_check_finds_entries_that_differ_from_the_published_ones(published, tmp_path, remote, statement):
    (first, second), all_generations = published
    assert faults(tmp_path, engine=ENGINE) == []
    corrupt(remote, statement, reference(all_generations.folder(second)))
    (fault,) = faults(tmp_path, engine=ENGINE)
    assert fault.startswith(f"{second}/entries: are ")
    assert f"visitors are shown the last good one, {first}" in fault


def test_a_generation_with_damaged_entries_is_neither_opened_nor_rolled_back_to(published, remote_settings, remote):
    (first, second), all_generations = published
    corrupt(remote, "DELETE FROM entries WHERE id = 'a' AND store = ?", reference(all_generations.folder(second)))
    assert LiveSearcher(remote_settings).current().generation == first
    with pytest.raises(DamagedError, match=f"{second}/entries"):
        all_generations.rollback(second)


def test_the_next_run_rebuilds_damaged_entries(published, remote_settings, remote):
    (_, second), all_generations = published
    corrupt(remote, "DELETE FROM entries WHERE id = 'a' AND store = ?", reference(all_generations.folder(second)))
    report = ingest(remote_settings)
    assert (report.published, report.total) == (True, 2)
    assert titles(LiveSearcher(remote_settings)) == ["Second"]


# While the engine is unavailable


def test_while_the_engine_is_unavailable_nothing_is_published_pruned_or_reported_as_damaged(
    published, tmp_path, remote_settings, remote
):
    (_, second), all_generations = published
    names = all_generations.names()
    write_record(tmp_path / "corpus", record("a", title="Third"))
    remote.go_away()
    for attempt in (lambda: ingest(remote_settings), lambda: check(remote_settings), all_generations.rollback):
        with pytest.raises(EngineUnavailableError, match="the remote engine is away"):
            attempt()
    remote.come_back()
    assert (all_generations.names(), all_generations.current()) == (names, second)
    assert [name for name in names if all_generations.faults(name)] == []


def test_the_next_run_removes_entries_that_could_not_be_removed_before(
    published, remote_settings, remote, tmp_path, engine
):
    (_, second), all_generations = published
    remote.go_away()
    generations(tmp_path, engine, keep=1).prune()
    remote.come_back()
    assert (all_generations.names(), len(remote.stores())) == ((second,), 3)
    ingest(remote_settings)
    assert remote.stores() == stores_in_use(all_generations)


def test_a_searcher_keeps_its_generation_until_the_engine_of_the_new_one_is_back(
    published, remote_settings, remote, caplog
):
    (first, second), all_generations = published
    all_generations.rollback(first)
    live = LiveSearcher(remote_settings, retry_s=0.0)
    assert live.current().generation == first
    all_generations.rollback(second)
    remote.go_away()
    assert [live.current().generation for _ in range(3)] == [first] * 3
    assert [entry.levelname for entry in caplog.records] == ["WARNING"]
    remote.come_back()
    assert live.current().generation == second


@pytest.mark.usefixtures("published")
def test_a_new_searcher_fails_while_the_engine_is_unavailable_and_starts_when_it_is_back(remote_settings, remote):
    live = LiveSearcher(remote_settings, retry_s=0.0)
    remote.go_away()
    with pytest.raises(EngineUnavailableError, match="away"):
        live.current()
    remote.come_back()
    assert titles(live) == ["Second"]


@pytest.mark.usefixtures("published")
def test_an_unavailable_engine_is_not_tried_again_for_a_while(remote_settings):
    live = LiveSearcher(remote_settings, retry_s=3600.0)
    remote = live._engine.remote
    remote.go_away()
    for _ in range(3):
        with pytest.raises(EngineUnavailableError):
            live.current()
    assert remote.trips == 1


@pytest.mark.usefixtures("published")
def test_suggestions_and_best_bets_work_while_the_engine_is_unavailable(remote_settings, remote):
    opened = LiveSearcher(remote_settings).current_generation()
    remote.go_away()
    assert opened.searcher.speller.corrections("secund")[0].text == "second"
    assert opened.editorial.bets == ()
    with pytest.raises(EngineUnavailableError):
        opened.searcher.search(Query("second"))
