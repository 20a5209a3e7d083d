"""Duplicates in a corpus: files, drafts, and what editors found not to be the same."""

import pytest

from catalog.model import Document, RecordStatus
from factories import publish, record, settings, write_corpus
from indexer.check.check import check
from indexer.check.duplicates.corpus import find_duplicates
from indexer.check.duplicates.model import EvidenceKind

TITLE = "Reducing Gun Violence in Small Cities"
TEXT = "A report of many words. " * 20


def found_ids(corpus):
    return [group.ids for group in find_duplicates(corpus).groups]


def with_file(key, path, **changes):
    return record(key, documents=(Document(path=path),), **changes)


def not_the_same(corpus, text):
    (corpus / "not_duplicates.yaml").write_text(text, encoding="utf-8")


def test_the_same_file_under_two_names_is_found(tmp_path):
    records = with_file("a", "a/one.txt", title=TITLE), with_file("b", "b/two.txt", title=f"{TITLE}: A Guide")
    corpus = write_corpus(tmp_path, *records, documents={"a/one.txt": TEXT, "b/two.txt": TEXT})
    (group,) = find_duplicates(corpus).groups
    assert EvidenceKind.DOCUMENT in [evidence.kind for evidence in group.pairs[0].evidence]


def test_one_file_that_two_records_name_is_found(tmp_path):
    records = with_file("a", "one.txt", title=TITLE), with_file("b", "one.txt", title=TITLE)
    assert len(found_ids(write_corpus(tmp_path, *records, documents={"one.txt": TEXT}))) == 1


def test_files_of_the_same_size_with_another_content_are_not_the_same(tmp_path):
    records = with_file("a", "one.txt", title="Cats and their ways"), with_file("b", "two.txt", title="Dogs at work")
    documents = {"one.txt": TEXT, "two.txt": TEXT.replace("many", "more")}
    assert found_ids(write_corpus(tmp_path, *records, documents=documents)) == []


def test_a_draft_about_what_there_is_already_is_found(tmp_path):
    draft = record("b", title=TITLE, status=RecordStatus.DRAFT)
    assert found_ids(write_corpus(tmp_path, record("a", title=TITLE), draft)) == [("a", "b")]


def test_records_that_an_editor_found_not_to_be_the_same_are_not_found_again(tmp_path):
    corpus = write_corpus(tmp_path, record("a", title=TITLE), record("b", title=TITLE))
    not_the_same(corpus, "- {records: [a, b], why: One is a summary., who: Ana, on: 2026-12-01}\n")
    report = find_duplicates(corpus)
    assert (report.groups, report.problems) == ((), ())


@pytest.mark.parametrize(
    ("entry", "line", "words"),
    [
        ("- {records: [a, b]}", 1, "is missing"),
        ("- records: [a, b]\n  why: Other.\n- records: [a]\n  why: x", 3, "at least two records"),
        ("- records: [a, c]\n  why: Other.", 1, "there is no record 'c'"),
        ("- records: [a, b]\n  reason: Other.", 2, "unknown field 'reason'"),
    ],
)
def test_mistakes_in_the_file_are_reported_with_their_lines(tmp_path, entry, line, words):
    corpus = write_corpus(tmp_path, record("a", title=TITLE), record("b", title=TITLE))
    not_the_same(corpus, f"{entry}\n")
    problems = find_duplicates(corpus).problems
    assert [problem.line for problem in problems if words in problem.message] == [line]


def test_check_reports_mistakes_in_the_file(tmp_path):
    publish(tmp_path, record("a"), record("b"))
    not_the_same(tmp_path / "corpus", "- {records: [a, nobody], why: Other.}\n")
    (fault,) = check(settings(tmp_path)).faults
    assert (fault.kind, fault.record, fault.file) == ("not-duplicates", "nobody", "corpus/not_duplicates.yaml")
