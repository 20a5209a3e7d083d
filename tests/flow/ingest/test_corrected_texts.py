"""A text file beside a document replaces its text, and a transcript that of a recording or scan."""

import pytest

from catalog.model import Document, DocumentRole
from document_bytes import pdf
from factories import record, settings, write_corpus
from indexer.check.check import check
from indexing import current_searcher, found_ids, run

MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 4
VTT = "WEBVTT\n\n00:00:05.000 --> 00:00:09.000\nWelcome to the ballistics webinar.\n"


@pytest.fixture
def report_folder(folder):
    """A folder with a published report of two pages, read with an error on its page 2."""
    document = pdf(("The first page",), ("Balistcs explained",))
    write_corpus(
        folder / "corpus", record("a", documents=(Document(path="a/report.pdf"),)), documents={"a/report.pdf": document}
    )
    assert run(folder).published
    return folder


def write_text(folder, text, name="a/report.pdf.txt"):
    (folder / "corpus/documents" / name).write_text(text, encoding="utf-8")


def passages(folder, record_id="a"):
    entry = current_searcher(folder).get(record_id)
    return [
        (passage.document, passage.locator.label, passage.locator.fragment, passage.text) for passage in entry.passages
    ]


def publish_with(folder, *documents, **files):
    """Publish record `a` with documents, whose files are given by their names with `_` for the dot."""
    contents = {name.replace("_", "."): content for name, content in files.items()}
    write_corpus(folder / "corpus", record("a", documents=documents), documents=contents)
    return run(folder)


def test_the_corrected_text_is_searched_with_the_locators_of_the_document(report_folder):
    write_text(report_folder, "--- page 1 ---\nThe first page\n--- page 2 ---\nBallistics explained\n")
    report = run(report_folder)
    assert (report.published, report.records["changed"], report.notes) == (True, 1, ())
    assert passages(report_folder) == [
        (0, "p. 1", "page=1", "The first page"),
        (0, "p. 2", "page=2", "Ballistics explained"),
    ]
    assert (
        found_ids(report_folder, "ballistics"),
        found_ids(
            report_folder,
            "balistcs",
        ),
    ) != ([], ["b"])


def test_the_report_names_the_changed_documents_and_the_file_that_was_read(report_folder):
    write_text(report_folder, "Ballistics")
    report = run(report_folder)
    assert [change.fields for change in report.changes.changed] == [("documents",)]
    assert [document.document for document in report.read] == ["a/report.pdf.txt"]


def test_the_facts_are_those_of_the_document_itself(report_folder):
    before = current_searcher(report_folder).get("a").texts
    write_text(report_folder, "Ballistics")
    run(report_folder)
    assert current_searcher(report_folder).get("a").texts == before


def test_each_change_of_the_text_file_is_noticed(report_folder):
    write_text(report_folder, "Ballistics")
    run(report_folder)
    assert run(report_folder).records["changed"] == 0
    write_text(report_folder, "Tracing")
    assert [fault.kind for fault in check(settings(report_folder)).faults] == ["stale"]
    assert run(report_folder).records["changed"] == 1
    assert [text for *_, text in passages(report_folder)] == ["Tracing"]


def test_without_the_text_file_the_document_is_read_again(report_folder):
    write_text(report_folder, "Ballistics")
    run(report_folder)
    (report_folder / "corpus/documents/a/report.pdf.txt").unlink()
    run(report_folder)
    assert [text for *_, text in passages(report_folder)] == ["The first page", "Balistcs explained"]


def test_markdown_replaces_too_unless_there_is_plain_text(report_folder):
    write_text(report_folder, "# Heading\n\nFrom Markdown.", "a/report.pdf.md")
    assert run(report_folder).unnamed_files == ()
    assert [text for *_, text in passages(report_folder)] == ["Heading\n\nFrom Markdown."]
    write_text(report_folder, "From plain text.")
    assert run(report_folder).unnamed_files == ("a/report.pdf.md",)
    assert [text for *_, text in passages(report_folder)] == ["From plain text."]


def test_a_text_file_that_the_record_names_is_a_document_of_its_own(folder):
    publish_with(folder, Document(path="a.pdf"), Document(path="a.pdf.txt"), a_pdf=pdf(("Scan",)), a_pdf_txt="Typed")
    assert [(document, text) for document, *_, text in passages(folder)] == [(0, "Scan"), (1, "Typed")]


def test_an_empty_text_file_is_reported_and_the_last_text_stays(report_folder):
    write_text(report_folder, "")
    (problem,) = run(report_folder).problems
    assert (problem.document, problem.stale) == ("a/report.pdf", True)
    assert problem.message.startswith("The text file beside it cannot be used. This document is empty")
    assert [text for *_, text in passages(report_folder)] == ["The first page", "Balistcs explained"]


def test_a_text_file_that_cannot_be_opened_keeps_the_corrected_text(report_folder):
    write_text(report_folder, "Ballistics")
    run(report_folder)
    path = report_folder / "corpus/documents/a/report.pdf.txt"
    path.unlink()
    path.mkdir()
    report = run(report_folder)
    assert (report.published, [problem.kind for problem in report.problems]) == (False, ["unreadable"])
    assert [text for *_, text in passages(report_folder)] == ["Ballistics"]


def test_a_document_that_cannot_be_read_has_the_text_beside_it(folder):
    report = publish_with(folder, Document(path="a.pdf"), a_pdf=b"%PDF-1.4 broken", a_pdf_txt="Typed by hand")
    assert report.problems == ()
    assert [text for *_, text in passages(folder)] == ["Typed by hand"]
    assert current_searcher(folder).get("a").texts[0].media_type == "application/pdf"


def test_a_transcript_replaces_the_problem_of_its_recording(folder):
    talk, captions = Document(path="talk.mp4"), Document(path="captions.vtt", role=DocumentRole.TRANSCRIPT)
    assert [problem.document for problem in publish_with(folder, talk, talk_mp4=MP4).problems] == ["talk.mp4"]
    report = publish_with(folder, talk, captions, talk_mp4=MP4, captions_vtt=VTT)
    assert report.problems == ()
    assert [(document, label) for document, label, *_ in passages(folder)] == [(1, "00:00:05")]
    texts = current_searcher(folder).get("a").texts
    assert (texts[0].media_type, texts[0].problem, texts[0].size_bytes) == ("video/mp4", None, len(MP4))


def test_of_two_recordings_each_needs_a_transcript_of_its_name(folder):
    report = publish_with(
        folder,
        Document(path="one.mp4"),
        Document(path="two.mp4"),
        Document(path="two.en.vtt", role=DocumentRole.TRANSCRIPT),
        one_mp4=MP4,
        two_mp4=MP4 + b"2",
        two_en_vtt=VTT,
    )
    assert [problem.document for problem in report.problems] == ["one.mp4"]


def test_a_transcript_replaces_no_text_that_was_not_scanned(folder):
    publish_with(
        folder,
        Document(path="slides.pdf", role=DocumentRole.SLIDES),
        Document(path="slides.vtt", role=DocumentRole.TRANSCRIPT),
        slides_pdf=pdf(("Tracing",)),
        slides_vtt=VTT,
    )
    assert [document for document, *_ in passages(folder)] == [0, 1]


def test_a_missing_recording_is_reported_although_it_has_a_transcript(folder):
    report = publish_with(
        folder,
        Document(path="talk.mp4"),
        Document(path="talk.vtt", role=DocumentRole.TRANSCRIPT),
        talk_vtt=VTT,
    )
    assert [problem.kind for problem in report.problems] == ["missing"]
