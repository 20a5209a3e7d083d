"""Best bets on the way in: published with their generation, refused one by one, checked, and taken back."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

import publishing
from catalog.live import LiveSearcher
from catalog.search.query.tree import Query
from factories import corpus, publish, record, settings, write_bets, write_record
from indexer.check.check import check
from indexer.cli.commands import main
from indexing import current_searcher, run

DAY = dt.date(2026, 7, 1)


def bet(target="a", query="begin", **changes):
    return {"queries": [query], "record": target, **changes}


def shown(folder, text="begin", day=DAY):
    """The titles recommended for a text on a day."""
    result = LiveSearcher(settings(folder)).opened().search(Query(text), day)
    return [each.title for each in result.best_bets]


@pytest.fixture
def published(folder):
    """A folder with two records and a best bet published."""
    corpus(folder / "corpus", record("a", title="First"), record("b", title="Second"))
    write_bets(folder / "corpus", bet())
    assert run(folder).published
    return folder


@pytest.fixture
def clearinghouse(folder):
    """Run the command on the corpus and data of a folder."""

    def command(*arguments):
        return CliRunner().invoke(main, ["--corpus", f"{folder}/corpus", "--data", f"{folder}/data", *arguments])

    return command


def test_a_change_of_the_bets_alone_is_published(published):
    write_bets(published / "corpus", bet("b"))
    report = run(published)
    assert (report.published, report.records["unchanged"], report.total) == (True, 2, 2)
    assert report.notes == ("The best bets have changed (1 now).",)
    assert (shown(published), sorted(current_searcher(published).ids())) == (["Second"], ["a", "b"])


def test_bets_that_are_gone_are_published_as_gone(published):
    (published / "corpus/best_bets.yaml").unlink()
    assert (run(published).published, shown(published)) == (True, [])


def test_bets_that_only_look_different_change_nothing(published):
    path = published / "corpus/best_bets.yaml"
    path.write_text(f"# a remark\n{path.read_text()}")
    assert not run(published).published


def test_a_corpus_without_bets_has_nothing_to_publish_a_second_time(folder):
    publish(folder, record("a"))
    assert (run(folder).published, shown(folder)) == (False, [])


def test_a_rehearsal_says_that_the_bets_would_change(published):
    write_bets(published / "corpus", bet("b"))
    report = run(published, dry_run=True)
    assert (report.notes, shown(published)) == (("The best bets have changed (1 now).",), ["First"])


def test_bets_and_records_of_an_answer_are_of_one_generation(published):
    live = LiveSearcher(settings(published))
    opened = live.opened()
    write_record(published / "corpus", record("a", title="Renamed"))
    write_bets(published / "corpus", bet("b"), bet("a"))
    run(published)
    before, after = (each.search(Query("begin"), DAY).best_bets for each in (opened, live.opened()))
    assert [[each.title for each in bets] for bets in (before, after)] == [["First"], ["Second", "Renamed"]]


def test_a_rollback_takes_the_bets_along_and_the_next_run_brings_them_back(published):
    write_bets(published / "corpus", bet("b"))
    run(published)
    publishing.generations(published).rollback()
    assert shown(published) == ["First"]
    assert (run(published).published, shown(published)) == (True, ["Second"])


def test_a_bad_bet_is_left_out_and_the_others_are_published(published):
    write_bets(published / "corpus", bet("b", unitl="2026-01-01"), bet("gone"), bet("b"))
    report = run(published)
    assert [(each.file, each.line, each.field) for each in report.problems] == [
        ("corpus/best_bets.yaml", 4, "unitl"),
        ("corpus/best_bets.yaml", 7, "record"),
    ]
    assert (report.published, report.records["refused"], shown(published)) == (True, 0, ["Second"])


def test_a_strict_run_publishes_no_bad_bets(published):
    write_bets(published / "corpus", bet("b"), bet("gone"))
    report = run(published, strict=True)
    assert (report.published, shown(published)) == (False, ["First"])


def test_a_bet_on_a_record_that_was_removed_is_told_and_left_out(published):
    (published / "corpus/records/a.json").unlink()
    (problem,) = run(published).problems
    assert (problem.message, shown(published)) == ("there is no record 'a'", [])


def test_a_bet_on_a_record_whose_last_good_version_stays_stays_too(published):
    (published / "corpus/records/a.json").write_text("{")
    assert ([each.kind for each in run(published).problems], shown(published)) == (["record"], ["First"])


def test_the_bets_of_before_stay_while_their_file_cannot_be_read(published):
    (published / "corpus/best_bets.yaml").write_text("- queries: [")
    report = run(published)
    assert report.notes == ("Previously published best bets stay on the site until their files are corrected.",)
    assert (len(report.problems), report.published, shown(published)) == (1, False, ["First"])


def test_a_generation_from_before_there_were_bets_is_served_and_gets_its_bets(folder):
    publish(folder, record("a", title="First"))
    generations = publishing.generations(folder)
    with generations.writing(), generations.building(generations.current()) as building:
        (building / "editorial.json").unlink()
        manifest = generations.manifest(generations.current())
        generations.publish(building, replace(manifest, generation="000009-old"))
    assert (shown(folder), run(folder).published) == ([], False)
    write_bets(folder / "corpus", bet())
    assert (run(folder).published, shown(folder)) == (True, ["First"])


def test_a_check_finds_nothing_wrong_with_published_bets(published):
    assert check(settings(published)).faults == ()


def test_a_check_tells_of_a_bet_that_points_nowhere_and_of_bets_not_published_yet(published):
    write_bets(published / "corpus", bet("b"), bet("gone"))
    nowhere, stale = check(settings(published)).faults
    assert (nowhere.line, nowhere.field, nowhere.message) == (6, "record", "there is no record 'gone'")
    assert (stale.kind, stale.file) == ("stale", "corpus/best_bets.yaml")


def test_the_command_ends_with_one_where_a_bet_is_left_out(published, clearinghouse):
    write_bets(published / "corpus", bet("gone"))
    for command in ("index", "check"):
        ended = clearinghouse(command)
        assert ended.exit_code == 1
        assert "corpus/best_bets.yaml:3, field 'record': there is no record 'gone'" in ended.stdout


def test_the_command_shows_best_bets_before_the_hits(published, clearinghouse):
    link = {"url": "https://example.org/", "title": "Elsewhere"}
    write_bets(published / "corpus", bet("b", "first", text="Read it."), {"queries": ["first"], "link": link})
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
    answer = json.loads(clearinghouse("search", "first", "--json").stdout)
    assert [each["id"] for each in answer["best_bets"]] == ["b", None]
    assert [each["id"] for each in answer["hits"]] == ["a"]
