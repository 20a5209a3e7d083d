"""The records of a large source are divided into files that are not too large."""

from pathlib import PurePosixPath

import pytest

from indexer.importers.planning import record_parts
from indexer.importers.planning.record_parts import RecordParts

RECORD = {"id": "a", "title": "x" * 50}


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    monkeypatch.setattr(record_parts, "MAX_PART_BYTES", 200)
    (tmp_path / "records").mkdir()
    return tmp_path


def names(corpus, count):
    parts = RecordParts(corpus, PurePosixPath("records/partner"))
    return [parts.path_for(RECORD).name for _ in range(count)]


def test_a_part_that_is_full_is_followed_by_another(corpus):
    assert names(corpus, 7) == [*["partner.jsonl"] * 3, *["partner-2.jsonl"] * 3, "partner-3.jsonl"]


def test_what_is_in_a_part_already_counts(corpus):
    (corpus / "records/partner.jsonl").write_text("x" * 201)
    assert names(corpus, 1) == ["partner-2.jsonl"]
