"""What was recognized on scanned pages gives way to a transcript or a corrected text."""

import pytest

from catalog.model import Document, DocumentRole
from factories import record, write_corpus, write_record
from indexing import current_searcher, run
from scans import installed_tesseract, scan, scanned_pdf
from watched import write_watched

SCAN = scanned_pdf(scan("Officers of Timbuktu", "met every week."))


@pytest.fixture
def scan_folder(folder):
    """A folder with a published record that has a scanned document, read by Tesseract."""
    installed_tesseract()
    write_corpus(folder / "corpus", record("a", documents=(Document(path="a.pdf"),)), documents={"a.pdf": SCAN})
    assert run(folder).problems == ()
    return folder


def texts(folder, record_id="a"):
    return [(passage.document, passage.text) for passage in current_searcher(folder).get(record_id).passages]


def test_a_transcript_replaces_what_was_recognized_on_a_scan(scan_folder):
    assert "Timbuktu" in texts(scan_folder)[0][1]
    documents = (Document(path="a.pdf"), Document(path="typed.txt", role=DocumentRole.TRANSCRIPT))
    write_corpus(scan_folder / "corpus", record("a", documents=documents), documents={"typed.txt": "Typed by hand."})
    assert run(scan_folder).problems == ()
    assert texts(scan_folder) == [(1, "Typed by hand.")]
    facts = current_searcher(scan_folder).get("a").texts[0]
    assert (facts.media_type, facts.text_source, facts.pages) == ("application/pdf", None, 1)


def test_a_corrected_text_is_no_text_of_a_scan(scan_folder):
    (scan_folder / "corpus/documents/a.pdf.txt").write_text("--- page 1 ---\nOfficers of Toledo met every week.\n")
    run(scan_folder)
    assert texts(scan_folder) == [(0, "Officers of Toledo met every week.")]
    assert current_searcher(scan_folder).get("a").texts[0].text_source is None
    assert current_searcher(scan_folder).get("a").passages[0].locator.fragment == "page=1"


def test_a_dry_run_recognizes_no_scans_and_says_so(scan_folder):
    write_watched(scan_folder / "corpus", "Timbuktu", "Toledo")
    (scan_folder / "corpus/documents/b.pdf").write_bytes(scanned_pdf(scan("Officers of Toledo", "never met.")))
    write_record(scan_folder / "corpus", record("b", documents=(Document(path="b.pdf"),)))
    report = run(scan_folder, dry_run=True)
    assert (report.unopened, report.watched.changes) == (1, ())
    published = run(scan_folder)
    assert [document.document for document in published.read] == ["b.pdf"]
    assert [move.id for change in published.watched.changes for move in change.moves] == ["b"]
