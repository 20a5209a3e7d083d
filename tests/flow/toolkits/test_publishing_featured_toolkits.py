"""Featured toolkits are published with their generation, checked, and rolled back."""

import json

import pytest

import publishing
from catalog.editorial.model import read_editorial
from factories import record, settings, write_corpus, write_toolkit
from indexer.check.check import check
from indexing import run

URL = "https://example.org/a"


def served_toolkits(folder):
    """Return the record ids of the featured toolkits of the current generation, by toolkit name."""
    generations = publishing.generations(folder)
    editorial = read_editorial(generations.folder(generations.current()))
    return {featured.name: featured.toolkit.ids() for featured in editorial.toolkits}


@pytest.fixture
def published_folder(folder):
    """A folder with two records and one toolkit published."""
    write_corpus(folder / "corpus", record("a", url=URL), record("b", url=URL))
    write_toolkit(folder / "corpus", "first", title="First", made="2026-11-24", items=[{"record": "a", "note": "Why."}])
    assert run(folder).published
    return folder


def test_a_toolkit_is_published_with_all_its_fields(published_folder):
    generations = publishing.generations(published_folder)
    (featured,) = read_editorial(generations.folder(generations.current())).toolkits
    (item,) = featured.toolkit.items()
    assert (featured.toolkit.title, str(featured.toolkit.made), item.note) == ("First", "2026-11-24", "Why.")


def test_a_change_of_featured_toolkits_alone_is_published(published_folder):
    write_toolkit(published_folder / "corpus", "first", title="First", items=[{"record": "b"}])
    report = run(published_folder)
    assert (report.published, report.records["unchanged"]) == (True, 2)
    assert report.notes == ("The featured toolkits have changed (1 now).",)
    assert served_toolkits(published_folder) == {"first": ("b",)}


def test_a_second_run_publishes_nothing(published_folder):
    assert not run(published_folder).published


def test_an_invalid_toolkit_is_left_out_and_the_others_are_published(published_folder):
    write_toolkit(published_folder / "corpus", "second", titel="Second", items=[{"record": "b"}])
    write_toolkit(published_folder / "corpus", "third", title="Third", items=[{"record": "b"}])
    report = run(published_folder)
    assert {(problem.kind, problem.file) for problem in report.problems} == {("toolkit", "corpus/toolkits/second.yaml")}
    assert served_toolkits(published_folder) == {"first": ("a",), "third": ("b",)}


def test_a_removed_record_is_reported_and_left_out_of_its_toolkit(published_folder):
    write_toolkit(published_folder / "corpus", "first", title="First", items=[{"record": "a"}, {"record": "b"}])
    (published_folder / "corpus/records/a.json").unlink()
    (problem,) = run(published_folder).problems
    assert problem.message == "there is no record 'a', so the toolkit is published without it"
    assert served_toolkits(published_folder) == {"first": ("b",)}


def test_the_previous_version_of_a_toolkit_stays_while_its_file_cannot_be_read(published_folder):
    (published_folder / "corpus/toolkits/first.yaml").write_text("title: [")
    report = run(published_folder)
    assert report.notes == ("Previously published featured toolkits stay on the site until their files are corrected.",)
    assert (len(report.problems), report.published, served_toolkits(published_folder)) == (1, False, {"first": ("a",)})


def test_a_rollback_includes_the_featured_toolkits(published_folder):
    (published_folder / "corpus/toolkits/first.yaml").unlink()
    assert (run(published_folder).published, served_toolkits(published_folder)) == (True, {})
    publishing.generations(published_folder).rollback()
    assert served_toolkits(published_folder) == {"first": ("a",)}


def test_check_reports_invalid_and_unpublished_toolkits(published_folder):
    assert check(settings(published_folder)).faults == ()
    write_toolkit(published_folder / "corpus", "second", title="Second", items=[{"record": "b"}, {"record": "gone"}])
    unknown, stale = check(settings(published_folder)).faults
    assert (unknown.kind, unknown.line, unknown.message[:24]) == ("toolkit", 4, "there is no record 'gone")
    assert (stale.kind, stale.file) == ("stale", "corpus/toolkits")


def test_the_json_report_has_the_kind_and_line_of_an_invalid_toolkit(published_folder, clearinghouse):
    write_toolkit(published_folder / "corpus", "second", title="Second", itmes=[])
    result = clearinghouse("index", "--json")
    (problem,) = [problem for problem in json.loads(result.stdout)["problems"] if problem["field"] == "itmes"]
    assert (result.exit_code, problem["kind"], problem["line"]) == (1, "toolkit", 2)
