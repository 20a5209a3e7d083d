"""What `--strict`, `--dry-run` and `--force` change, and what withholds an index from publication."""

import shutil

import pytest

import publishing
from factories import publish, record, write_corpus, write_record
from indexing import counts, found_ids, run, with_document, write_text


def test_a_strict_run_publishes_nothing_if_a_record_is_refused(folder):
    first = publish(folder, record("a", title="Old"))
    write_record(folder / "corpus", record("a", title="New"))
    write_text(folder, "bad.yaml", "id: bad\n")
    report = run(folder, strict=True)
    assert (report.published, report.generation, found_ids(folder, "old")) == (False, first.generation, ["a"])
    assert "--strict" in report.withheld


def test_a_strict_run_publishes_nothing_if_a_document_has_no_text(folder):
    write_corpus(folder / "corpus", with_document("a", "missing.txt"))
    report = run(folder, strict=True)
    assert (report.published, report.generation, publishing.generations(folder).names()) == (False, None, ())


def test_a_strict_run_publishes_a_valid_corpus(folder):
    write_corpus(folder / "corpus", record("a"))
    assert run(folder, strict=True).published


def test_a_dry_run_says_what_would_change_and_writes_nothing(folder):
    write_corpus(folder / "corpus", with_document("a", "a.txt"), record("b"), documents={"a.txt": "words"})
    report = run(folder, dry_run=True)
    assert (report.records, report.documents["extracted"], report.dry_run) == (counts(added=2), 1, True)
    assert not (folder / "data").exists()


@pytest.mark.parametrize(("name", "kind"), [("gone.pdf", "missing"), ("folder", "unreadable"), ("link.txt", "outside")])
def test_a_dry_run_reports_the_same_missing_and_invalid_files_as_a_real_run(folder, name, kind):
    write_corpus(folder / "corpus", with_document("a", name), documents={"folder/other.txt": "words"})
    (folder / "secret.txt").write_text("classified")
    (folder / "corpus/documents/link.txt").symlink_to(folder / "secret.txt")
    dry, real = run(folder, dry_run=True), run(folder)
    assert [(problem.kind, problem.document) for problem in dry.problems] == [(kind, name)]
    assert (dry.problems, dry.documents) == (real.problems, real.documents)
    assert dry.documents == {"extracted": 0, "cached": 0, "refused": 1}


def test_a_dry_run_reports_a_document_that_could_not_be_read_before(folder):
    publish(folder, with_document("a", "a.pdf"), documents={"a.pdf": b"%PDF-1.7\nnothing of one"})
    write_record(folder / "corpus", with_document("b", "a.pdf"))
    report = run(folder, dry_run=True)
    assert [problem.record for problem in report.problems] == ["a", "b"]
    assert report.documents == {"extracted": 0, "cached": 0, "refused": 2}


def test_a_dry_run_says_why_nothing_would_be_published(folder):
    remove_most_records(folder)
    assert "25 of 30 records would be removed" in run(folder, dry_run=True).withheld


def test_a_dry_run_leaves_the_published_generation_unchanged(folder):
    first = publish(folder, record("a", title="Old"), record("b"))
    write_record(folder / "corpus", record("a", title="New"))
    (folder / "corpus/records/b.json").unlink()
    report = run(folder, dry_run=True)
    assert (report.records, report.generation) == (counts(changed=1, removed=1), first.generation)
    assert found_ids(folder, "old") == ["a"]


def remove_most_records(folder):
    """Publish 30 records, delete 25 of their files, and return the name of the generation."""
    first = publish(folder, *(record(f"r{number}") for number in range(30)))
    for number in range(25):
        (folder / f"corpus/records/r{number}.json").unlink()
    return first.generation


@pytest.mark.parametrize("full", [False, True])
def test_nothing_is_published_if_unusually_many_records_would_be_removed(folder, full):
    before = remove_most_records(folder)
    report = run(folder, full=full)
    assert (report.published, report.generation, len(found_ids(folder))) == (False, before, 30)
    assert "25 of 30 records would be removed" in report.withheld


def test_force_publishes_although_many_records_are_removed(folder):
    remove_most_records(folder)
    assert (run(folder, force=True).published, len(found_ids(folder))) == (True, 5)


def test_a_few_records_may_be_removed_without_force(folder):
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


@pytest.fixture
def with_partner(folder):
    """A catalog of thirty records, and four in the folder of a partner."""
    corpus = write_corpus(folder / "corpus", *(record(f"r{number}") for number in range(30)))
    (corpus / "records/partner").mkdir()
    for number in range(4):
        write_text(folder, f"partner/p{number}.yaml", f"id: p{number}\ntitle: Guide {number}\n")
    run(folder)
    return folder


def test_nothing_is_published_if_a_whole_folder_of_records_is_gone(with_partner):
    shutil.rmtree(with_partner / "corpus/records/partner")
    report = run(with_partner)
    assert (report.published, len(found_ids(with_partner))) == (False, 34)
    assert report.withheld == (
        "all 4 records of records/partner would be removed; if this is intended, run again with --force"
    )
    assert run(with_partner, force=True).published


def test_a_folder_of_records_may_lose_most_of_them_or_move(with_partner):
    partner = with_partner / "corpus/records/partner"
    for number in range(3):
        (partner / f"p{number}.yaml").unlink()
    assert run(with_partner).published
    partner.rename(partner.with_name("academy"))
    assert run(with_partner).published


def test_records_that_are_withdrawn_are_not_gone(with_partner):
    withdrawn = "status: withdrawn\nwithdrawn: {on: 2026-05-01, reason: Old.}\n"
    for number in range(4):
        write_text(with_partner, f"partner/p{number}.yaml", f"id: p{number}\ntitle: Guide\n{withdrawn}")
    assert run(with_partner).published
