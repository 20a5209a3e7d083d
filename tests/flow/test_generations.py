"""Generations: swapped by one pointer, rolled back, pruned, checked to the byte, and written by one at a time."""

import logging
import os
import random
import threading

import pytest
import yaml

from catalog.errors import DamagedError, EngineError, LockedError, NoGenerationError
from catalog.search.generation import MANIFEST, SEAL, Generations
from catalog.search.live import LiveSearcher
from catalog.search.query import Query
from factories import TAXONOMY, corpus, publish, record, settings, write_record
from indexer.check import check
from indexer.ingest import ingest
from indexer.report import Choices

FLIPS = 60


def publish_titles(folder, *titles, engine="whoosh"):
    """Publish a generation for each title of record `a`; return their names."""
    publish(folder, record("b", summary="always here"))
    names = []
    for title in titles:
        write_record(folder / "corpus", record("a", title=title))
        names.append(ingest(settings(folder, engine=engine)).generation)
    return names


def titles(live):
    return [hit.record.title for hit in live.current().search(Query("title:first OR title:second")).hits]


def generations(folder, **changes):
    return Generations(folder / "data", **changes)


def faults(folder):
    return [fault.message for fault in check(settings(folder)).faults]


def spoil(path):
    """Change one byte in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


# The pointer


def test_a_running_searcher_swaps_to_what_is_published(folder):
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


def test_before_the_first_publication_a_reader_is_told_what_to_do(folder):
    with pytest.raises(NoGenerationError, match="clearinghouse index"):
        LiveSearcher(settings(folder)).current()


def test_a_searcher_made_before_the_first_publication_finds_it_when_it_is_there(folder):
    live = LiveSearcher(settings(folder))
    with pytest.raises(NoGenerationError):
        live.current()
    publish_titles(folder, "First")
    assert titles(live) == ["First"]


def test_a_running_searcher_goes_on_when_the_pointer_is_lost(folder):
    publish_titles(folder, "First")
    live = LiveSearcher(settings(folder))
    assert titles(live) == ["First"]
    (folder / "data/CURRENT").unlink()
    assert titles(live) == ["First"]


# Rollback and pruning


def test_a_rollback_makes_the_generation_before_current_again(folder):
    names = publish_titles(folder, "First", "Second")
    live = LiveSearcher(settings(folder))
    assert titles(live) == ["Second"]
    assert generations(folder).rollback() == names[0]
    assert (live.current().generation, titles(live)) == (names[0], ["First"])


def test_a_rollback_to_a_name_goes_there_and_forward_again(folder):
    names = publish_titles(folder, "First", "Second")
    for name in names:
        assert generations(folder).rollback(name) == name
        assert LiveSearcher(settings(folder)).current().generation == name


def test_a_rollback_rebuilds_nothing(folder):
    publish_titles(folder, "First", "Second")
    before = {path: path.stat().st_mtime_ns for path in (folder / "data/generations").rglob("*")}
    generations(folder).rollback()
    assert {path: path.stat().st_mtime_ns for path in (folder / "data/generations").rglob("*")} == before


def test_a_rollback_to_what_is_not_there_is_refused_and_names_what_is(folder):
    names = publish_titles(folder, "First")
    with pytest.raises(EngineError, match=names[0]):
        generations(folder).rollback("000099-20200101T000000Z")


def test_a_rollback_from_the_first_generation_is_refused(folder):
    publish(folder, record("a"))
    with pytest.raises(EngineError, match="no generation before"):
        generations(folder).rollback()


def test_a_rollback_to_a_damaged_generation_is_refused(tmp_path):
    names = publish_titles(tmp_path, "First", "Second")
    spoil(generations(tmp_path).folder(names[0]) / "ledger.json")
    with pytest.raises(DamagedError, match=f"{names[0]}/ledger.json"):
        generations(tmp_path).rollback()
    assert generations(tmp_path).current() == names[1]


def test_after_a_rollback_the_next_run_brings_the_records_of_today_back(folder):
    names = publish_titles(folder, "First", "Second")
    generations(folder).rollback()
    report = ingest(settings(folder))
    assert report.generation > names[1]
    assert titles(LiveSearcher(settings(folder))) == ["Second"]


def test_the_last_three_generations_are_kept(folder):
    names = publish_titles(folder, "One", "Two", "Three", "Four")
    assert generations(folder).names() == tuple(names[-3:])


def test_the_current_generation_is_kept_however_old_it_is(folder):
    names = publish_titles(folder, "One", "Two", "Three")
    kept = generations(folder, keep=1)
    kept.rollback(names[0])
    kept.prune()
    assert kept.names() == (names[0], names[2])


def test_a_searcher_goes_on_with_a_generation_that_was_removed(folder):
    names = publish_titles(folder, "First")
    searcher = LiveSearcher(settings(folder)).current()
    publish_titles(folder, "Two", "Three", "Four")
    assert names[0] not in generations(folder).names()
    assert searcher.search(Query("first")).hits[0].record.id == "a"


def test_a_folder_that_is_no_generation_is_left_alone(folder):
    names = publish_titles(folder, "First")
    (folder / "data/generations/lost+found").mkdir()
    write_record(folder / "corpus", record("a", title="Second"))
    assert ingest(settings(folder)).generation[:6] == f"{int(names[0][:6]) + 1:06}"


# Damage


def test_a_whole_index_has_no_faults(folder):
    publish_titles(folder, "First", "Second")
    assert faults(folder) == []


def lengthen(path):
    path.write_bytes(path.read_bytes() + b"\n")


def shorten(path):
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("deed", [spoil, lengthen, shorten, os.unlink])
@pytest.mark.parametrize("which", [0, -1], ids=["the oldest", "the current"])
def test_check_names_every_file_that_was_changed_shortened_lengthened_or_lost(tmp_path, deed, which):
    name = publish_titles(tmp_path, "First", "Second")[which]
    for path in sorted(generations(tmp_path).folder(name).iterdir()):
        content = path.read_bytes()
        deed(path)
        said = path.name if path.name != SEAL else MANIFEST
        assert any(f"{name}/{said}" in fault for fault in faults(tmp_path)), path.name
        path.write_bytes(content)
    assert faults(tmp_path) == []


def test_check_names_a_file_that_should_not_be_there(tmp_path):
    (name,) = publish_titles(tmp_path, "First")
    (generations(tmp_path).folder(name) / "stray.txt").write_text("stray")
    assert faults(tmp_path) == [f"{name}/stray.txt: is not in the manifest"]


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
    path = generations(tmp_path).folder(name) / SEAL
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


def damage_the_newest(folder):
    """Publish two generations and damage the second; return their names and a searcher that has the first open."""
    (first,) = publish_titles(folder, "First")
    live = LiveSearcher(settings(folder))
    live.current()
    (second,) = publish_titles(folder, "Second")
    spoil(next(generations(folder).folder(second).glob("facts-2.jsonl")))
    return first, second, live


def test_a_running_searcher_does_not_open_a_damaged_generation(tmp_path, caplog):
    first, second, live = damage_the_newest(tmp_path)
    assert (live.current().generation, titles(live)) == (first, ["First"])
    assert f"{second}/facts-2.jsonl" in caplog.text


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
    assert f"{second}/facts-2.jsonl" in report.notes[0]
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
        spoil(generations(tmp_path).folder(each) / "ledger.json")
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
    assert (fault.kind, fault.record, fault.field) == ("unknown-id", "a", "related")
    assert "zeppelin" in fault.message


def test_check_without_an_index_says_so(folder):
    corpus(folder / "corpus", record("a"))
    assert [fault.kind for fault in check(settings(folder)).faults] == ["missing"]


# Who may write


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_data_folder_that_others_can_write_to_is_neither_read_nor_built_on(folder, mode):
    publish_titles(folder, "First")
    (folder / "data").chmod(mode)
    with pytest.raises(EngineError, match="writable by nobody else"):
        LiveSearcher(settings(folder)).current()
    with pytest.raises(EngineError, match="writable by nobody else"):
        ingest(settings(folder))


def test_a_new_data_folder_is_private(folder):
    (folder / "data").mkdir()
    (folder / "data").chmod(0o777)
    publish_titles(folder, "First")
    assert (folder / "data").stat().st_mode & 0o777 == 0o700


def test_a_second_writer_is_told_who_holds_the_lock(folder):
    generations(folder).prepare()
    with (
        generations(folder).writing(),
        pytest.raises(LockedError, match=f"process {os.getpid()} .* is writing"),
        generations(folder).writing(),
    ):
        pass


def test_a_second_writer_waits_its_turn(folder):
    order = []
    second_asks = threading.Event()

    def second():
        second_asks.set()
        with generations(folder).writing(60.0):
            order.append("second")

    waiting = threading.Thread(target=second)
    with generations(folder).writing():
        waiting.start()
        second_asks.wait()
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def test_a_run_that_finds_the_lock_taken_changes_nothing(folder, monkeypatch):
    names = publish_titles(folder, "First")
    write_record(folder / "corpus", record("a", title="Second"))
    monkeypatch.setattr("indexer.ingest.LOCK_WAIT_S", 0.0)
    with generations(folder).writing(), pytest.raises(LockedError):
        ingest(settings(folder))
    assert (generations(folder).current(), titles(LiveSearcher(settings(folder)))) == (names[0], ["First"])


def test_what_a_crash_left_behind_goes_with_the_next_run(folder):
    publish_titles(folder, "First")
    for name in ("building-4711", "removing-000000-20200101T000000Z"):
        (folder / "data" / name).mkdir()
        (folder / "data" / name / "some.file").write_text("left")
    publish_titles(folder, "Second")
    assert [path.name for path in (folder / "data").glob("*-*")] == []


# Large indexes share their files


@pytest.mark.parametrize("engine", ["whoosh", "memory"])
def test_generations_that_share_files_by_hard_link_leave_each_other_alone(folder, monkeypatch, engine):
    monkeypatch.setattr("catalog.search.generation.COPY_LIMIT", 0)
    first = publish_titles(folder, "First", engine=engine)[0]
    whole = {path.name: path.read_bytes() for path in generations(folder).folder(first).iterdir()}
    changed = {**TAXONOMY, "synonyms": []}
    (folder / "corpus/taxonomy.yaml").write_text(yaml.safe_dump(changed), encoding="utf-8")
    write_record(folder / "corpus", record("a", title="Second"))
    (folder / "corpus/records/b.json").unlink()
    ingest(settings(folder, engine=engine))
    assert {path.name: path.read_bytes() for path in generations(folder).folder(first).iterdir()} == whole


def test_a_large_index_shares_what_did_not_change(folder, monkeypatch):
    monkeypatch.setattr("catalog.search.generation.COPY_LIMIT", 0)
    name = publish_titles(folder, "First", "Second")[-1]
    links = {path.name: path.stat().st_nlink for path in generations(folder).folder(name).iterdir()}
    assert (links["entries-1.jsonl"] > 1, links["ledger.json"], links["taxonomy.yaml"]) == (True, 1, 1)


def test_a_small_index_shares_nothing(folder):
    name = publish_titles(folder, "First", "Second")[-1]
    assert {path.stat().st_nlink for path in generations(folder).folder(name).iterdir()} == {1}


def test_twenty_generations_that_share_files_are_all_whole_and_right(folder, monkeypatch):
    monkeypatch.setattr("catalog.search.generation.COPY_LIMIT", 0)
    publish(folder, *(record(f"r{number}") for number in range(20)))
    for number in range(20):
        write_record(folder / "corpus", record(f"r{number}", title=f"First {number}"))
        assert ingest(settings(folder), Choices()).published
        assert faults(folder) == []
    hits = LiveSearcher(settings(folder)).current().search(Query("title:first", per_page=100)).hits
    assert sorted(hit.record.id for hit in hits) == sorted(f"r{number}" for number in range(20))
