"""`clearinghouse text`: what searches see of a record's documents, and the file to correct it in."""

import json

import pytest

from catalog.model import Document
from document_bytes import pdf
from factories import record, write_corpus
from indexing import current_searcher


@pytest.fixture
def published(folder, clearinghouse):
    """The command, after a record with a report of two pages and a table was published."""
    report = pdf(("How to trace firearms", "All rights reserved.", "7"), ("Second page",))
    write_corpus(
        folder / "corpus",
        record("a", title="Tracing", documents=(Document(path="a/report.pdf"), Document(path="a/numbers.csv"))),
        record("b"),
        documents={"a/report.pdf": report, "a/numbers.csv": "city,guns\nToledo,12\nLima,7\n"},
    )
    assert clearinghouse("index").exit_code == 0
    return clearinghouse


def test_the_text_is_shown_by_page_with_boilerplate_and_rows_marked(published):
    lines = published("text", "a").stdout.splitlines()
    assert lines[0] == "a: Tracing"
    assert [line for line in lines if line.startswith("  [")] == ["  [p. 1]", "  [p. 2]", "  [no page]"]
    assert "    How to trace firearms" in lines
    assert "  ~ All rights reserved." in lines
    assert "    7" in lines  # in the same line of the report, after a sentence that is boilerplate
    assert "  | Toledo | 12" in lines
    assert lines[-1].startswith("  ~ is never quoted")


def test_one_document_or_one_page_is_shown_if_asked_for(published):
    assert "report.pdf" not in published("text", "a", "--document", "2").stdout
    page = published("text", "a", "--document", "1", "--page", "2").stdout
    assert "Second page" in page
    assert "firearms" not in page
    assert "application/pdf, 2 pages, of which page 2 has 2 words" in page


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("c",), "there is no record 'c': 'clearinghouse search WORDS' shows ids"),
        (("b",), "record 'b' has no documents"),
        (("a", "--document", "3"), "record 'a' has 2 documents: use a number from 1 to 2"),
        (("a", "--page", "9"), "no text is on page 9 of these documents: a/report.pdf has 2 pages"),
        (("a", "--document", "2", "--page", "9"), "no text is on page 9 of these documents: they have no pages"),
        (("a", "--write"), "there are 2 documents: choose one with --document"),
    ],
)
def test_what_does_not_exist_is_said_in_a_sentence(published, arguments, message):
    result = published("text", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_json_has_every_passage_with_its_locator_and_spans(published):
    answer = json.loads(published("text", "a", "--json").stdout)
    report, numbers = answer["documents"]
    assert (answer["id"], report["number"], report["path"], report["pages"]) == ("a", 1, "a/report.pdf", 2)
    assert (report["corrected"], report["problem"], numbers["media_type"]) == (None, None, "text/csv")
    first = report["passages"][0]
    assert first["locator"] == {"kind": "page", "label": "p. 1", "fragment": "page=1"}
    (start, end) = first["boilerplate"][0]
    assert first["text"][start:end].startswith("All rights reserved.")


def test_the_written_text_is_read_as_it_was(folder, published):
    before = current_searcher(folder).get("a").passages
    result = published("text", "a", "--document", "1", "--write")
    assert (result.exit_code, "report.pdf.txt" in result.stdout) == (0, True)
    text = (folder / "corpus/documents/a/report.pdf.txt").read_text()
    assert text.startswith("--- page 1 ---\n\nHow to trace firearms")
    published("index")
    assert current_searcher(folder).get("a").passages == before
    assert "that of the file beside it, a/report.pdf.txt." in published("text", "a").stdout


def test_writing_the_text_is_a_change_that_can_be_undone(folder, published):
    published("text", "a", "--document", "1", "--write")
    assert "Write the text of a/report.pdf" in published("history").stdout
    assert published("undo").exit_code == 0
    assert not (folder / "corpus/documents/a/report.pdf.txt").exists()


def test_an_existing_text_file_is_never_overwritten(folder, published):
    path = folder / "corpus/documents/a/report.pdf.md"
    path.write_text("By hand.")
    result = published("text", "a", "--document", "1", "--write")
    assert (result.exit_code, "exists already" in result.stderr) == (2, True)
    assert path.read_text() == "By hand."


def test_a_problem_is_shown_in_place_of_the_text(folder, clearinghouse):
    write_corpus(
        folder / "corpus", record("a", documents=(Document(path="a.pdf"),)), documents={"a.pdf": b"%PDF-1.4 broken"}
    )
    clearinghouse("index")
    assert "This PDF is damaged" in clearinghouse("text", "a").stdout


def test_the_text_of_a_draft_is_read_when_it_is_asked_for(folder, published):
    documents = "documents: [a/report.pdf]"
    (folder / "corpus/records/draft.yaml").write_text(f"id: draft\ntitle: Draft\nstatus: draft\n{documents}\n")
    shown = published("text", "draft", "--page", "2").stdout
    assert "This record is not published: its documents were read for this output." in shown
    assert "Second page" in shown
    assert json.loads(published("text", "draft", "--json").stdout)["generation"] is None


def test_a_record_with_mistakes_is_named_as_such(folder, published):
    (folder / "corpus/records/wrong.yaml").write_text("id: wrong\ntitle: W\ntopics: [nothing]\n")
    message = published("text", "wrong").stderr
    assert "record 'wrong' has problems: 'clearinghouse index --dry-run' lists them" in message
