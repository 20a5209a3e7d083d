"""Rollback makes an earlier generation current again and rebuilds nothing."""

import pytest

from catalog.errors import DamagedError, EngineError
from catalog.live import LiveSearcher
from factories import publish, record, settings
from indexer.ingest.pipeline import ingest
from publishing import corrupt_byte, generations, publish_titles, titles


def test_a_rollback_makes_the_previous_generation_current_again(folder):
    names = publish_titles(folder, "First", "Second")
    live = LiveSearcher(settings(folder))
    assert titles(live) == ["Second"]
    assert generations(folder).rollback().name == names[0]
    assert (live.current().generation, titles(live)) == (names[0], ["First"])


def test_a_rollback_goes_to_any_named_generation_back_or_forward(folder):
    names = publish_titles(folder, "First", "Second")
    for name in names:
        assert generations(folder).rollback(name).name == name
        assert LiveSearcher(settings(folder)).current().generation == name


def test_a_rollback_rebuilds_nothing(folder):
    publish_titles(folder, "First", "Second")
    before = {path: path.stat().st_mtime_ns for path in (folder / "data/generations").rglob("*")}
    generations(folder).rollback()
    assert {path: path.stat().st_mtime_ns for path in (folder / "data/generations").rglob("*")} == before


def test_a_rollback_to_an_unknown_generation_is_refused_with_the_existing_ones(folder):
    names = publish_titles(folder, "First")
    with pytest.raises(EngineError, match=names[0]):
        generations(folder).rollback("000099-20200101T000000Z")


def test_a_rollback_from_the_first_generation_is_refused(folder):
    publish(folder, record("a"))
    with pytest.raises(EngineError, match="no generation before"):
        generations(folder).rollback()


def test_a_rollback_to_a_damaged_generation_is_refused(tmp_path):
    names = publish_titles(tmp_path, "First", "Second")
    corrupt_byte(generations(tmp_path).folder(names[0]) / "ledger.json")
    with pytest.raises(DamagedError, match=f"{names[0]}/ledger.json"):
        generations(tmp_path).rollback()
    assert generations(tmp_path).current() == names[1]


def test_after_a_rollback_the_next_run_publishes_the_current_records_again(folder):
    names = publish_titles(folder, "First", "Second")
    generations(folder).rollback()
    report = ingest(settings(folder))
    assert report.generation > names[1]
    assert titles(LiveSearcher(settings(folder))) == ["Second"]
