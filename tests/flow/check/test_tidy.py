"""`tidy` repairs what has one meaning over all records, as one change set, and leaves everything else as it is."""

import json

import pytest

from factories import record, settings, write_corpus
from indexer.check.tidy.model import RepairKind
from indexer.check.tidy.tidy import plan_tidy

WRITTEN = """\
# What editors say about this record stays.
id: guide
title: "Chiefs\u2019 guide  to &amp; on cameras."  # the title
topics: [Technology, technology]
published: May 3, 2020
publishers:
  - BJA  # an abbreviation
  - Bureau of Justice Assistance
url: http://example.org/guide?utm_source=news&id=1
identifiers: {doi: 'https://doi.org/10.1000/182'}
summary: >-
  A summary on
  two lines.
"""
REPAIRED = """\
# What editors say about this record stays.
id: guide
title: "Chiefs' guide to & on cameras"        # the title
topics: [technology]
published: 2020-05-03
publishers:
  - Bureau of Justice Assistance
url: https://example.org/guide?id=1
identifiers:
  doi: 10.1000/182
summary: >-
  A summary on
  two lines.
"""


@pytest.fixture
def corpus(tmp_path):
    corpus = write_corpus(tmp_path / "corpus", record("other", url="https://example.org/other"))
    (corpus / "records" / "guide.yaml").write_text(WRITTEN, encoding="utf-8")
    return corpus


@pytest.fixture
def tidy(corpus):
    """A function that returns the plan for some kinds of repairs."""
    return lambda *kinds: plan_tidy(settings(corpus.parent), kinds or tuple(RepairKind))


def test_everything_is_repaired_and_comments_order_and_quotes_are_kept(tidy):
    (versions,) = tidy().draft.files.values()
    assert versions.after.decode() == REPAIRED


def test_each_kind_can_be_chosen(tidy):
    (repairs,) = tidy(RepairKind.DATES).repairs
    assert [(repair.kind, repair.field, repair.after) for repair in repairs.repairs] == [
        (RepairKind.DATES, "published", "2020-05-03")
    ]
    assert repairs.changes == {"published": "2020-05-03"}


def test_a_second_run_changes_nothing(corpus, tidy):
    for path, versions in tidy().draft.files.items():
        (corpus / path).write_bytes(versions.after)
    assert (tidy().repairs, tidy().draft.files) == ((), {})


def test_https_is_used_only_on_hosts_that_the_corpus_knows_by_it(corpus, tidy):
    (corpus / "records" / "other.json").write_text(json.dumps({"id": "other", "title": "Other"}), encoding="utf-8")
    kinds = [repair.kind for repairs in tidy().repairs for repair in repairs.repairs]
    assert RepairKind.HTTPS not in kinds


def test_addresses_on_hosts_that_moved_lead_to_the_new_place(corpus, tidy):
    (corpus / "records" / "guide.yaml").write_text(
        "id: guide\ntitle: A guide\nurl: http://www.ncjrs.gov/pdffiles1/nij/1.pdf\n", encoding="utf-8"
    )
    (repairs,) = tidy(RepairKind.HOSTS).repairs
    assert repairs.changes == {"url": "https://www.ojp.gov/pdffiles1/nij/1.pdf"}


def test_the_doi_in_an_address_becomes_an_identifier(corpus, tidy):
    (corpus / "records" / "guide.yaml").write_text(
        "id: guide\ntitle: A guide\nurl: https://doi.org/10.1000/182\n", encoding="utf-8"
    )
    (repairs,) = tidy().repairs
    assert repairs.changes == {"identifiers": {"doi": "10.1000/182"}}


def test_records_with_problems_stay_as_they_are(corpus, tidy):
    (corpus / "records" / "guide.yaml").write_text("id: guide\ntitle: A  guide\nformat: none such\n", encoding="utf-8")
    assert tidy().repairs == ()


def test_records_of_one_file_are_repaired_in_their_places(corpus, tidy):
    lines = [json.dumps({"id": f"r{number}", "title": f"Title{' ' * number}here"}) for number in (1, 2, 3)]
    (corpus / "records" / "guide.yaml").unlink()
    (corpus / "records" / "many.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (versions,) = tidy().draft.files.values()
    assert versions.after.decode().splitlines() == [
        lines[0],
        lines[1].replace("  ", " "),
        lines[2].replace("   ", " "),
    ]
