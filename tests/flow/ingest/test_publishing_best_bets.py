"""Best bets are published with their generation, checked one by one, and rolled back."""

import datetime as dt
import json
from dataclasses import replace

import pytest

import publishing
from catalog.live import LiveSearcher
from catalog.search.query.tree import Query
from factories import publish, record, settings, write_best_bets, write_corpus, write_record
from indexer.check.check import check
from indexing import current_searcher, run

DAY = dt.date(2026, 7, 1)
URL = "https://example.org/a"


def bet(record_id="a", query="begin", **changes):
    return {"queries": [query], "record": record_id, **changes}


def best_bet_titles(folder, text="begin", day=DAY):
    """Return the titles of the best bets for a query text on a day."""
    result = LiveSearcher(settings(folder)).current_generation().search(Query(text), day)
    return [bet.title for bet in result.best_bets]


@pytest.fixture
def published_folder(folder):
    """A folder with two records and a best bet published."""
    write_corpus(folder / "corpus", record("a", title="First", url=URL), record("b", title="Second", url=URL))
    write_best_bets(folder / "corpus", bet())
    assert run(folder).published
    return folder


def test_a_change_of_best_bets_alone_is_published(published_folder):
    write_best_bets(published_folder / "corpus", bet("b"))
    report = run(published_folder)
    assert (report.published, report.records["unchanged"], report.total) == (True, 2, 2)
    assert report.notes == ("The best bets have changed (1 now).",)
    assert (best_bet_titles(published_folder), sorted(current_searcher(published_folder).ids())) == (
        ["Second"],
        ["a", "b"],
    )


def test_removed_best_bets_are_no_longer_shown(published_folder):
    (published_folder / "corpus/best_bets.yaml").unlink()
    assert (run(published_folder).published, best_bet_titles(published_folder)) == (True, [])


def test_a_comment_in_the_best_bets_file_changes_nothing(published_folder):
    path = published_folder / "corpus/best_bets.yaml"
    path.write_text(f"# a remark\n{path.read_text()}")
    assert not run(published_folder).published


def test_a_second_run_without_best_bets_publishes_nothing(folder):
    publish(folder, record("a", url=URL))
    assert (run(folder).published, best_bet_titles(folder)) == (False, [])


def test_a_dry_run_says_that_best_bets_would_change(published_folder):
    write_best_bets(published_folder / "corpus", bet("b"))
    report = run(published_folder, dry_run=True)
    assert (report.notes, best_bet_titles(published_folder)) == (("The best bets have changed (1 now).",), ["First"])


def test_the_best_bets_and_records_of_a_result_come_from_one_generation(published_folder):
    live = LiveSearcher(settings(published_folder))
    opened = live.current_generation()
    write_record(published_folder / "corpus", record("a", title="Renamed", url=URL))
    write_best_bets(published_folder / "corpus", bet("b"), bet("a"))
    run(published_folder)
    before, after = (
        generation.search(Query("begin"), DAY).best_bets for generation in (opened, live.current_generation())
    )
    assert [[bet.title for bet in bets] for bets in (before, after)] == [["First"], ["Second", "Renamed"]]


def test_a_rollback_includes_best_bets_and_the_next_run_publishes_the_current_ones(published_folder):
    write_best_bets(published_folder / "corpus", bet("b"))
    run(published_folder)
    publishing.generations(published_folder).rollback()
    assert best_bet_titles(published_folder) == ["First"]
    assert (run(published_folder).published, best_bet_titles(published_folder)) == (True, ["Second"])


def test_an_invalid_best_bet_is_left_out_and_the_others_are_published(published_folder):
    write_best_bets(published_folder / "corpus", bet("b", unitl="2026-01-01"), bet("gone"), bet("b"))
    report = run(published_folder)
    assert [(problem.file, problem.line, problem.field) for problem in report.problems] == [
        ("corpus/best_bets.yaml", 4, "unitl"),
        ("corpus/best_bets.yaml", 7, "record"),
    ]
    assert (report.published, report.records["refused"], best_bet_titles(published_folder)) == (True, 0, ["Second"])


def test_a_strict_run_publishes_nothing_if_a_best_bet_is_invalid(published_folder):
    write_best_bets(published_folder / "corpus", bet("b"), bet("gone"))
    report = run(published_folder, strict=True)
    assert (report.published, best_bet_titles(published_folder)) == (False, ["First"])


def test_a_best_bet_on_a_removed_record_is_reported_and_left_out(published_folder):
    (published_folder / "corpus/records/a.json").unlink()
    (problem,) = run(published_folder).problems
    assert (problem.message, best_bet_titles(published_folder)) == ("there is no record 'a'", [])


def test_a_best_bet_on_a_refused_record_stays_with_its_last_valid_version(published_folder):
    (published_folder / "corpus/records/a.json").write_text("{")
    assert ([problem.kind for problem in run(published_folder).problems], best_bet_titles(published_folder)) == (
        ["record"],
        ["First"],
    )


def test_previous_best_bets_stay_while_their_file_cannot_be_read(published_folder):
    (published_folder / "corpus/best_bets.yaml").write_text("- queries: [")
    report = run(published_folder)
    assert report.notes == ("Previously published best bets stay on the site until their files are corrected.",)
    assert (len(report.problems), report.published, best_bet_titles(published_folder)) == (1, False, ["First"])


def test_a_generation_without_a_best_bets_file_is_served_and_the_next_run_adds_it(folder):
    publish(folder, record("a", title="First", url=URL))
    generations = publishing.generations(folder)
    with generations.writing(), generations.building(generations.current()) as building:
        (building / "editorial.json").unlink()
        manifest = generations.manifest(generations.current())
        generations.publish(building, replace(manifest, generation="000009-old"))
    assert (best_bet_titles(folder), run(folder).published) == ([], False)
    write_best_bets(folder / "corpus", bet())
    assert (run(folder).published, best_bet_titles(folder)) == (True, ["First"])


def test_check_finds_no_faults_in_published_best_bets(published_folder):
    assert check(settings(published_folder)).faults == ()


def test_check_reports_a_best_bet_on_an_unknown_record_and_unpublished_best_bets(published_folder):
    write_best_bets(published_folder / "corpus", bet("b"), bet("gone"))
    unknown, stale = check(settings(published_folder)).faults
    assert (unknown.line, unknown.field, unknown.message) == (6, "record", "there is no record 'gone'")
    assert (stale.kind, stale.file) == ("stale", "corpus/best_bets.yaml")


def test_the_command_exits_with_1_if_a_best_bet_is_left_out(published_folder, clearinghouse):
    write_best_bets(published_folder / "corpus", bet("gone"))
    for command in ("index", "check"):
        result = clearinghouse(command)
        assert result.exit_code == 1
        assert "corpus/best_bets.yaml:3, field 'record': there is no record 'gone'" in result.stdout


def test_the_command_shows_best_bets_before_the_hits(published_folder, clearinghouse):
    link = {"url": "https://example.org/", "title": "Elsewhere"}
    write_best_bets(
        published_folder / "corpus", bet("b", "first", text="Read it."), {"queries": ["first"], "link": link}
    )
    clearinghouse("index")
    assert clearinghouse("search", "first").stdout.splitlines()[1:8] == [
        "",
        "Recommended by the clearinghouse:",
        "   - Second",
        "     b",
        "     Read it.",
        "   - Elsewhere",
        "     https://example.org/",
    ]
    output = json.loads(clearinghouse("search", "first", "--json").stdout)
    assert [bet["id"] for bet in output["best_bets"]] == ["b", None]
    assert [hit["id"] for hit in output["hits"]] == ["a"]
