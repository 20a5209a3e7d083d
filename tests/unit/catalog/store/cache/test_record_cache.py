"""Record files that have not changed are not read again, and what is known of them is the same as what was read."""

import os
import time
from dataclasses import replace

import pytest

from catalog.errors import Problem
from catalog.store.cache import file_identity
from catalog.store.cache.known_files import NOTHING_KNOWN, differs
from catalog.store.cache.record_cache import RecordCache
from catalog.store.records import RecordStore

CONTENTS = {
    "a.yaml": "id: a\ntitle: One\npublished: March 2020\nrelated: [b]\ndocuments:\n  - {path: x/y.pdf, role: slides}\n",
    "b.yaml": "id: b\ntitle: Two\nno_field: 1\nsupersedes: [a]\n",
    "c.yaml": "id: c\ntitle: Three\nstatus: withdrawn\nwithdrawn: {on: 2026-01-01, reason: Old.}\naliases: [d]\n",
    "lines.jsonl": '{"id": "e", "title": "Four"}\n\n{"id": "f", "title": "Five", "pages": "12 pages"}\n',
    "list.json": '[{"id": "g", "title": "Six"},\n {"id": "h", "title": "Seven"}]',
}


@pytest.fixture(autouse=True)
def settled(monkeypatch):
    """Files are settled as soon as they were written, as far as their times tell."""
    monkeypatch.setattr(file_identity, "UNSETTLED_NS", -1_000_000_000)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    (folder / "records").mkdir(parents=True)
    for name, text in CONTENTS.items():
        (folder / "records" / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def store(corpus, taxonomy):
    return RecordStore(corpus, taxonomy)


@pytest.fixture
def cache(tmp_path, corpus):
    return RecordCache(tmp_path / "cache/records", corpus, b"taxonomy")


def load_and_save(store, cache):
    contents = store.load(known=cache.load())
    cache.save(contents.files, contents.repeated)
    return contents


def without_files(contents):
    """Return contents without what is known, and records without the lines of fields that no run needs."""
    return replace(contents, files={})


def test_what_is_known_of_unchanged_files_is_what_was_read_from_them(store, cache):
    read = load_and_save(store, cache)
    known = store.load(known=cache.load())
    for name in ("problems", "refused", "refused_ids", "refused_files", "ignored_files", "notes"):
        assert getattr(known, name) == getattr(read, name)
    for name in ("records", "drafts", "withdrawn", "incomplete"):
        of_known, of_read = getattr(known, name), getattr(read, name)
        assert [stored.record for stored in of_known] == [stored.record for stored in of_read]
        assert [(stored.file, stored.line) for stored in of_known] == [(stored.file, stored.line) for stored in of_read]


def test_the_lines_of_what_a_record_names_are_known(store, cache):
    load_and_save(store, cache)
    stored = next(stored for stored in store.load(known=cache.load()).records if stored.id == "a")
    assert (stored.line_of("documents", 0, "path"), stored.line_of("related", 0), stored.line_of("title")) == (6, 4, 1)


def test_unchanged_files_are_not_read(store, cache):
    load_and_save(store, cache)
    known = cache.load()
    assert known.keys() == CONTENTS.keys()
    assert not differs(store.load(known=known).files, known)


def test_only_the_changed_lines_of_json_lines_are_parsed(store, cache, corpus):
    load_and_save(store, cache)
    lines = corpus / "records/lines.jsonl"
    lines.write_text(f'{{"id": "new", "title": "New"}}\n{lines.read_text(encoding="utf-8")}', encoding="utf-8")
    by_id = {stored.id: stored for stored in store.load(known=cache.load()).records}
    assert [(key, by_id[key].line, by_id[key].parsed is None) for key in ("new", "e", "f")] == [
        ("new", 1, False),
        ("e", 2, True),
        ("f", 4, True),
    ]


def test_notes_about_a_line_that_moved_have_its_number_of_today(store, cache, corpus):
    load_and_save(store, cache)
    lines = corpus / "records/lines.jsonl"
    lines.write_text(f"\n\n{lines.read_text(encoding='utf-8')}", encoding="utf-8")
    contents = store.load(known=cache.load())
    assert [note.line for note in contents.notes if note.record == "f"] == [5]


def test_a_file_that_was_edited_and_given_its_old_time_is_read_again(store, cache, corpus):
    load_and_save(store, cache)
    path = corpus / "records/a.yaml"
    status = path.stat()
    time.sleep(0.02)
    path.write_text(CONTENTS["a.yaml"].replace("One", "Two"), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    titles = [stored.record.title for stored in store.load(known=cache.load()).records if stored.id == "a"]
    assert titles == ["Two"]


def test_a_file_that_changed_just_before_the_look_is_read_again(store, cache, monkeypatch):
    monkeypatch.setattr(file_identity, "UNSETTLED_NS", 3_000_000_000)
    load_and_save(store, cache)
    assert {read.identity for read in cache.load().values()} <= {None}
    assert [stored.id for stored in store.load(known=cache.load()).records if stored.parsed is None] == ["e", "f"]


def test_a_known_record_is_refused_if_another_file_has_its_id_now(store, cache, corpus):
    load_and_save(store, cache)
    (corpus / "records/z.yaml").write_text("id: a\ntitle: Another\n", encoding="utf-8")
    contents = store.load(known=cache.load())
    assert contents.problems == RecordStore(corpus, store._schema.taxonomy).load().problems
    assert (
        Problem("record", "id 'a' is used again in corpus/records/z.yaml:1", "corpus/records/a.yaml", 1, "a", "id")
        in contents.problems
    )


def test_records_with_the_same_id_are_read_again_in_each_run(store, cache, corpus):
    (corpus / "records/z.yaml").write_text("id: a\ntitle: Another\n", encoding="utf-8")
    load_and_save(store, cache)
    assert "z.yaml" not in cache.load()
    (corpus / "records/z.yaml").unlink()
    assert "a" in {stored.id for stored in store.load(known=cache.load()).records}


def test_what_could_not_be_read_is_tried_again(store, cache, corpus):
    (corpus / "records/broken.yaml").write_text("id: [\n", encoding="utf-8")
    load_and_save(store, cache)
    assert "broken.yaml" not in cache.load()


def test_a_damaged_cache_counts_as_missing(store, cache, tmp_path):
    load_and_save(store, cache)
    path = tmp_path / "cache/records"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert cache.load() == NOTHING_KNOWN


def test_the_cache_of_another_taxonomy_or_corpus_counts_as_missing(store, cache, corpus, tmp_path):
    load_and_save(store, cache)
    assert RecordCache(tmp_path / "cache/records", corpus, b"changed").load() == NOTHING_KNOWN
    assert RecordCache(tmp_path / "cache/records", tmp_path, b"taxonomy").load() == NOTHING_KNOWN


def test_the_cache_is_private(store, cache, tmp_path):
    load_and_save(store, cache)
    assert (tmp_path / "cache/records").stat().st_mode & 0o777 == 0o600


def test_files_that_are_gone_are_forgotten(store, cache, corpus):
    load_and_save(store, cache)
    (corpus / "records/a.yaml").unlink()
    load_and_save(store, cache)
    assert "a.yaml" not in cache.load()
