"""`check` names every file and record of the index that differs from what was published or from the corpus."""

import os
import random
from dataclasses import replace

import pytest

import remote_engine
from catalog.generations.manifest import MANIFEST, MANIFEST_CHECKSUM
from catalog.search.engines.columnar.storage.segment import read_segments, write_segments
from catalog.search.ports import load_engine
from factories import publish, record, settings, write_corpus, write_record
from indexer.check.check import check
from indexer.check.damage import OLD, REBUILT
from indexer.ingest.plan import read_ledger, write_ledger
from publishing import corrupt_byte, faults, generations, publish_titles

BIT_FLIPS = 60
ENGINES = ("whoosh", "memory", remote_engine.ENGINE)


def test_an_intact_index_has_no_faults(folder):
    publish_titles(folder, "First", "Second")
    assert faults(folder) == []


def lengthen(path):
    path.write_bytes(path.read_bytes() + b"\n")


def shorten(path):
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("damage", [corrupt_byte, lengthen, shorten, os.unlink])
@pytest.mark.parametrize("position", [0, -1], ids=["the oldest", "the current"])
def test_check_names_every_file_that_was_changed_shortened_lengthened_or_deleted(tmp_path, damage, position):
    name = publish_titles(tmp_path, "First", "Second")[position]
    for path in sorted(generations(tmp_path).folder(name).iterdir()):
        content = path.read_bytes()
        damage(path)
        reported = path.name if path.name != MANIFEST_CHECKSUM else MANIFEST
        assert any(f"{name}/{reported}" in fault for fault in faults(tmp_path)), path.name
        path.write_bytes(content)
    assert faults(tmp_path) == []


def test_check_names_a_file_that_is_not_in_the_manifest(tmp_path):
    (name,) = publish_titles(tmp_path, "First")
    (generations(tmp_path).folder(name) / "stray.txt").write_text("stray")
    (fault,) = faults(tmp_path)
    assert fault.startswith(f"{name}/stray.txt: is not in the manifest")


def test_damage_to_an_old_generation_is_reported_as_harmless_and_the_corpus_is_still_compared(tmp_path):
    old, _ = publish_titles(tmp_path, "First", "Second")
    corrupt_byte(generations(tmp_path).folder(old) / "ledger.json")
    write_record(tmp_path / "corpus", record("a", title="Third"))
    damaged, stale = check(settings(tmp_path)).faults
    assert damaged.message == f"{old}/ledger.json: was changed. {OLD}"
    assert stale.kind == "stale"


def test_damage_to_the_current_generation_is_reported_with_the_generation_served_instead_and_the_remedy(tmp_path):
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


def test_damage_to_columns_is_reported_as_invisible_to_visitors_and_the_corpus_is_still_compared(tmp_path):
    (name,) = publish_titles(tmp_path, "First")
    corrupt_byte(next(generations(tmp_path).folder(name).glob("*.columns")))
    write_record(tmp_path / "corpus", record("a", title="Second"))
    damaged, stale = check(settings(tmp_path)).faults
    assert damaged.message.endswith(REBUILT)
    assert stale.kind == "stale"


def test_check_finds_any_single_flipped_bit(tmp_path):
    (name,) = publish_titles(tmp_path, "First")
    rng = random.Random(11)  # noqa: S311  # a repeatable choice of bits
    files = [path for path in sorted(generations(tmp_path).folder(name).iterdir()) if path.stat().st_size]
    for number in range(BIT_FLIPS):
        path = files[number % len(files)]
        content = path.read_bytes()
        index, bit = rng.randrange(len(content)), rng.randrange(8)
        path.write_bytes(content[:index] + bytes([content[index] ^ (1 << bit)]) + content[index + 1 :])
        assert generations(tmp_path).faults(name), f"bit {bit} of byte {index} of {path.name}"
        path.write_bytes(content)
    assert generations(tmp_path).faults(name) == ()


def test_check_finds_every_flipped_bit_of_the_manifest_checksum(tmp_path):
    (name,) = publish_titles(tmp_path, "First")
    path = generations(tmp_path).folder(name) / MANIFEST_CHECKSUM
    content = path.read_bytes()
    for index in range(len(content)):
        for bit in range(8):
            path.write_bytes(content[:index] + bytes([content[index] ^ (1 << bit)]) + content[index + 1 :])
            assert generations(tmp_path).faults(name), f"bit {bit} of byte {index}"


def test_any_flipped_bit_of_the_current_file_is_a_fault_or_changes_nothing(tmp_path):
    (name,) = publish_titles(tmp_path, "First")
    path = tmp_path / "data/CURRENT"
    content = path.read_bytes()
    for index in range(len(content)):
        for bit in range(8):
            path.write_bytes(content[:index] + bytes([content[index] ^ (1 << bit)]) + content[index + 1 :])
            assert faults(tmp_path) or generations(tmp_path).current() == name, f"bit {bit} of byte {index}"


def republish(folder, change, engine):
    """Publish the current generation again after `change` has altered its folder."""
    store = generations(folder, load_engine(settings(folder, engine=engine)))
    with store.writing(), store.building(store.current()) as building:
        change(building)
        store.publish(building, replace(store.manifest(store.current()), generation=store.next_name()))


@pytest.mark.parametrize("engine", ENGINES)
def test_check_names_records_that_are_missing_from_the_index_or_should_not_be_in_it(tmp_path, engine):
    publish_titles(tmp_path, "First", engine=engine)

    def rename_in_ledger(building):
        ledger = {**read_ledger(building)}
        ledger["z"] = ledger.pop("a")
        write_ledger(building, ledger)

    republish(tmp_path, rename_in_ledger, engine)
    kinds = {(fault.kind, fault.record) for fault in check(settings(tmp_path, engine=engine)).faults}
    assert {("lost", "z"), ("extra", "a")} <= kinds


def test_check_names_a_record_that_is_in_the_index_twice(tmp_path):
    publish(tmp_path, *(record(record_id) for record_id in "abcd"))
    publish(tmp_path, record("a", title="New"))

    def undelete(building):
        write_segments(building, {name: [] for name in read_segments(building)})

    republish(tmp_path, undelete, "whoosh")
    (fault,) = check(settings(tmp_path)).faults
    assert (fault.kind, fault.record) == ("extra", "a")


def test_check_reports_missing_stale_and_orphaned_records(folder):
    publish(folder, record("a"), record("b"), record("c"))
    write_record(folder / "corpus", record("a", title="New"))
    (folder / "corpus/records/b.json").unlink()
    write_record(folder / "corpus", record("d"))
    kinds = {fault.record: fault.kind for fault in check(settings(folder)).faults}
    assert kinds == {"a": "stale", "b": "orphaned", "d": "missing"}


def test_check_reports_related_records_that_do_not_exist(folder):
    publish(folder, record("a", related=("b", "zeppelin")), record("b"))
    (fault,) = check(settings(folder)).faults
    assert (fault.kind, fault.record, fault.field) == ("unknown-id", "a", "related[1]")
    assert "zeppelin" in fault.message


def test_check_without_an_index_reports_that_it_is_missing(folder):
    write_corpus(folder / "corpus", record("a"))
    assert [fault.kind for fault in check(settings(folder)).faults] == ["missing"]
