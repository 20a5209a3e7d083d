"""What `clearinghouse index` says of watched queries, for people and as JSON."""

import json

import pytest

from factories import record, write_record
from indexer.cli.publishing.watched import MANY_QUERIES
from watched import write_watched


@pytest.fixture
def changed(folder, indexed):
    """The command, after `c` was changed so that it is found for the watched query `gun`."""
    write_watched(folder / "corpus", {"query": "gun", "filters": {"topic": ["technology"]}, "expect": ["b"]}, "guns")
    write_record(folder / "corpus", record("c", title="Gun racks, gun safes and gun locks"))
    return indexed


def test_people_read_what_appears_and_moves_and_what_is_missing(changed):
    lines = changed("index", "--dry-run").stdout.splitlines()
    start = next(number for number, line in enumerate(lines) if "watched queries" in line)
    assert lines[start].startswith("1 of 2 watched queries would have other first results (compared in ")
    assert lines[start + 1 : start + 3] == [
        '  "gun" (topic: technology):',
        "    expected, and not among the first ten: b (it is far behind, or no result)",
    ]
    assert lines[start + 3] == '  "guns":'
    assert any(
        "appears at " in line and "c: Gun racks, gun safes and gun locks (changed title)" in line for line in lines
    )


def test_more_queries_than_people_watch_are_told_how_to_save_time(folder, changed):
    write_watched(folder / "corpus", *(f"gun {number}" for number in range(MANY_QUERIES)))
    assert "--no-watched" not in changed("index", "--dry-run").stdout
    write_watched(folder / "corpus", *(f"gun {number}" for number in range(MANY_QUERIES + 1)))
    output = changed("index", "--dry-run").stdout
    assert "'clearinghouse index --no-watched' leaves them out" in output


def test_json_has_every_move_under_watched(changed):
    report = json.loads(changed("index", "--dry-run", "--json").stdout)
    expected, moved = report["watched"]["changed"]
    assert (report["watched"]["queries"], report["watched"]["failure"], report["unopened"]) == (2, None, 0)
    assert (expected["query"], expected["filters"], expected["hits"]) == ("gun", {"topic": ["technology"]}, [])
    assert expected["missing"] == [{"id": "b", "rank": None}]
    assert moved["total"] == {"before": 2, "after": 3}
    (hit,) = [hit for hit in moved["hits"] if hit["id"] == "c"]
    assert (hit["change"], hit["before"], hit["cause"], hit["fields"]) == ("appears", None, "changed", ["title"])
    assert "score" not in hit


def test_explain_adds_the_parts_of_scores(changed):
    assert "        score none -> " in changed("index", "--dry-run", "--explain").stdout
    report = json.loads(changed("index", "--explain", "--json").stdout)
    (hit,) = [hit for hit in report["watched"]["changed"][1]["hits"] if hit["id"] == "c"]
    assert hit["score"]["before"] is None
    assert any(part["what"] == "gun in title" and part["after"] > 0 for part in hit["score"]["parts"])


def test_a_publication_says_how_the_first_results_changed(changed):
    assert "1 of 2 watched queries has other first results" in changed("index").stdout


def test_no_watched_compares_nothing(changed):
    result = changed("index", "--dry-run", "--no-watched", "--json")
    assert json.loads(result.stdout)["watched"] is None
