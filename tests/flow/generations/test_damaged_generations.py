"""A damaged generation is never served, and the next run of `index` repairs it."""

import logging

import pytest

from catalog.errors import DamagedError
from catalog.live import LiveSearcher
from factories import settings
from indexer.ingest.pipeline import ingest
from publishing import corrupt_byte, faults, generations, publish_titles, titles


def damage_the_newest(folder):
    """Publish two generations and damage the second. Return both names and a searcher that has opened the first."""
    (first,) = publish_titles(folder, "First")
    live = LiveSearcher(settings(folder))
    live.current()
    (second,) = publish_titles(folder, "Second")
    corrupt_byte(next(generations(folder).folder(second).glob("segments.json")))
    return first, second, live


def test_a_running_searcher_does_not_open_a_damaged_generation(tmp_path, caplog):
    first, second, live = damage_the_newest(tmp_path)
    assert (live.current().generation, titles(live)) == (first, ["First"])
    assert f"{second}/segments.json" in caplog.text


def test_a_running_searcher_logs_a_damaged_generation_once(tmp_path, caplog):
    _, _, live = damage_the_newest(tmp_path)
    for _ in range(5):
        live.current()
    assert [entry.levelno for entry in caplog.records] == [logging.ERROR]


def test_a_fresh_searcher_falls_back_to_the_last_intact_generation(tmp_path):
    first, _, _ = damage_the_newest(tmp_path)
    fresh = LiveSearcher(settings(tmp_path))
    assert (fresh.current().generation, titles(fresh)) == (first, ["First"])


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xff\xfe", b"../../elsewhere"])
def test_a_fresh_searcher_falls_back_when_the_current_file_is_damaged(tmp_path, content):
    names = publish_titles(tmp_path, "First")
    (tmp_path / "data/CURRENT").write_bytes(content)
    assert LiveSearcher(settings(tmp_path)).current().generation == names[-1]


def test_the_next_run_rebuilds_a_damaged_generation_and_searchers_switch_to_it(tmp_path):
    _, second, live = damage_the_newest(tmp_path)
    report = ingest(settings(tmp_path))
    assert (report.published, report.total) == (True, 2)
    assert f"{second}/segments.json" in report.notes[0]
    assert (live.current().generation, titles(live)) == (report.generation, ["Second"])


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe"])
def test_the_next_run_repairs_a_missing_or_damaged_current_file(tmp_path, content):
    publish_titles(tmp_path, "First")
    (tmp_path / "data/CURRENT").unlink()
    if content is not None:
        (tmp_path / "data/CURRENT").write_bytes(content)
    report = ingest(settings(tmp_path))
    assert (report.published, generations(tmp_path).current()) == (True, report.generation)
    assert faults(tmp_path) == []


def test_if_every_generation_is_damaged_the_error_names_the_file(tmp_path):
    (name,) = publish_titles(tmp_path, "First")
    for generation in generations(tmp_path).names():
        corrupt_byte(generations(tmp_path).folder(generation) / "ledger.json")
    with pytest.raises(DamagedError, match=f"{name}/ledger.json"):
        LiveSearcher(settings(tmp_path)).current()
