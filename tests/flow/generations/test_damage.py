"""Damage: any byte that is not as it was published is named by check, never served, and mended by the next run."""

import logging
import os
import random
from dataclasses import replace

import pytest

import remote_engine
from catalog.errors import DamagedError
from catalog.generations.manifest import MANIFEST, MANIFEST_CHECKSUM
from catalog.live import LiveSearcher
from catalog.search.engines.columnar.segment import read_segments, write_segments
from catalog.search.ports import load_engine
from factories import corpus, publish, record, settings, write_record
from indexer.check.check import check
from indexer.check.damage import OLD, REBUILT
from indexer.ingest.pipeline import ingest
from indexer.ingest.plan import read_ledger, write_ledger
from publishing import corrupt_byte, faults, generations, publish_titles, titles

FLIPS = 60
ENGINES = ("whoosh", "memory", remote_engine.ENGINE)


def test_a_whole_index_has_no_faults(folder):
    publish_titles(folder, "First", "Second")
    assert faults(folder) == []


def lengthen(path):
    path.write_bytes(path.read_bytes() + b"\n")


def shorten(path):
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("deed", [corrupt_byte, lengthen, shorten, os.unlink])
@pytest.mark.parametrize("which", [0, -1], ids=["the oldest", "the current"])
def test_check_names_every_file_that_was_changed_shortened_lengthened_or_lost(tmp_path, deed, which):
    name = publish_titles(tmp_path, "First", "Second")[which]
    for path in sorted(generations(tmp_path).folder(name).iterdir()):
        content = path.read_bytes()
        deed(path)
        said = path.name if path.name != MANIFEST_CHECKSUM else MANIFEST
        assert any(f"{name}/{said}" in fault for fault in faults(tmp_path)), path.name
        path.write_bytes(content)
    assert faults(tmp_path) == []


def test_check_names_a_file_that_should_not_be_there(tmp_path):
    (name,) = publish_titles(tmp_path, "First")
    (generations(tmp_path).folder(name) / "stray.txt").write_text("stray")
    (fault,) = faults(tmp_path)
    assert fault.startswith(f"{name}/stray.txt: is not in the manifest")


def test_damage_to_an_old_generation_is_called_harmless_and_the_corpus_is_compared(tmp_path):
    old, _ = publish_titles(tmp_path, "First", "Second")
    corrupt_byte(generations(tmp_path).folder(old) / "ledger.json")
    write_record(tmp_path / "corpus", record("a", title="Third"))
    damaged, stale = check(settings(tmp_path)).faults
    assert damaged.message == f"{old}/ledger.json: was changed. {OLD}"
    assert stale.kind == "stale"


def test_damage_to_the_current_generation_names_the_one_that_visitors_see_and_what_to_do(tmp_path):
    old, current = publish_titles(tmp_path, "First", "Second")
    corrupt_byte(generations(tmp_path).folder(current) / "ledger.json")
    report = check(settings(tmp_path))
    (fault,) = report.faults
    assert fault.message.startswith(f"{current}/ledger.json: was changed. This is the current generation; ")
    assert fault.message.endswith(f"shown the last good one, {old}. Run 'clearinghouse index' to repair it")
    assert report.notes[0].startswith("The index was not compared with your records and documents")


def test_damage_to_the_only_generation_says_that_visitors_cannot_search(tmp_path):
    name = publish(tmp_path, record("a")).generation
    corrupt_byte(generations(tmp_path).folder(name) / "ledger.json")
    assert "visitors cannot search" in faults(tmp_path)[0]


def test_damage_to_columns_is_told_as_what_visitors_do_not_notice_and_the_corpus_is_compared(tmp_path):
    (name,) = publish_titles(tmp_path, "First")
    corrupt_byte(next(generations(tmp_path).folder(name).glob("*.columns")))
    write_record(tmp_path / "corpus", record("a", title="Second"))
    damaged, stale = check(settings(tmp_path)).faults
    assert damaged.message.endswith(REBUILT)
    assert stale.kind == "stale"


def test_check_finds_any_single_flipped_bit(tmp_path):
    (name,) = publish_titles(tmp_path, "First")
    chance = random.Random(11)  # noqa: S311  # a repeatable choice of bits
    files = [path for path in sorted(generations(tmp_path).folder(name).iterdir()) if path.stat().st_size]
    for number in range(FLIPS):
        path = files[number % len(files)]
        whole = path.read_bytes()
        place, bit = chance.randrange(len(whole)), chance.randrange(8)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << bit)]) + whole[place + 1 :])
        assert generations(tmp_path).faults(name), f"bit {bit} of byte {place} of {path.name}"
        path.write_bytes(whole)
    assert generations(tmp_path).faults(name) == ()


def test_check_finds_every_single_flipped_bit_of_the_seal(tmp_path):
    (name,) = publish_titles(tmp_path, "First")
    path = generations(tmp_path).folder(name) / MANIFEST_CHECKSUM
    whole = path.read_bytes()
    for place in range(len(whole)):
        for bit in range(8):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << bit)]) + whole[place + 1 :])
            assert generations(tmp_path).faults(name), f"bit {bit} of byte {place}"


def test_any_flipped_bit_of_the_pointer_is_a_fault_or_means_the_same(tmp_path):
    (name,) = publish_titles(tmp_path, "First")
    path = tmp_path / "data/CURRENT"
    whole = path.read_bytes()
    for place in range(len(whole)):
        for bit in range(8):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << bit)]) + whole[place + 1 :])
            assert faults(tmp_path) or generations(tmp_path).current() == name, f"bit {bit} of byte {place}"


# Entries against the ledger


def republish(folder, change, engine):
    """Publish the current generation again with what `change` does to its folder, unnoticed."""
    kept = generations(folder, load_engine(settings(folder, engine=engine)))
    with kept.writing(), kept.building(kept.current()) as building:
        change(building)
        kept.publish(building, replace(kept.manifest(kept.current()), generation=kept.next_name()))


@pytest.mark.parametrize("engine", ENGINES)
def test_check_names_records_that_the_index_has_lost_or_should_not_have(tmp_path, engine):
    publish_titles(tmp_path, "First", engine=engine)

    def rename_in_ledger(building):
        ledger = {**read_ledger(building)}
        ledger["z"] = ledger.pop("a")
        write_ledger(building, ledger)

    republish(tmp_path, rename_in_ledger, engine)
    found = {(fault.kind, fault.record) for fault in check(settings(tmp_path, engine=engine)).faults}
    assert {("lost", "z"), ("extra", "a")} <= found


def test_check_names_a_record_that_the_index_has_twice(tmp_path):
    publish(tmp_path, *(record(key) for key in "abcd"))
    publish(tmp_path, record("a", title="New"))

    def undelete(building):
        write_segments(building, {name: [] for name in read_segments(building)})

    republish(tmp_path, undelete, "whoosh")
    (fault,) = check(settings(tmp_path)).faults
    assert (fault.kind, fault.record) == ("extra", "a")


# Damage and readers


def damage_the_newest(folder):
    """Publish two generations and damage the second; return their names and a searcher that has the first open."""
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


def test_a_running_searcher_speaks_of_a_damaged_generation_once(tmp_path, caplog):
    _, _, live = damage_the_newest(tmp_path)
    for _ in range(5):
        live.current()
    assert [each.levelno for each in caplog.records] == [logging.ERROR]


def test_a_fresh_searcher_falls_back_to_the_last_good_generation(tmp_path):
    first, _, _ = damage_the_newest(tmp_path)
    fresh = LiveSearcher(settings(tmp_path))
    assert (fresh.current().generation, titles(fresh)) == (first, ["First"])


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xff\xfe", b"../../elsewhere"])
def test_a_fresh_searcher_falls_back_when_the_pointer_is_damaged(tmp_path, content):
    names = publish_titles(tmp_path, "First")
    (tmp_path / "data/CURRENT").write_bytes(content)
    assert LiveSearcher(settings(tmp_path)).current().generation == names[-1]


def test_the_next_run_rebuilds_a_damaged_generation_and_searchers_go_on_with_it(tmp_path):
    _, second, live = damage_the_newest(tmp_path)
    report = ingest(settings(tmp_path))
    assert (report.published, report.records["added"]) == (True, 2)
    assert f"{second}/segments.json" in report.notes[0]
    assert (live.current().generation, titles(live)) == (report.generation, ["Second"])


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe"])
def test_the_next_run_mends_a_pointer_that_is_lost_or_damaged(tmp_path, content):
    publish_titles(tmp_path, "First")
    (tmp_path / "data/CURRENT").unlink()
    if content is not None:
        (tmp_path / "data/CURRENT").write_bytes(content)
    report = ingest(settings(tmp_path))
    assert (report.published, generations(tmp_path).current()) == (True, report.generation)
    assert faults(tmp_path) == []


def test_where_every_generation_is_damaged_a_reader_is_told_which_file(tmp_path):
    (name,) = publish_titles(tmp_path, "First")
    for each in generations(tmp_path).names():
        corrupt_byte(generations(tmp_path).folder(each) / "ledger.json")
    with pytest.raises(DamagedError, match=f"{name}/ledger.json"):
        LiveSearcher(settings(tmp_path)).current()


# Check against the store


def test_check_tells_what_is_missing_stale_and_orphaned(folder):
    publish(folder, record("a"), record("b"), record("c"))
    write_record(folder / "corpus", record("a", title="New"))
    (folder / "corpus/records/b.json").unlink()
    write_record(folder / "corpus", record("d"))
    kinds = {fault.record: fault.kind for fault in check(settings(folder)).faults}
    assert kinds == {"a": "stale", "b": "orphaned", "d": "missing"}


def test_check_tells_of_related_records_that_do_not_exist(folder):
    publish(folder, record("a", related=("b", "zeppelin")), record("b"))
    (fault,) = check(settings(folder)).faults
    assert (fault.kind, fault.record, fault.field) == ("unknown-id", "a", "related[1]")
    assert "zeppelin" in fault.message


def test_check_without_an_index_says_so(folder):
    corpus(folder / "corpus", record("a"))
    assert [fault.kind for fault in check(settings(folder)).faults] == ["missing"]
