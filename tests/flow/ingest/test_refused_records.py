"""An invalid record is refused and reported; its last valid version stays published."""

import json

import pytest

from factories import publish, record, write_corpus, write_record
from indexing import counts, found_ids, run, write_text


def test_an_invalid_record_is_refused_with_file_line_and_field_and_the_others_are_published(folder):
    write_corpus(folder / "corpus", record("good"))
    write_text(folder, "bad.yaml", "id: bad\ntitle: Bad\nformat: webinarr\n")
    report = run(folder)
    (problem,) = report.problems
    assert (problem.file, problem.line, problem.record, problem.field) == (
        "corpus/records/bad.yaml",
        3,
        "bad",
        "format",
    )
    assert "did you mean 'webinar'?" in problem.message
    assert (found_ids(folder), report.records) == (["good"], counts(added=1, refused=1))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"id": "a", "title": "Corrected", "topics": "tecnology"}', id="a wrong field"),
        pytest.param('{"id": "a", "title": "Corrected",', id="invalid JSON"),
        pytest.param('{"title": "Corrected"}', id="without id"),
        pytest.param('{"id": "A!", "title": "Corrected"}', id="invalid id"),
    ],
)
def test_the_last_valid_version_of_a_refused_record_stays_published_and_a_note_says_so(folder, text):
    publish(folder, record("a", title="Good"), record("b"))
    write_text(folder, "a.json", text)
    report = run(folder)
    assert (found_ids(folder, "good"), report.records["refused"], report.records["removed"]) == (["a"], 1, 0)
    assert report.notes == ("The last good version of a stays on the site until this is corrected.",)
    assert {problem.stale for problem in report.problems} == {True}


def test_the_last_valid_version_stays_published_even_if_the_record_was_moved_to_another_file(folder):
    publish(folder, record("a", title="Good"))
    (folder / "corpus/records/a.json").rename(folder / "corpus/records/moved.json")
    run(folder)
    write_text(folder, "moved.json", "{")
    run(folder)
    assert found_ids(folder, "good") == ["a"]


def test_a_corrected_record_replaces_its_last_valid_version(folder):
    publish(folder, record("a", title="Good"))
    write_text(folder, "a.json", "{")
    run(folder)
    write_record(folder / "corpus", record("a", title="Better"))
    assert (run(folder).problems, found_ids(folder, "better"), found_ids(folder, "good")) == ((), ["a"], [])


def test_records_with_the_same_id_are_both_refused_and_each_error_names_the_other_file(folder):
    write_corpus(folder / "corpus", record("a"))
    write_text(folder, "one.yaml", "id: twin\ntitle: One\n")
    write_text(folder, "two.yaml", "title: Two\nid: twin\n")
    report = run(folder)
    assert [(problem.file, problem.record, problem.field) for problem in report.problems] == [
        ("corpus/records/one.yaml", "twin", "id"),
        ("corpus/records/two.yaml", "twin", "id"),
    ]
    assert ["two.yaml" in report.problems[0].message, "one.yaml" in report.problems[1].message] == [True, True]
    assert (found_ids(folder), report.records["refused"]) == (["a"], 2)


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/passwd", "a/../../secret.txt"])
def test_a_path_outside_the_documents_folder_is_refused(folder, path):
    write_corpus(folder / "corpus")
    write_text(folder, "a.json", json.dumps({"id": "a", "title": "A", "documents": [{"path": path}]}))
    (problem,) = run(folder).problems
    assert (problem.record, problem.field) == ("a", "documents[0].path")
    assert "is outside the documents/ folder" in problem.message


def test_files_with_an_unknown_extension_are_named_in_a_note(folder):
    write_corpus(folder / "corpus", record("a"))
    write_text(folder, "z24.txt", "id: z24\ntitle: Z\n")
    report = run(folder)
    assert (report.problems, len(report.notes)) == ((), 1)
    assert report.notes[0].startswith("Ignored: corpus/records/z24.txt. Names of")


def test_many_files_with_an_unknown_extension_are_named_in_one_short_note(folder):
    write_corpus(folder / "corpus", record("a"))
    for number in range(30):
        write_text(folder, f"note{number:02}.txt", "")
    (note,) = run(folder).notes
    assert ("note09.txt and 20 more" in note, "note10.txt" in note) == (True, False)


def test_status_counts_the_problems_of_the_last_run(folder, clearinghouse):
    write_corpus(folder / "corpus", record("good"))
    clearinghouse("index")
    assert "The last run" not in clearinghouse("status").stdout
    write_text(folder, "bad.yaml", "id: bad\ntitle: Bad\nformat: webinarr\n")
    clearinghouse("index")
    assert " had 1 problem: 'clearinghouse check' names it." in clearinghouse("status").stdout
