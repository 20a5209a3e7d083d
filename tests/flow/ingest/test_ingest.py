"""The whole way in: what a run adds, changes, removes, refuses, keeps, reads again and publishes."""

import json
import random

import pytest
import yaml

import publishing
from catalog.search.query.tree import Query
from factories import TAXONOMY, corpus, publish, record, settings, write_record
from indexer.ingest.pipeline import ingest
from indexer.ingest.report import IngestOptions
from indexing import StepTotals, counts, current_searcher, digest, found_ids, run, with_document, write_text

# What changed


def test_the_first_run_adds_every_record(folder):
    report = publish(folder, record("a"), record("b"))
    assert (report.records, report.published, report.total) == (counts(added=2), True, 2)


def test_a_run_tells_what_was_added_changed_removed_and_left_alone(folder):
    publish(folder, record("a", title="Old"), record("b"), record("c"))
    write_record(folder / "corpus", record("a", title="New"))
    (folder / "corpus/records/b.json").unlink()
    write_record(folder / "corpus", record("d"))
    assert run(folder).records == counts(added=1, changed=1, removed=1, unchanged=1)
    assert (found_ids(folder), found_ids(folder, "old"), found_ids(folder, "new")) == (["a", "c", "d"], [], ["a"])


def test_only_what_changed_is_indexed_and_read(folder):
    texts = {"a.txt": "first words", "b.txt": "second words"}
    publish(folder, with_document("a", "a.txt"), with_document("b", "b.txt"), record("c"), documents=texts)
    (folder / "corpus/documents/b.txt").write_text("third words")
    steps = StepTotals()
    report = ingest(settings(folder), IngestOptions(), steps)
    assert (steps.totals["Indexing"], steps.totals["Reading documents"]) == (1, 1)
    assert report.documents == {"extracted": 1, "cached": 1, "refused": 0}
    assert (found_ids(folder, "second"), found_ids(folder, "third")) == ([], ["b"])


def test_a_run_without_changes_publishes_nothing(folder):
    first = publish(folder, record("a"))
    second = run(folder)
    assert (second.published, second.generation, second.records) == (False, first.generation, counts(unchanged=1))
    assert publishing.generations(folder).names() == (first.generation,)


def test_a_changed_taxonomy_indexes_everything_anew(folder):
    publish(folder, record("a"), record("b"))
    changed = {**TAXONOMY, "synonyms": [*TAXONOMY["synonyms"], ["body worn camera", "BWC"]]}
    (folder / "corpus/taxonomy.yaml").write_text(yaml.safe_dump(changed), encoding="utf-8")
    assert run(folder).records == counts(changed=2)


def test_a_corpus_without_records_is_an_empty_index(folder):
    corpus(folder / "corpus")
    assert (run(folder).total, found_ids(folder)) == (0, [])


@pytest.mark.parametrize(
    "title",
    [
        "LPR …",
        "\u2013 LPR",
        "A \u201cplan\u201d -a review",
        "title:x OR",
        '"',
        "½",
        "x" * 80,
        "«Topic:technology» a",
        "(a",
        "🔥 -",
    ],
)
def test_a_title_of_any_form_can_be_published_and_found(folder, title):
    assert publish(folder, record("a", title=title)).published
    assert found_ids(folder, title.replace("-", " ")) == ["a"]


def test_many_small_steps_give_the_same_index_as_one_full_rebuild(folder):
    chance = random.Random(7)  # noqa: S311  # a repeatable choice of steps
    publish(folder, *(record(f"r{number}") for number in range(6)))
    for step in range(12):
        key = f"r{chance.randrange(9)}"
        path = folder / "corpus/records" / f"{key}.json"
        if path.exists() and chance.random() < 0.4:
            path.unlink()
        else:
            write_record(folder / "corpus", record(key, title=f"Plan {step}", summary="plan " * chance.randrange(9)))
        run(folder)
    stepwise, answer = digest(folder), current_searcher(folder).search(Query("plan", per_page=100))
    full = run(folder, full=True)
    anew = current_searcher(folder).search(Query("plan", per_page=100))
    assert (digest(folder), full.published) == (stepwise, True)
    assert (anew.hits, anew.facets, anew.total) == (answer.hits, answer.facets, answer.total)


def test_a_full_run_makes_a_new_generation_of_the_same_content(folder):
    first = publish(folder, record("a"))
    before = digest(folder)
    second = run(folder, full=True)
    assert second.generation > first.generation
    assert digest(folder) == before


# Records that are refused


def test_a_wrong_record_is_refused_with_file_line_and_field_and_the_rest_is_published(folder):
    corpus(folder / "corpus", record("good"))
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
        pytest.param('{"id": "a", "title": "Corrected", "topics": "technology"}', id="a wrong field"),
        pytest.param('{"id": "a", "title": "Corrected",', id="no JSON"),
        pytest.param('{"title": "Corrected"}', id="the id is gone"),
        pytest.param('{"id": "A!", "title": "Corrected"}', id="the id is none"),
    ],
)
def test_the_last_good_version_of_a_refused_record_stays_and_the_editor_is_told(folder, text):
    publish(folder, record("a", title="Good"), record("b"))
    write_text(folder, "a.json", text)
    report = run(folder)
    assert (found_ids(folder, "good"), report.records["refused"], report.records["removed"]) == (["a"], 1, 0)
    assert report.notes == ("The last good version of a stays on the site until the record is corrected.",)


def test_the_last_good_version_stays_though_the_record_moved_to_another_file_before(folder):
    publish(folder, record("a", title="Good"))
    (folder / "corpus/records/a.json").rename(folder / "corpus/records/moved.json")
    run(folder)
    write_text(folder, "moved.json", "{")
    run(folder)
    assert found_ids(folder, "good") == ["a"]


def test_a_corrected_record_replaces_its_last_good_version(folder):
    publish(folder, record("a", title="Good"))
    write_text(folder, "a.json", "{")
    run(folder)
    write_record(folder / "corpus", record("a", title="Better"))
    assert (run(folder).problems, found_ids(folder, "better"), found_ids(folder, "good")) == ((), ["a"], [])


def test_records_with_the_same_id_are_both_refused_and_each_names_the_other(folder):
    corpus(folder / "corpus", record("a"))
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
def test_a_path_out_of_the_documents_folder_is_refused(folder, path):
    corpus(folder / "corpus")
    write_text(folder, "a.json", json.dumps({"id": "a", "title": "A", "documents": [{"path": path}]}))
    (problem,) = run(folder).problems
    assert (problem.record, problem.field) == ("a", "documents[0].path")
    assert "is outside the documents/ folder" in problem.message


# What records say of each other


@pytest.mark.parametrize(
    ("changes", "kind", "field"),
    [
        ({"related": ("b", "nope")}, "unknown-id", "related[1]"),
        ({"supersedes": ("nope",)}, "unknown-id", "supersedes[0]"),
        ({"supersedes": ("a",)}, "own-id", "supersedes[0]"),
        ({"related": ("a",)}, "own-id", "related[0]"),
        ({"aliases": ("old", "b")}, "taken-id", "aliases[1]"),
    ],
)
def test_an_id_that_cannot_be_meant_is_told_and_the_record_is_published(folder, changes, kind, field):
    report = publish(folder, record("a", **changes), record("b"))
    assert [(problem.kind, problem.record, problem.field) for problem in report.problems] == [(kind, "a", field)]
    assert (found_ids(folder), report.records["refused"], report.documents["refused"]) == (["a", "b"], 0, 0)


def test_an_id_that_cannot_be_meant_is_told_at_its_line(folder):
    corpus(folder / "corpus", record("b"))
    write_text(folder, "a.yaml", "id: a\ntitle: A\nrelated:\n  - b\n  - nope\n")
    (problem,) = run(folder).problems
    assert str(problem).startswith("corpus/records/a.yaml:5, record 'a', related, item 2: there is no record 'nope'")


def test_an_id_that_cannot_be_meant_keeps_a_strict_run_from_publishing(folder):
    corpus(folder / "corpus", record("a", related=("nope",)))
    assert not run(folder, strict=True).published


def test_to_name_a_record_that_is_refused_at_the_moment_is_no_fault(folder):
    corpus(folder / "corpus", record("a", related=("b",)))
    write_text(folder, "b.yaml", "id: b\nformat: webinarr\ntitle: B\n")
    assert [problem.record for problem in run(folder).problems] == ["b"]


# Files that are passed over


def test_files_with_another_ending_are_named_in_a_note_that_is_no_problem(folder):
    corpus(folder / "corpus", record("a"))
    write_text(folder, "z24.txt", "id: z24\ntitle: Z\n")
    report = run(folder)
    assert (report.problems, len(report.notes)) == ((), 1)
    assert report.notes[0].startswith("Ignored: corpus/records/z24.txt. Names of")


def test_many_files_with_another_ending_are_named_in_one_short_note(folder):
    corpus(folder / "corpus", record("a"))
    for number in range(30):
        write_text(folder, f"note{number:02}.txt", "")
    (note,) = run(folder).notes
    assert ("note09.txt and 20 more" in note, "note10.txt" in note) == (True, False)


# How a run may be asked for


def test_a_strict_run_publishes_nothing_if_anything_is_refused(folder):
    first = publish(folder, record("a", title="Old"))
    write_record(folder / "corpus", record("a", title="New"))
    write_text(folder, "bad.yaml", "id: bad\n")
    report = run(folder, strict=True)
    assert (report.published, report.generation, found_ids(folder, "old")) == (False, first.generation, ["a"])
    assert "--strict" in report.withheld


def test_a_strict_run_publishes_nothing_for_a_document_without_text_either(folder):
    corpus(folder / "corpus", with_document("a", "missing.txt"))
    report = run(folder, strict=True)
    assert (report.published, report.generation, publishing.generations(folder).names()) == (False, None, ())


def test_a_strict_run_publishes_what_is_right(folder):
    corpus(folder / "corpus", record("a"))
    assert run(folder, strict=True).published


def test_a_rehearsal_says_what_would_change_and_writes_nothing(folder):
    corpus(folder / "corpus", with_document("a", "a.txt"), record("b"), documents={"a.txt": "words"})
    report = run(folder, dry_run=True)
    assert (report.records, report.documents["extracted"], report.dry_run) == (counts(added=2), 1, True)
    assert not (folder / "data").exists()


@pytest.mark.parametrize(("name", "kind"), [("gone.pdf", "missing"), ("folder", "unreadable"), ("link.txt", "outside")])
def test_a_rehearsal_names_what_no_reader_is_needed_to_see_as_the_real_run_does(folder, name, kind):
    corpus(folder / "corpus", with_document("a", name), documents={"folder/other.txt": "words"})
    (folder / "secret.txt").write_text("classified")
    (folder / "corpus/documents/link.txt").symlink_to(folder / "secret.txt")
    rehearsed, done = run(folder, dry_run=True), run(folder)
    assert [(problem.kind, problem.document) for problem in rehearsed.problems] == [(kind, name)]
    assert (rehearsed.problems, rehearsed.documents) == (done.problems, done.documents)
    assert rehearsed.documents == {"extracted": 0, "cached": 0, "refused": 1}


def test_a_rehearsal_names_a_document_that_was_found_unreadable_before(folder):
    publish(folder, with_document("a", "a.pdf"), documents={"a.pdf": b"%PDF-1.7\nnothing of one"})
    write_record(folder / "corpus", with_document("b", "a.pdf"))
    report = run(folder, dry_run=True)
    assert [problem.record for problem in report.problems] == ["a", "b"]
    assert report.documents == {"extracted": 0, "cached": 0, "refused": 2}


def test_a_rehearsal_says_that_nothing_would_be_published_and_why(folder):
    lose_most(folder)
    assert "25 of 30 records would be removed" in run(folder, dry_run=True).withheld


def test_a_rehearsal_leaves_the_published_generation_alone(folder):
    first = publish(folder, record("a", title="Old"), record("b"))
    write_record(folder / "corpus", record("a", title="New"))
    (folder / "corpus/records/b.json").unlink()
    report = run(folder, dry_run=True)
    assert (report.records, report.generation) == (counts(changed=1, removed=1), first.generation)
    assert found_ids(folder, "old") == ["a"]


def lose_most(folder):
    """Publish 30 records and take 25 of their files away."""
    first = publish(folder, *(record(f"r{number}") for number in range(30)))
    for number in range(25):
        (folder / f"corpus/records/r{number}.json").unlink()
    return first.generation


@pytest.mark.parametrize("full", [False, True])
def test_nothing_is_published_if_unusually_many_records_would_go(folder, full):
    before = lose_most(folder)
    report = run(folder, full=full)
    assert (report.published, report.generation, len(found_ids(folder))) == (False, before, 30)
    assert "25 of 30 records would be removed" in report.withheld


def test_a_loss_that_is_meant_is_published_by_force(folder):
    lose_most(folder)
    assert (run(folder, force=True).published, len(found_ids(folder))) == (True, 5)


def test_a_few_records_may_go_unasked(folder):
    publish(folder, *(record(f"r{number}") for number in range(5)))
    for number in range(4):
        (folder / f"corpus/records/r{number}.json").unlink()
    assert (run(folder).published, found_ids(folder)) == (True, ["r4"])


def test_nothing_is_published_if_unusually_many_records_are_refused(folder):
    publish(folder, *(record(f"r{number}") for number in range(30)))
    for number in range(25):
        write_text(folder, f"r{number}.json", "{}")
    write_record(folder / "corpus", record("new"))
    report = run(folder)
    assert (report.published, "new" in found_ids(folder)) == (False, False)
    assert "25 records were refused" in report.withheld
    assert (run(folder, force=True).published, len(found_ids(folder))) == (True, 31)
