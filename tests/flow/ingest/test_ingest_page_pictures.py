"""Pictures of pages: drawn once for each document, never in the way of its text, and removed with it."""

import hashlib
from dataclasses import replace

import pytest

from catalog.generations.page_pictures import PICTURE_VERSION, PagePicture, PagePictures
from catalog.model import Document
from document_bytes import pdf
from factories import record, settings, write_corpus, write_record
from indexer.check.check import check
from indexer.ingest.pipeline import ingest
from indexing import StepTotals

GUIDE = pdf(("Officers walk their beat.",), ("Second page.",))
GUIDE_HASH = hashlib.sha256(GUIDE).hexdigest()
BROKEN = b"%PDF-1.7\nnothing of one"
DRAWING = "Drawing pages"


def run(folder, **changes):
    """Index the corpus; return the report and the number of documents that were drawn."""
    progress = StepTotals()
    report = ingest(replace(settings(folder), **changes), progress=progress)
    return report, progress.totals.get(DRAWING, 0)


def pictures(folder, **changes):
    configured = replace(settings(folder), **changes)
    return PagePictures(configured.data, configured.page_pictures)


@pytest.fixture
def guide(folder):
    """A corpus with one PDF."""
    write_corpus(folder / "corpus", record("a", documents=(Document(path="a.pdf"),)), documents={"a.pdf": GUIDE})
    return folder


def test_the_pages_of_a_pdf_are_drawn_once(guide):
    _, drawn = run(guide)
    assert (drawn, list(pictures(guide).sizes(GUIDE_HASH))) == (1, [1, 2])
    assert pictures(guide).content(GUIDE_HASH, 1)[8:12] == b"WEBP"
    assert [word.text for word in pictures(guide).words(GUIDE_HASH, 2)] == ["Second", "page."]
    assert run(guide)[1] == 0


def test_the_setting_limits_the_pages_and_turns_the_pictures_off(guide):
    run(guide, page_pictures=1)
    assert list(pictures(guide, page_pictures=1).sizes(GUIDE_HASH)) == [1]
    assert run(guide, page_pictures=0)[1] == 0
    assert list((guide / "data/pages").glob("*/*")) == []


def test_a_pdf_that_cannot_be_drawn_is_tried_once_and_adds_nothing_to_the_report(folder):
    write_corpus(folder / "corpus", record("a", documents=(Document(path="a.pdf"),)), documents={"a.pdf": BROKEN})
    report, drawn = run(folder)
    assert (drawn, report.notes) == (1, run(folder, page_pictures=0)[0].notes)
    assert [problem.kind for problem in report.problems] == ["damaged"]
    assert pictures(folder).sizes(hashlib.sha256(BROKEN).hexdigest()) == {}


def test_a_pdf_that_cannot_be_drawn_is_not_tried_again(folder):
    write_corpus(folder / "corpus", record("a", documents=(Document(path="a.pdf"),)), documents={"a.pdf": BROKEN})
    assert [run(folder)[1] for _ in range(2)] == [1, 0]


def test_without_room_a_document_has_no_pictures_and_a_note_says_so(guide):
    pictures(guide).put("0" * 64, [PagePicture(1, (1, 1), b"\0" * (1 << 20), ())])
    report, _ = run(guide, page_pictures_mb=1)
    assert [note for note in report.notes if "page_pictures_mb" in note]
    assert not pictures(guide).has(GUIDE_HASH)
    assert report.problems == ()


def test_pictures_are_no_damage(guide):
    run(guide)
    assert check(settings(guide)).faults == ()


def test_pictures_of_a_document_stay_until_no_generation_has_it(guide):
    run(guide)
    write_record(guide / "corpus", record("a", title="Without a document"))
    run(guide)
    assert pictures(guide).has(GUIDE_HASH)
    write_record(guide / "corpus", record("a", title="Still without a document"))
    run(guide, keep_generations=1)
    assert not pictures(guide).has(GUIDE_HASH)


def test_pictures_of_another_version_and_interrupted_writes_are_removed(guide):
    run(guide)
    (current,) = (guide / "data/pages").glob("*/*")
    older = current.with_name(current.name.replace(f"-{PICTURE_VERSION}-", "-0-"))
    for path in (older, current.with_name(".unfinished-1")):
        path.write_bytes(b"")
    run(guide)
    assert list((guide / "data/pages").glob("*/*")) == [current]


def test_a_damaged_file_of_pictures_costs_only_the_pictures(guide):
    run(guide)
    (path,) = (guide / "data/pages").glob("*/*")
    path.write_bytes(b"PK")
    assert pictures(guide).sizes(GUIDE_HASH) == {}
    assert pictures(guide).content(GUIDE_HASH, 1) is None


def test_pages_whose_file_of_pictures_is_damaged_are_drawn_again(guide):
    run(guide)
    (path,) = (guide / "data/pages").glob("*/*")
    path.write_bytes(path.read_bytes()[:100])
    assert run(guide)[1] == 1
    assert list(pictures(guide).sizes(GUIDE_HASH)) == [1, 2]
