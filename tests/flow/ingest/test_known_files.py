"""What runs keep about files is never trusted by `index --full` and `check`."""

import pytest

from catalog.store.cache import file_identity
from catalog.store.cache.record_cache import RecordCache
from factories import publish, record, settings
from indexer.check.check import check
from indexing import current_searcher, run, with_document


@pytest.fixture(autouse=True)
def settled(monkeypatch):
    """Files are settled as soon as they were written, as far as their times tell."""
    monkeypatch.setattr(file_identity, "UNSETTLED_NS", -1_000_000_000)


def falsify(folder):
    """Publish a record, and make the cache say that it has another title."""
    publish(folder, record("a", title="As written"))
    corpus = folder / "corpus"
    cache = RecordCache(folder / "data/cache/records", corpus, (corpus / "taxonomy.yaml").read_bytes())
    known = cache.load()
    (read,) = known.values()
    (stored,) = read.items
    false = type(stored)(stored.id, stored.file, stored.line, stored.encoded.replace(b"As written", b"As falsified"))
    cache.save({name: type(read)(read.identity, (false,), {}) for name in known}, ())


def title(folder):
    return current_searcher(folder).get("a").record.title


def test_a_run_believes_what_is_known_of_a_file_that_has_not_changed(folder):
    falsify(folder)
    run(folder)
    assert title(folder) == "As falsified"


def test_a_full_run_reads_every_file(folder):
    falsify(folder)
    run(folder, full=True)
    assert title(folder) == "As written"


def test_check_reads_every_file(folder):
    falsify(folder)
    run(folder)
    assert [(fault.kind, fault.record) for fault in check(settings(folder)).faults] == [("stale", "a")]


def test_a_dry_run_keeps_nothing(folder):
    publish(folder, with_document("a", "a.txt"), documents={"a.txt": "words"})
    cache = settings(folder).data / "cache"
    for name in ("records", "document_hashes"):
        (cache / name).unlink()
    run(folder, dry_run=True)
    assert not (cache / "records").exists()
    assert not (cache / "document_hashes").exists()


def test_a_document_that_became_a_link_to_a_file_outside_is_refused(folder):
    publish(folder, with_document("a", "a.txt"), documents={"a.txt": "words"})
    run(folder)
    document = folder / "corpus/documents/a.txt"
    document.rename(folder / "outside.txt")
    document.symlink_to(folder / "outside.txt")
    assert [problem.kind for problem in run(folder).problems] == ["outside"]
