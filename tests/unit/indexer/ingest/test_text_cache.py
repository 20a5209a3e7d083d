"""The text of a document is cached under the hash of its content."""

import hashlib
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from catalog.errors import ExtractError
from catalog.model import Locator, LocatorKind
from indexer.extract.result import ExtractedSection, Extraction
from indexer.ingest.documents.text_cache import TextCache

KEY = hashlib.sha256(b"document").hexdigest()
OTHER_KEY = hashlib.sha256(b"other").hexdigest()
EXTRACTED = Extraction(
    "text/vtt", (ExtractedSection(Locator(LocatorKind.TIME, "00:01:00", "t=60"), "Hello."),), "Title", duration_s=90
)


@pytest.fixture
def cache(tmp_path):
    return TextCache(tmp_path / "texts")


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def put_many_times(folder):
    for _ in range(50):
        TextCache(folder).put(KEY, EXTRACTED)
    return True


def test_a_stored_extraction_is_returned(cache):
    cache.put(KEY, EXTRACTED)
    assert cache.get(KEY) == EXTRACTED


def test_an_unknown_document_is_none(cache):
    assert cache.get(KEY) is None


def test_an_error_caused_by_the_document_is_cached(cache):
    cache.put(KEY, ExtractError("scanned", "Only pictures."))
    refusal = cache.get(KEY)
    assert isinstance(refusal, ExtractError)
    assert (refusal.kind, str(refusal)) == ("scanned", "Only pictures.")


@pytest.mark.parametrize("kind", ["time", "memory", "crash", "missing", "unreadable"])
def test_an_error_caused_by_the_machine_is_not_cached(cache, kind):
    cache.put(KEY, ExtractError(kind, "Not today."))
    assert cache.get(KEY) is None


def test_another_version_of_the_extractors_does_not_use_the_cached_text(tmp_path):
    TextCache(tmp_path, version="1").put(KEY, EXTRACTED)
    assert TextCache(tmp_path, version="2").get(KEY) is None


def test_the_latest_outcome_replaces_the_earlier_one(cache):
    cache.put(KEY, ExtractError("scanned", "Only pictures."))
    cache.put(KEY, EXTRACTED)
    assert cache.get(KEY) == EXTRACTED


def test_a_damaged_or_truncated_file_is_a_miss_and_the_next_put_repairs_it(cache, tmp_path):
    cache.put(KEY, EXTRACTED)
    (path,) = files_in(tmp_path)
    content = path.read_bytes()
    for index in range(len(content)):
        path.write_bytes(content[:index] + bytes([content[index] ^ 0x10]) + content[index + 1 :])
        assert cache.get(KEY) is None
        path.write_bytes(content[:index])
        assert cache.get(KEY) is None
    cache.put(KEY, EXTRACTED)
    assert cache.get(KEY) == EXTRACTED


def test_a_file_copied_to_the_name_of_another_document_is_a_miss(cache, tmp_path):
    cache.put(KEY, EXTRACTED)
    (path,) = files_in(tmp_path)
    cache.put(OTHER_KEY, ExtractError("scanned", "Only pictures."))
    (other_path,) = set(files_in(tmp_path)) - {path}
    other_path.write_bytes(path.read_bytes())
    assert cache.get(OTHER_KEY) is None


def test_a_key_that_is_not_a_hash_is_refused(cache):
    with pytest.raises(ValueError, match="is not a SHA-256"):
        cache.put("../../" + KEY, EXTRACTED)


def test_a_failed_put_leaves_no_file_behind(cache, tmp_path):
    cache.put(KEY, EXTRACTED)
    (path,) = files_in(tmp_path)
    path.unlink()
    path.mkdir()
    with pytest.raises(OSError, match=r"."):
        cache.put(KEY, EXTRACTED)
    assert files_in(tmp_path) == []


def test_pruning_keeps_the_given_keys_and_removes_the_others(cache):
    cache.put(KEY, EXTRACTED)
    cache.put(OTHER_KEY, EXTRACTED)
    cache.prune({KEY})
    assert cache.get(KEY) == EXTRACTED
    assert cache.get(OTHER_KEY) is None


def test_pruning_removes_the_texts_of_older_extractors(tmp_path):
    TextCache(tmp_path, version="1").put(KEY, EXTRACTED)
    TextCache(tmp_path, version="2").prune({KEY})
    assert files_in(tmp_path) == []


def test_pruning_keeps_a_file_that_is_being_written_and_removes_an_abandoned_one(cache, tmp_path):
    cache.put(KEY, EXTRACTED)
    (path,) = files_in(tmp_path)
    fresh, abandoned = path.with_name(".unfinished-1"), path.with_name(".unfinished-2")
    fresh.write_bytes(b"")
    abandoned.write_bytes(b"")
    os.utime(abandoned, (0, 0))
    cache.prune({KEY})
    assert set(files_in(tmp_path)) == {path, fresh}


def test_pruning_a_missing_folder_does_nothing(cache):
    cache.prune(set())
    assert cache.get(KEY) is None


def test_concurrent_writers_do_not_disturb_each_other_or_a_reader(cache, tmp_path):
    cache.put(KEY, EXTRACTED)
    with ProcessPoolExecutor(2, mp_context=get_context("forkserver")) as pool:
        writers = [pool.submit(put_many_times, tmp_path / "texts") for _ in range(2)]
        while not all(writer.done() for writer in writers):
            assert cache.get(KEY) == EXTRACTED
        assert all(writer.result() for writer in writers)
    assert len(files_in(tmp_path)) == 1
