"""Every publication and every rollback continues the change log, and writes the file with all resources."""

import errno
import gzip
import json
import os
import time
from dataclasses import replace

import pytest

from catalog.generations.change_log import CHANGE_LOG
from catalog.generations.generation import RESOURCES
from catalog.generations.manifest import write_manifest
from catalog.live import LiveSearcher
from catalog.model import Document
from factories import publish, record, settings, write_corpus, write_record
from indexer.ingest.files.resource_file import BLOCKS
from indexer.ingest.model import IngestOptions
from indexer.ingest.pipeline import ingest
from indexer.ingest.rollback import roll_back
from publishing import faults, generations


@pytest.fixture
def published(folder):
    """A folder with a first generation of the records `a` and `b`, and a second one where `a` has changed."""
    publish(folder, record("a"), record("b", topics=("technology",), format="webinar"))
    write_record(folder / "corpus", record("a", title="Changed"))
    ingest(settings(folder))
    return folder


def remove(folder, *names):
    for name in names:
        next((folder / "corpus/records").glob(f"{name}.*")).unlink()


def logged(folder):
    """Return the kind of the last change of every resource by id."""
    log = LiveSearcher(settings(folder)).current_generation().changes.log
    return {key: change.kind.value for key, change in log.changes.items()}


def lines(folder):
    """Return the resources in the file of the current generation."""
    generation = LiveSearcher(settings(folder)).current_generation()
    return [json.loads(line) for line in gzip.decompress((generation.folder / RESOURCES).read_bytes()).splitlines()]


def test_the_log_tells_what_was_changed(published):
    assert logged(published) == {"a": "changed", "b": "added"}


def test_the_log_tells_what_was_removed(published):
    remove(published, "b")
    ingest(settings(published))
    assert logged(published) == {"a": "changed", "b": "removed"}


def test_a_removed_resource_is_logged_with_its_topics_and_format(published):
    remove(published, "b")
    ingest(settings(published))
    version = LiveSearcher(settings(published)).current_generation().changes.log.changes["b"].version
    assert (version.topics, version.format) == (("technology",), "webinar")


def test_a_full_run_continues_the_log(published):
    before = LiveSearcher(settings(published)).current_generation().changes.log
    ingest(settings(published), IngestOptions(full=True))
    assert LiveSearcher(settings(published)).current_generation().changes.log == before


def test_another_text_of_a_document_is_a_change(folder):
    publish(folder, record("a", documents=(Document(path="a.txt"),)), record("b"), documents={"a.txt": "Before."})
    write_corpus(folder / "corpus", documents={"a.txt": "After."})
    ingest(settings(folder))
    assert logged(folder) == {"a": "changed", "b": "added"}


def test_a_rollback_continues_the_log(published):
    roll_back(settings(published))
    assert logged(published) == {"a": "changed", "b": "added"}
    change = LiveSearcher(settings(published)).current_generation().changes.log.changes["a"]
    first = generations(published).change_log(generations(published).names()[1]).changes["a"]
    assert change.version != first.version
    assert change.changed_at >= first.changed_at


def test_a_rollback_removes_what_the_later_generation_added(published):
    write_record(published / "corpus", record("c"))
    ingest(settings(published))
    roll_back(settings(published))
    assert logged(published) == {"a": "changed", "b": "added", "c": "removed"}


def test_the_next_run_after_a_rollback_continues_its_log(published):
    write_record(published / "corpus", record("c"))
    ingest(settings(published))
    roll_back(settings(published))
    ingest(settings(published))
    assert logged(published) == {"a": "changed", "b": "added", "c": "added"}


def test_a_process_that_never_saw_the_later_generation_has_the_log_of_the_rollback(published):
    live = LiveSearcher(settings(published))
    before = live.current_generation()
    write_record(published / "corpus", record("c"))
    ingest(settings(published))
    roll_back(settings(published))
    after = live.current_generation()
    assert after.searcher is before.searcher
    assert after.revision != before.revision
    assert "c" in after.changes.log.changes


def test_a_damaged_log_of_a_rollback_is_found_and_the_generation_served_without_it(published):
    roll_back(settings(published))
    (path,) = (published / "data/rollback-logs").iterdir()
    path.write_bytes(b"x")
    assert [message for message in faults(published) if "rollback-logs" in message]
    assert logged(published) == {"a": "added", "b": "added"}


def damage_the_log_of_a_rollback(folder):
    for path in (folder / "data/rollback-logs").iterdir():
        path.write_bytes(b"x")


def started_at(folder):
    return LiveSearcher(settings(folder)).current_generation().changes.log.started_at


def test_if_the_log_of_a_rollback_was_damaged_the_next_run_starts_a_new_log(published):
    write_record(published / "corpus", record("c"))
    ingest(settings(published))
    first = started_at(published)
    roll_back(settings(published))
    damage_the_log_of_a_rollback(published)
    time.sleep(1)  # the log has whole seconds
    ingest(settings(published))
    assert started_at(published) > first
    assert logged(published) == {"a": "added", "b": "added", "c": "added"}


def test_a_rollback_to_a_generation_whose_log_was_damaged_writes_it_again(published):
    first, second = generations(published).names()
    roll_back(settings(published))
    roll_back(settings(published), second)
    (published / f"data/rollback-logs/{first}.json").write_bytes(b"x")
    roll_back(settings(published))
    assert logged(published) == {"a": "changed", "b": "added"}


def test_if_a_rollback_could_not_write_its_log_the_next_run_tells_what_it_changed(published):
    name = generations(published).current()
    write_record(published / "corpus", record("c"))
    time.sleep(1)  # the log has whole seconds
    ingest(settings(published))
    (published / f"data/rollback-logs/{name}.new").mkdir(parents=True)  # where the log is written first
    roll_back(settings(published))
    assert logged(published) == {"a": "changed", "b": "added"}
    (published / "corpus/records/c.json").unlink()
    write_record(published / "corpus", record("d"))
    ingest(settings(published))
    assert logged(published) == {"a": "changed", "b": "added", "c": "removed", "d": "added"}


def remove_the_log(data, name):
    """Make a generation one of those that were published before there were logs."""
    manifest = data.manifest(name)
    (data.folder(name) / CHANGE_LOG).unlink()
    files = {file: facts for file, facts in manifest.files.items() if file != CHANGE_LOG}
    write_manifest(data.folder(name), replace(manifest, files=files, published_at="2026-01-01T00:00:00+00:00"))


def test_the_run_after_a_rollback_to_a_generation_without_a_log_starts_a_new_one(published):
    first = started_at(published)
    remove_the_log(generations(published), generations(published).names()[0])
    roll_back(settings(published))
    time.sleep(1)  # the log has whole seconds
    ingest(settings(published))
    assert started_at(published) > first
    assert logged(published) == {"a": "added", "b": "added"}


def test_the_log_of_a_generation_without_one_starts_when_it_became_current(published):
    first, second = generations(published).names()
    remove_the_log(generations(published), first)
    live = LiveSearcher(settings(published))
    last_changed_at = live.current_generation().changes.log.last_changed_at
    revisions = set()
    for name in (first, second, first):
        roll_back(settings(published), name)
        os.utime(published / "data/CURRENT", (10**10 + len(revisions),) * 2)
        revisions.add(live.current_generation().revision)
    assert live.current_generation().changes.log.started_at > last_changed_at
    assert len(revisions) == 3


def test_the_log_of_a_rollback_is_removed_with_its_generation(published):
    roll_back(settings(published))
    for number in range(4):
        write_record(published / "corpus", record("a", title=f"Changed {number}"))
        ingest(settings(published))
    assert list((published / "data/rollback-logs").iterdir()) == []


def test_the_file_has_every_resource_by_id(published):
    assert [(line["id"], line["record"]["title"]) for line in lines(published)] == [
        ("a", "Changed"),
        ("b", "Title of b"),
    ]


def test_the_file_is_the_same_after_a_full_run(published):
    write_record(published / "corpus", record("aa"))
    remove(published, "b")
    ingest(settings(published))
    before = lines(published)
    ingest(settings(published), IngestOptions(full=True))
    assert [line["id"] for line in before] == ["a", "aa"]
    assert lines(published) == before


def test_a_generation_without_the_file_is_published_again(published):
    data = generations(published)
    name = data.current()
    manifest = data.manifest(name)
    (data.folder(name) / RESOURCES).unlink()
    files = {file: facts for file, facts in manifest.files.items() if file != RESOURCES}
    write_manifest(data.folder(name), replace(manifest, files=files))
    assert ingest(settings(published)).published
    assert [line["id"] for line in lines(published)] == ["a", "b"]


def test_records_of_a_corpus_in_one_file_have_a_line_each(folder):
    write_corpus(folder / "corpus", *(record(name) for name in ("z", "m", "a")))
    ingest(settings(folder))
    assert [line["id"] for line in lines(folder)] == ["a", "m", "z"]


@pytest.fixture
def many(folder):
    """A folder with a generation of records in several blocks."""
    publish(folder, *(record(f"many-{number}") for number in range(600)))
    return folder


def current_files(folder):
    generation = LiveSearcher(settings(folder)).current_generation()
    return [(generation.folder / name).read_bytes() for name in (RESOURCES, BLOCKS)]


def test_files_with_copied_blocks_are_those_of_a_full_build(many):
    write_record(many / "corpus", record("many-17", title="Changed"))
    write_record(many / "corpus", record("new"))
    remove(many, "many-30")
    ingest(settings(many))
    updated = current_files(many)
    ingest(settings(many), IngestOptions(full=True))
    assert updated == current_files(many)


def test_a_change_in_one_block_is_the_only_one_in_the_log(many):
    write_record(many / "corpus", record("many-17", title="Changed"))
    ingest(settings(many))
    assert {key for key, kind in logged(many).items() if kind == "changed"} == {"many-17"}
    assert next(line for line in lines(many) if line["id"] == "many-17")["record"]["title"] == "Changed"


def test_lines_are_compared_again_after_a_rollback_without_a_log(many, monkeypatch):
    write_record(many / "corpus", record("many-17", title="Changed"))
    ingest(settings(many))

    def no_space(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("catalog.generations.generation.write_rollback_log", no_space)
    roll_back(settings(many))
    remove(many, "many-17")
    write_record(many / "corpus", record("many-17"))
    write_record(many / "corpus", record("new"))
    ingest(settings(many))
    assert logged(many)["new"] == "added"
    assert logged(many)["many-17"] == "changed"
    assert next(line for line in lines(many) if line["id"] == "many-17")["record"]["title"] != "Changed"
