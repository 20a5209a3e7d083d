"""Generations: swapped by one pointer, rolled back, pruned, checked to the byte, and written by one at a time."""

import os
import threading

import pytest
import yaml

from catalog.errors import DamagedError, EngineError, LockedError, NoGenerationError
from catalog.live import LiveSearcher
from catalog.search.query.tree import Query
from factories import TAXONOMY, corpus, publish, record, settings, write_record
from indexer.ingest.pipeline import ingest
from indexer.ingest.report import IngestOptions
from publishing import corrupt_byte, faults, generations, publish_titles, titles

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
    corrupt_byte(generations(tmp_path).folder(names[0]) / "ledger.json")
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


def test_before_a_build_only_what_the_settings_do_not_keep_is_removed(folder):
    names = publish_titles(folder, "First", "Second", "Third")
    generations(folder).make_room()
    assert generations(folder).names() == tuple(names)
    generations(folder, keep=2).make_room()
    assert generations(folder).names() == tuple(names[1:])


def test_fewer_generations_are_kept_as_soon_as_the_setting_says_so_though_nothing_is_published(folder):
    names = publish_titles(folder, "First", "Second", "Third")
    write_record(folder / "corpus", record("a", title="Fourth", related=("nope",)))
    ingest(settings(folder, keep_generations=1), IngestOptions(strict=True))
    assert generations(folder).names() == (names[-1],)


def test_before_a_build_the_current_generation_and_the_newest_whole_one_stay(tmp_path):
    names = publish_titles(tmp_path, "First", "Second", "Third")
    corrupt_byte(generations(tmp_path).folder(names[2]) / "ledger.json")
    generations(tmp_path, keep=1).make_room()
    assert generations(tmp_path).names() == (names[1], names[2])


def test_before_a_build_the_newest_whole_generation_stays_where_the_pointer_is_lost(tmp_path):
    names = publish_titles(tmp_path, "First", "Second", "Third")
    corrupt_byte(generations(tmp_path).folder(names[2]) / "ledger.json")
    (tmp_path / "data/CURRENT").unlink()
    generations(tmp_path, keep=1).make_room()
    assert generations(tmp_path).names() == (names[1], names[2])


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


def test_a_second_writer_is_told_at_once_whom_it_waits_for(folder):
    generations(folder).prepare()
    said = []
    with generations(folder).writing(), pytest.raises(LockedError), generations(folder).writing(0.1, said.append):
        pass
    assert [sentence.startswith(f"Waiting for process {os.getpid()} ") for sentence in said] == [True]
    assert said[0].endswith("which is writing the index (up to 0.1 s) ...")


def test_a_writer_that_need_not_wait_is_told_nothing(folder):
    said = []
    with generations(folder).writing(10, said.append):
        pass
    assert said == []


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
    monkeypatch.setattr("indexer.ingest.pipeline.LOCK_WAIT_S", 0.0)
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
    monkeypatch.setattr("catalog.generations.generation.MAX_COPIED_BYTES", 0)
    first = publish_titles(folder, "First", engine=engine)[0]
    whole = {path.name: path.read_bytes() for path in generations(folder).folder(first).iterdir()}
    changed = {**TAXONOMY, "synonyms": []}
    (folder / "corpus/taxonomy.yaml").write_text(yaml.safe_dump(changed), encoding="utf-8")
    write_record(folder / "corpus", record("a", title="Second"))
    (folder / "corpus/records/b.json").unlink()
    ingest(settings(folder, engine=engine))
    assert {path.name: path.read_bytes() for path in generations(folder).folder(first).iterdir()} == whole


def test_a_large_index_shares_what_did_not_change(folder, monkeypatch):
    monkeypatch.setattr("catalog.generations.generation.MAX_COPIED_BYTES", 0)
    name = publish_titles(folder, "First", "Second")[-1]
    links = {path.name: path.stat().st_nlink for path in generations(folder).folder(name).iterdir()}
    shared = [count for file, count in links.items() if file.endswith(".entries")]
    assert (max(shared) > 1, links["ledger.json"], links["taxonomy.yaml"]) == (True, 1, 1)


def test_a_small_index_shares_nothing(folder):
    name = publish_titles(folder, "First", "Second")[-1]
    assert {path.stat().st_nlink for path in generations(folder).folder(name).iterdir()} == {1}


def test_twenty_generations_that_share_files_are_all_whole_and_right(folder, monkeypatch):
    monkeypatch.setattr("catalog.generations.generation.MAX_COPIED_BYTES", 0)
    publish(folder, *(record(f"r{number}") for number in range(20)))
    for number in range(20):
        write_record(folder / "corpus", record(f"r{number}", title=f"First {number}"))
        assert ingest(settings(folder), IngestOptions()).published
        assert faults(folder) == []
    hits = LiveSearcher(settings(folder)).current().search(Query("title:first", per_page=100)).hits
    assert sorted(hit.record.id for hit in hits) == sorted(f"r{number}" for number in range(20))


# Another format or other facets


def test_a_generation_of_another_format_is_not_read(folder):
    corpus(folder / "corpus", record("a", title="First"))
    ingest(settings(folder, engine="memory"))
    with pytest.raises(DamagedError, match="another format or other facets: run 'clearinghouse index'"):
        LiveSearcher(settings(folder)).current()


def test_an_older_generation_answers_in_place_of_one_of_another_format(folder):
    publish(folder, record("a", title="First"))
    write_record(folder / "corpus", record("a", title="Second"))
    ingest(settings(folder, engine="memory"))
    assert titles(LiveSearcher(settings(folder))) == ["First"]


def test_a_check_says_that_the_format_has_changed_and_compares_nothing(folder):
    publish_titles(folder, "First", engine="memory")
    assert faults(folder) == ["the index has another format or other facets: run 'clearinghouse index'"]


def test_an_index_of_another_format_is_rebuilt(folder):
    publish_titles(folder, "First", engine="memory")
    report = ingest(settings(folder))
    assert (report.records["added"], report.notes) == (
        2,
        ("The index format or the facets have changed. Everything is indexed again.",),
    )
    assert titles(LiveSearcher(settings(folder))) == ["First"]
