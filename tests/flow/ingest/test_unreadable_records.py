"""What cannot be seen is not gone: records stay published until their files were seen to be absent."""

import json

import pytest

import unreadable
from catalog.editorial.model import read_editorial
from factories import publish, record, settings, write_corpus, write_page, write_record, write_toolkit
from indexer.check.check import check
from indexing import counts, found_ids, run
from publishing import generations

FAULTS = [unreadable.broken_link, unreadable.link_loop, unreadable.name_too_long, unreadable.pipe]


def fault_name(fault):
    return fault.__name__


@pytest.fixture
def records(folder):
    """The records folder of a published corpus: `a.json` and `team/b.json`."""
    (folder / "corpus/records/team").mkdir(parents=True)
    (folder / "corpus/records/team/b.json").write_text('{"id": "b", "title": "B"}')
    publish(folder, record("a"))
    return folder / "corpus/records"


def assert_stale(folder, report, *ids):
    """Check that the records are still published as stale ones, and that the run and `check` name the reason."""
    assert (report.stale["records"], report.published, report.records["removed"]) == (ids, False, 0)
    assert found_ids(folder) == ["a", "b"]
    assert any(problem.stale for problem in report.problems)
    assert check(settings(folder)).faults == report.problems


@pytest.mark.parametrize("fault", FAULTS, ids=fault_name)
def test_a_record_file_that_cannot_be_read_leaves_its_record_published(folder, records, fault):
    backup = unreadable.moved_away(records / "a.json", fault)
    backup.rename(records / ".a.json")
    assert_stale(folder, run(folder), "a")


@pytest.mark.parametrize("fault", FAULTS, ids=fault_name)
def test_a_subfolder_that_cannot_be_read_leaves_its_records_published(folder, records, fault):
    backup = unreadable.moved_away(records / "team", fault)
    backup.rename(folder / "moved")
    report = run(folder)
    assert (report.stale["records"], found_ids(folder), report.records["removed"]) == (("b",), ["a", "b"], 0)


def test_a_subfolder_that_cannot_be_listed_is_reported(folder, records):
    backup = unreadable.moved_away(records / "team", unreadable.link_loop)
    backup.rename(folder / "moved")
    report = run(folder)
    assert_stale(folder, report, "b")
    assert [(problem.file, problem.message) for problem in report.problems] == [
        ("corpus/records/team", "this could not be read: Too many levels of symbolic links")
    ]


@pytest.mark.parametrize(
    "fault",
    [unreadable.nothing, unreadable.file, unreadable.broken_link, unreadable.link_loop],
    ids=fault_name,
)
def test_without_the_records_folder_every_record_stays_published(folder, records, fault):
    unreadable.moved_away(records, fault)
    assert_stale(folder, run(folder), "a", "b")


def test_force_removes_nothing_that_was_not_seen_to_be_absent(folder, records):
    unreadable.moved_away(records, unreadable.nothing)
    assert_stale(folder, run(folder, force=True), "a", "b")


def test_an_empty_records_folder_removes_every_record_only_with_force(folder, records):
    unreadable.moved_away(records, unreadable.folder)
    report = run(folder)
    assert ("2 of 2 records would be removed" in report.withheld, found_ids(folder)) == (True, ["a", "b"])
    assert (run(folder, force=True).published, found_ids(folder)) == (True, [])


def test_a_file_that_was_deleted_from_a_readable_folder_removes_its_record(folder, records):
    (records / "team/b.json").unlink()
    assert (run(folder).records, found_ids(folder)) == (counts(removed=1, unchanged=1), ["a"])


def test_a_full_run_keeps_records_that_cannot_be_read_or_are_invalid(folder, records):
    unreadable.moved_away(records / "team", unreadable.link_loop).rename(folder / "moved")
    (records / "a.json").write_text("{")
    report = run(folder, full=True)
    assert (report.published, report.stale["records"], found_ids(folder)) == (True, ("a", "b"), ["a", "b"])


def test_replacing_most_records_by_others_is_not_published_without_force(folder):
    publish(folder, *(record(f"r{number}") for number in range(30)))
    for number in range(25):
        (folder / f"corpus/records/r{number}.json").unlink()
        write_record(folder / "corpus", record(f"new{number}"))
    assert "25 of 30 records would be removed" in run(folder).withheld


def test_status_says_what_the_last_run_could_not_read_or_did_not_publish(folder, records, clearinghouse):
    unreadable.moved_away(records / "team", unreadable.link_loop).rename(folder / "moved")
    assert clearinghouse("index").exit_code == 1
    assert "could not read 1 record; their last good version stays" in clearinghouse("status").stdout
    assert json.loads(clearinghouse("status", "--json").stdout)["last_run"]["stale"] == {
        "records": ["b"],
        "documents": [],
    }


def test_a_link_to_a_folder_is_not_followed_and_what_was_published_from_it_stays(folder, records):
    backup = unreadable.moved_away(records / "team", unreadable.nothing)
    backup.rename(folder / "moved")
    (records / "team").symlink_to(folder / "moved")
    report = run(folder)
    assert_stale(folder, report, "b")
    assert "is a link to a folder" in report.problems[0].message


@pytest.mark.parametrize("part", ["pages", "toolkits"])
def test_without_a_folder_of_editorial_content_it_stays_published(folder, part):
    write_corpus(folder / "corpus", record("a"))
    write_page(folder / "corpus", "about", "Text.", title="About")
    write_toolkit(folder / "corpus", "first", title="First", items=[{"record": "a"}])
    name = run(folder).generation
    unreadable.moved_away(folder / "corpus" / part, unreadable.nothing)
    report = run(folder)
    assert (report.published, [problem.stale for problem in report.problems]) == (False, [True])
    assert len(getattr(read_editorial(generations(folder).folder(name)), part)) == 1
