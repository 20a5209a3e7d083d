"""An engine may keep entries outside of the generation's folder: published, rolled back, pruned and checked alike."""

import sqlite3

import pytest

from catalog.errors import DamagedError, EngineUnavailableError
from catalog.live import LiveSearcher
from catalog.search.ports import load_engine
from catalog.search.query.tree import Query
from factories import record, settings, write_record
from indexer.check.check import check
from indexer.ingest.pipeline import ingest
from indexer.ingest.report import IngestOptions
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
    """The names of the last two of three generations, and all generations."""
    names = publish_titles(tmp_path, "First", "Second", engine=ENGINE)
    return names, generations(tmp_path, engine)


def stores_of(kept):
    return {reference(kept.folder(name)) for name in kept.names()}


def change(remote, statement, *values):
    """Change the entries of sealed stores, as a fault of the machine would."""
    with sqlite3.connect(remote.folder / "entries.sqlite") as database:
        database.execute("UPDATE stores SET sealed = 0")
        database.execute(statement, values)
        database.execute("UPDATE stores SET sealed = 1")
    database.close()


# Publishing


def test_a_generations_folder_holds_no_entry(published):
    (_, second), kept = published
    held = b"".join(path.read_bytes() for path in kept.folder(second).iterdir())
    assert b"Second" not in held
    assert {"ledger.json", "manifest.json", "taxonomy.yaml", "vocabulary.npz", REFERENCE} <= {
        path.name for path in kept.folder(second).iterdir()
    }


def test_a_running_searcher_swaps_to_what_is_published(tmp_path, remote_settings):
    publish_titles(tmp_path, "First", engine=ENGINE)
    live = LiveSearcher(remote_settings)
    assert titles(live) == ["First"]
    publish_titles(tmp_path, "Second", engine=ENGINE)
    assert titles(live) == ["Second"]


def test_the_entries_of_a_published_generation_cannot_be_changed(published, remote):
    (_, second), kept = published
    with pytest.raises(sqlite3.IntegrityError, match="sealed"), remote.connected() as database:
        database.execute("DELETE FROM entries WHERE store = ?", (reference(kept.folder(second)),))


def test_a_rollback_makes_the_entries_of_before_current_again(published, remote_settings):
    (first, second), kept = published
    live = LiveSearcher(remote_settings)
    for name, title in ((first, "First"), (second, "Second")):
        assert kept.rollback(name) == name
        assert titles(live) == [title]


def test_pruning_removes_the_entries_of_what_it_removes(published, tmp_path, remote):
    (first, _), kept = published
    publish_titles(tmp_path, "Third", "Fourth", engine=ENGINE)
    assert (len(kept.names()), first in kept.names()) == (3, False)
    assert remote.stores() == stores_of(kept)


def test_a_build_that_is_not_published_leaves_no_entries(published, tmp_path, remote_settings, remote):
    _, kept = published
    write_record(tmp_path / "corpus", record("a", title="Third", related=("nothing",)))
    assert not ingest(remote_settings, IngestOptions(strict=True)).published
    assert remote.stores() == stores_of(kept)


def test_entries_that_a_killed_run_left_go_with_the_next_run(published, tmp_path, remote_settings, remote, taxonomy):
    _, kept = published
    left = tmp_path / "data" / "building-4711"
    left.mkdir()
    RemoteWriter(remote, left, taxonomy).commit()
    assert len(remote.stores()) == 4
    ingest(remote_settings)
    assert remote.stores() == stores_of(kept)


def test_a_searcher_of_removed_entries_is_unavailable_and_the_current_one_answers(tmp_path, remote_settings):
    publish_titles(tmp_path, "First", engine=ENGINE)
    live = LiveSearcher(remote_settings)
    old = live.current()
    publish_titles(tmp_path, "Second", "Third", "Fourth", engine=ENGINE)
    with pytest.raises(EngineUnavailableError):
        old.search(Query("title:first"))
    assert live.current().search(Query("title:fourth")).total == 1


# Faults

FAULTS = {
    "lost": "DELETE FROM entries WHERE id = 'a' AND store = ?",
    "there twice": "INSERT INTO entries SELECT * FROM entries WHERE id = 'a' AND store = ?",
    "replaced": "UPDATE entries SET id = 'z' WHERE id = 'a' AND store = ?",
    "gone": "DELETE FROM stores WHERE name = ?",
}


@pytest.mark.parametrize("statement", FAULTS.values(), ids=FAULTS)
def test_check_finds_entries_that_are_not_those_published(published, tmp_path, remote, statement):
    (first, second), kept = published
    assert faults(tmp_path, engine=ENGINE) == []
    change(remote, statement, reference(kept.folder(second)))
    (fault,) = faults(tmp_path, engine=ENGINE)
    assert fault.startswith(f"{second}/entries: are ")
    assert f"visitors are shown the last good one, {first}" in fault


def test_a_generation_with_damaged_entries_is_neither_opened_nor_rolled_back_to(published, remote_settings, remote):
    (first, second), kept = published
    change(remote, "DELETE FROM entries WHERE id = 'a' AND store = ?", reference(kept.folder(second)))
    assert LiveSearcher(remote_settings).current().generation == first
    with pytest.raises(DamagedError, match=f"{second}/entries"):
        kept.rollback(second)


def test_the_next_run_rebuilds_damaged_entries(published, remote_settings, remote):
    (_, second), kept = published
    change(remote, "DELETE FROM entries WHERE id = 'a' AND store = ?", reference(kept.folder(second)))
    report = ingest(remote_settings)
    assert (report.published, report.records["added"]) == (True, 2)
    assert titles(LiveSearcher(remote_settings)) == ["Second"]


# While the engine is away


def test_while_the_engine_is_away_nothing_is_published_pruned_or_called_damaged(
    published, tmp_path, remote_settings, remote
):
    (_, second), kept = published
    names = kept.names()
    write_record(tmp_path / "corpus", record("a", title="Third"))
    remote.go_away()
    for attempt in (lambda: ingest(remote_settings), lambda: check(remote_settings), kept.rollback):
        with pytest.raises(EngineUnavailableError, match="the remote engine is away"):
            attempt()
    remote.come_back()
    assert (kept.names(), kept.current()) == (names, second)
    assert [name for name in names if kept.faults(name)] == []


def test_entries_that_could_not_be_removed_go_with_the_next_run(published, remote_settings, remote, tmp_path, engine):
    (_, second), kept = published
    remote.go_away()
    generations(tmp_path, engine, keep=1).prune()
    remote.come_back()
    assert (kept.names(), len(remote.stores())) == ((second,), 3)
    ingest(remote_settings)
    assert remote.stores() == stores_of(kept)


def test_a_searcher_keeps_its_generation_until_the_engine_of_the_new_one_is_back(
    published, remote_settings, remote, caplog
):
    (first, second), kept = published
    kept.rollback(first)
    live = LiveSearcher(remote_settings, retry_s=0.0)
    assert live.current().generation == first
    kept.rollback(second)
    remote.go_away()
    assert [live.current().generation for _ in range(3)] == [first] * 3
    assert [each.levelname for each in caplog.records] == ["WARNING"]
    remote.come_back()
    assert live.current().generation == second


@pytest.mark.usefixtures("published")
def test_a_searcher_with_nothing_open_says_that_the_engine_is_away_and_starts_when_it_is_back(remote_settings, remote):
    live = LiveSearcher(remote_settings, retry_s=0.0)
    remote.go_away()
    with pytest.raises(EngineUnavailableError, match="away"):
        live.current()
    remote.come_back()
    assert titles(live) == ["Second"]


@pytest.mark.usefixtures("published")
def test_an_engine_that_is_away_is_not_asked_again_for_a_while(remote_settings):
    live = LiveSearcher(remote_settings, retry_s=3600.0)
    asked = live._engine.remote
    asked.go_away()
    for _ in range(3):
        with pytest.raises(EngineUnavailableError):
            live.current()
    assert asked.trips == 1


@pytest.mark.usefixtures("published")
def test_what_is_in_the_folder_answers_while_the_engine_is_away(remote_settings, remote):
    opened = LiveSearcher(remote_settings).opened()
    remote.go_away()
    assert opened.searcher.speller.corrections("secund")[0].text == "second"
    assert opened.editorial.bets == ()
    with pytest.raises(EngineUnavailableError):
        opened.searcher.search(Query("second"))
