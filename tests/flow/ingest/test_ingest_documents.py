"""Documents of records: each is read once, and one that cannot be read is reported and left out."""

import json
import os

import pytest

from catalog.model import Document
from document_bytes import pdf
from factories import publish, record, settings, write_corpus
from indexer.check.check import check
from indexer.extract.row_limits import MAX_ROWS
from indexing import found_ids, run, with_document, write_text


@pytest.mark.parametrize("linked", ["link.txt", "folder/secret.txt"])
def test_a_symlink_out_of_the_documents_folder_is_not_followed(folder, linked):
    write_corpus(folder / "corpus", with_document("a", linked), documents={"good.txt": "words"})
    (folder / "secret.txt").write_text("classified")
    (folder / "corpus/documents/link.txt").symlink_to(folder / "secret.txt")
    (folder / "corpus/documents/folder").symlink_to(folder)
    report = run(folder)
    assert [(problem.kind, problem.document) for problem in report.problems] == [("outside", linked)]
    assert (found_ids(folder), found_ids(folder, "classified")) == (["a"], [])


def test_a_symlink_inside_the_documents_folder_is_followed(folder):
    write_corpus(folder / "corpus", with_document("a", "link.txt"), documents={"real.txt": "ballistics"})
    (folder / "corpus/documents/link.txt").symlink_to("real.txt")
    assert (run(folder).problems, found_ids(folder, "ballistics")) == ((), ["a"])


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("missing.pdf", None, "missing"),
        ("encrypted.pdf", pdf(("Secret",), user_password=str(12345)), "encrypted"),
        ("damaged.pdf", b"%PDF-1.7\nnothing of one", "damaged"),
    ],
)
def test_a_document_that_cannot_be_read_is_reported_and_its_record_is_indexed_without_it(folder, name, content, kind):
    documents = {"good.txt": "ballistics", **({name: content} if content else {})}
    both = (Document(path=name), Document(path="good.txt"))
    report = publish(folder, record("a", documents=both), documents=documents)
    (problem,) = report.problems
    assert (problem.kind, problem.file, problem.record) == (kind, "corpus/records/a.json", "a")
    assert (problem.document, problem.field) == (name, "documents")
    assert report.documents == {"extracted": 1, "cached": 0, "refused": 1}
    assert (report.published, found_ids(folder, "ballistics")) == (True, ["a"])


@pytest.mark.parametrize("make_path", [os.mkdir, os.mkfifo])
def test_a_folder_or_pipe_named_as_a_document_is_reported_without_blocking(folder, make_path):
    write_corpus(folder / "corpus", with_document("a", "odd.txt"), documents={"good.txt": "words"})
    make_path(folder / "corpus/documents/odd.txt")
    report = run(folder)
    assert [(problem.kind, problem.document) for problem in report.problems] == [("unreadable", "odd.txt")]
    assert found_ids(folder) == ["a"]


def test_problems_are_reported_again_on_the_next_run(folder):
    write_corpus(folder / "corpus", with_document("a", "missing.txt"))
    write_text(folder, "bad.yaml", "id: bad\n")
    first = run(folder)
    second = run(folder)
    assert len(first.problems) == 2
    assert (second.problems, second.published) == (first.problems, False)


def test_a_problem_is_reported_at_the_current_line_of_its_record(folder):
    write_corpus(folder / "corpus")
    line = json.dumps({"id": "a", "title": "A", "documents": [{"path": "missing.txt"}]})
    write_text(folder, "all.jsonl", f"{line}\n")
    before = [problem.line for problem in run(folder).problems]
    write_text(folder, "all.jsonl", f'{{"id": "b", "title": "B"}}\n{line}\n')
    assert (before, [problem.line for problem in run(folder).problems]) == ([1], [2])


def test_a_problem_is_reported_at_the_line_of_its_own_document(folder):
    write_corpus(folder / "corpus", documents={"good.txt": "words"})
    text = "id: a\ntitle: A\ndocuments:\n  - path: good.txt\n  - label: The guide\n    path: missing.txt\n"
    write_text(folder, "a.yaml", text)
    first, again, checked = run(folder), run(folder), check(settings(folder))
    assert [report.problems[0].line for report in (first, again)] == [6, 6]
    assert checked.faults == first.problems


def test_a_document_added_later_is_read(folder):
    write_corpus(folder / "corpus", with_document("a", "late.txt"), documents={"other.txt": "words"})
    assert [problem.kind for problem in run(folder).problems] == ["missing"]
    (folder / "corpus/documents/late.txt").write_text("ballistics")
    assert (run(folder).problems, found_ids(folder, "ballistics")) == ((), ["a"])


# The text cache


def test_a_full_run_reads_no_document_again(folder):
    publish(folder, with_document("a", "a.txt"), documents={"a.txt": "ballistics"})
    report = run(folder, full=True)
    assert report.documents == {"extracted": 0, "cached": 1, "refused": 0}
    assert found_ids(folder, "ballistics") == ["a"]


def test_the_same_content_under_another_name_is_not_read_again(folder):
    publish(folder, with_document("a", "a.txt"), documents={"a.txt": "ballistics"})
    report = publish(folder, with_document("b", "b.txt"), documents={"b.txt": "ballistics"})
    assert (report.documents["extracted"], found_ids(folder, "ballistics")) == (0, ["a", "b"])


def test_a_document_with_a_damaged_cache_is_read_again(folder):
    publish(folder, with_document("a", "a.txt"), documents={"a.txt": "ballistics"})
    for path in (folder / "data/cache").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-1])
    report = run(folder, full=True)
    assert (report.documents["extracted"], found_ids(folder, "ballistics")) == (1, ["a"])


# Notes


def test_what_an_extractor_left_out_is_noted_once_with_the_documents_it_concerns(folder):
    table = "".join(f"a{n},b,c\n" for n in range(MAX_ROWS + 1))
    records = [with_document(key, f"{key}.csv") for key in "ab"]
    report = publish(folder, *records, documents={"a.csv": table, "b.csv": f"{table}last,b,c\n"})
    assert report.notes == ("a.csv, b.csv: Only the first 20,000 rows or 2,000,000 characters were read.",)
    assert report.problems == ()


def test_a_note_about_a_document_is_not_repeated_when_nothing_has_changed(folder):
    table = "".join(f"a{n},b,c\n" for n in range(MAX_ROWS + 1))
    publish(folder, with_document("a", "a.csv"), documents={"a.csv": table})
    assert run(folder).notes == ()


def test_a_file_that_is_not_what_its_name_says_is_noted_with_what_it_was_read_as(folder):
    records = [with_document("a", "a.pdf"), with_document("b", "b.txt")]
    report = publish(folder, *records, documents=dict.fromkeys(("a.pdf", "b.txt"), "ballistics"))
    assert report.notes == (
        "a.pdf: This was read as text, which its name does not say: check that it is the right file.",
    )


def test_a_type_that_the_record_states_needs_no_note(folder):
    stated = Document(path="a.xyz", media_type="text/plain")
    report = publish(folder, record("a", documents=(stated,)), documents={"a.xyz": "ballistics"})
    assert report.notes == ()


def test_the_corrected_text_of_a_document_is_no_other_type(folder):
    documents = {"a.pdf": b"\x89PNG no picture", "a.pdf.txt": "ballistics"}
    report = publish(folder, with_document("a", "a.pdf"), documents=documents)
    assert (report.notes, found_ids(folder, "ballistics")) == ((), ["a"])
