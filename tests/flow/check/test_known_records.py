"""Importers learn which resources the catalog has already from elsewhere, and why."""

import pytest

from catalog.model import Imported, RecordStatus
from catalog.schemas.records.record import RecordFileSchema
from factories import record, write_corpus
from indexer.check.duplicates.corpus import read_corpus
from indexer.check.duplicates.known_records import KnownRecords

URL = "https://example.org/guide"
NEW = record("new", title="The guide", url="http://www.example.org/guide/")


@pytest.fixture
def known(tmp_path):
    """A function that looks for NEW among other records, as the importer of the source `partner` does."""

    def look_up(*records):
        corpus = write_corpus(tmp_path / "corpus")
        for item in records:
            path = corpus / "records" / f"{item.id}.json"
            path.write_text(RecordFileSchema().dumps(item), encoding="utf-8")
        taxonomy, contents = read_corpus(corpus)
        return KnownRecords(corpus, taxonomy, contents, "partner")(NEW)

    return look_up


def test_a_record_from_elsewhere_is_known_with_the_reason(known):
    record_id, reason = known(record("guide", title="The guide", url=URL))
    assert record_id == "guide"
    assert reason == f"the same address {NEW.url} and {URL}, the same title"


def test_records_of_the_same_source_are_not_compared(known):
    assert known(record("guide", title="The guide", url=URL, imported=Imported("partner", "1"))) is None
    assert known(record("guide", title="The guide", url=URL, imported=Imported("other", "1"))) is not None


def test_another_edition_is_not_the_same_resource(known):
    assert known(record("guide", title="The guide, 2nd edition")) is None


def test_a_draft_is_known(known):
    assert known(record("guide", title="The guide", url=URL, status=RecordStatus.DRAFT)) is not None
