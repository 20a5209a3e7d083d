"""Old generations are removed, but never the current one or the newest intact one."""

from catalog.live import LiveSearcher
from catalog.search.query.tree import Query
from factories import record, settings, write_record
from indexer.ingest.model import IngestOptions
from indexer.ingest.pipeline import ingest
from publishing import corrupt_byte, generations, publish_titles


def test_the_last_three_generations_are_kept(folder):
    names = publish_titles(folder, "One", "Two", "Three", "Four")
    assert generations(folder).names() == tuple(names[-3:])


def test_before_a_build_only_generations_beyond_the_setting_are_removed(folder):
    names = publish_titles(folder, "First", "Second", "Third")
    generations(folder).make_room()
    assert generations(folder).names() == tuple(names)
    generations(folder, keep=2).make_room()
    assert generations(folder).names() == tuple(names[1:])


def test_a_lower_limit_applies_at_once_even_if_nothing_is_published(folder):
    names = publish_titles(folder, "First", "Second", "Third")
    write_record(folder / "corpus", record("a", title="Fourth", related=("nope",)))
    ingest(settings(folder, keep_generations=1), IngestOptions(strict=True))
    assert generations(folder).names() == (names[-1],)


def test_before_a_build_the_current_generation_and_the_newest_intact_one_are_kept(tmp_path):
    names = publish_titles(tmp_path, "First", "Second", "Third")
    corrupt_byte(generations(tmp_path).folder(names[2]) / "ledger.json")
    generations(tmp_path, keep=1).make_room()
    assert generations(tmp_path).names() == (names[1], names[2])


def test_before_a_build_the_newest_intact_generation_is_kept_if_the_current_file_is_missing(tmp_path):
    names = publish_titles(tmp_path, "First", "Second", "Third")
    corrupt_byte(generations(tmp_path).folder(names[2]) / "ledger.json")
    (tmp_path / "data/CURRENT").unlink()
    generations(tmp_path, keep=1).make_room()
    assert generations(tmp_path).names() == (names[1], names[2])


def test_the_current_generation_is_kept_even_if_it_is_the_oldest(folder):
    names = publish_titles(folder, "One", "Two", "Three")
    keeping_one = generations(folder, keep=1)
    keeping_one.rollback(names[0])
    keeping_one.prune()
    assert keeping_one.names() == (names[0], names[2])


def test_a_searcher_still_works_after_its_generation_was_removed(folder):
    names = publish_titles(folder, "First")
    searcher = LiveSearcher(settings(folder)).current()
    publish_titles(folder, "Two", "Three", "Four")
    assert names[0] not in generations(folder).names()
    assert searcher.search(Query("first")).hits[0].record.id == "a"


def test_a_folder_that_is_not_a_generation_is_left_alone(folder):
    names = publish_titles(folder, "First")
    (folder / "data/generations/lost+found").mkdir()
    write_record(folder / "corpus", record("a", title="Second"))
    assert ingest(settings(folder)).generation[:6] == f"{int(names[0][:6]) + 1:06}"


def test_the_next_run_removes_what_a_crash_left_behind(folder):
    publish_titles(folder, "First")
    for name in ("building-4711", "removing-000000-20200101T000000Z"):
        (folder / "data" / name).mkdir()
        (folder / "data" / name / "some.file").write_text("left")
    publish_titles(folder, "Second")
    assert [path.name for path in (folder / "data").glob("*-*")] == []
