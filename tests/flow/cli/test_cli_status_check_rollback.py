"""`clearinghouse status`, `check` and `rollback`: their output for people and as JSON, and their exit codes."""

import datetime as dt
import json

import pytest

import publishing
from catalog.model import Featured
from factories import record, write_best_bets, write_corpus, write_page, write_record, write_start_here, write_toolkit
from indexer.ingest.changes import CHANGES


def test_status_shows_the_current_generation(indexed):
    result = indexed("status")
    assert result.exit_code == 0
    assert result.stdout.startswith("Generation 000001-")
    assert ": 3 records, 1 document" in result.stdout
    assert "Other generations: none." in result.stdout


def test_status_json_has_counts_age_size_and_other_generations(folder, indexed):
    write_record(folder / "corpus", record("c", title="Changed"))
    indexed("index")
    status = json.loads(indexed("status", "--json").stdout)
    first, second = publishing.generations(folder).names()
    assert (status["generation"], status["previous"]) == (second, [first])
    assert (status["records"], status["documents"]) == (3, 1)
    assert 0 < status["size_bytes"] < status["disk_bytes"]
    assert status["age_s"] >= 0


def test_check_finds_no_faults_in_an_intact_index(indexed):
    result = indexed("check")
    assert result.exit_code == 0
    assert "No faults found in 3 records.\n" in result.stdout


def test_check_names_records_that_lead_nowhere_without_counting_them_as_faults(indexed):
    result = indexed("check")
    assert (result.exit_code, "2 records lead nowhere (no url, listed_at or documents): b, c.\n" in result.stdout) == (
        0,
        True,
    )


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({}, "leads nowhere (no url, listed_at or documents)"),
        ({"url": "https://example.org/c", "sample": True}, "is a sample"),
    ],
)
def test_check_names_what_is_featured_and_recommended_though_it_should_not_be(folder, clearinghouse, changes, fault):
    corpus = folder / "corpus"
    features = {"featured": Featured(since=dt.date(2026, 1, 1)), **changes}
    write_corpus(corpus, record("a"), record("b"), record("c", **features))
    write_best_bets(corpus, {"queries": ["parking"], "record": "c"})
    write_start_here(corpus, {"topic": "technology", "records": ["a", "b", "c"]})
    write_toolkit(corpus, "kit", title="Kit", items=[{"record": "c"}])
    assert clearinghouse("index").exit_code == 0
    result = clearinghouse("check")
    assert result.exit_code == 1
    for role in ("featured", "a best bet", "in a featured toolkit", "a resource to start with"):
        assert f"is {role}, but {fault}: " in result.stdout


def test_check_names_each_fault_and_exits_with_1(folder, indexed):
    write_record(folder / "corpus", record("c", title="Changed"))
    result = indexed("check")
    assert result.exit_code == 1
    assert (
        "corpus/records/c.json, record 'c': different from what is published: run 'clearinghouse index'"
        in result.stdout
    )
    assert "1 fault found." in result.stdout


def test_check_json_names_damaged_files(tmp_path, indexed):
    (name,) = publishing.generations(tmp_path).names()
    path = tmp_path / "data/generations" / name / "ledger.json"
    content = path.read_bytes()
    path.write_bytes(content[:-1])
    result = indexed("check", "--json")
    path.write_bytes(content)
    report = json.loads(result.stdout)
    assert (result.exit_code, report["generation"], report["generations"]) == (1, name, [name])
    assert report["faults"][0]["kind"] == "damaged"
    assert report["faults"][0]["message"].startswith(f"{name}/ledger.json: has ")


def test_rollback_goes_back_one_generation_and_says_what_comes_next(folder, indexed):
    write_record(folder / "corpus", record("c", title="Changed"))
    indexed("index")
    first, _ = publishing.generations(folder).names()
    result = indexed("rollback")
    assert (result.exit_code, publishing.generations(folder).current()) == (0, first)
    assert f"Generation {first} is current again." in result.stdout


def test_rollback_goes_to_a_named_generation(folder, indexed):
    write_record(folder / "corpus", record("c", title="Changed"))
    indexed("index")
    indexed("rollback")
    _, second = publishing.generations(folder).names()
    assert indexed("rollback", second).exit_code == 0
    assert publishing.generations(folder).current() == second


@pytest.mark.parametrize("command", ["status", "check"])
def test_after_a_rollback_it_is_said_until_something_is_published(folder, indexed, command):
    write_record(folder / "corpus", record("c", title="Changed"))
    indexed("index")
    newest = publishing.generations(folder).names()[-1]
    sentence = f"Rolled back from {newest}: the next 'clearinghouse index' publishes the corpus again.\n"
    said = [sentence in indexed(command).stdout]
    indexed("rollback")
    said.append(sentence in indexed(command).stdout)
    assert json.loads(indexed(command, "--json").stdout)["rolled_back_from"] == newest
    indexed("index")
    said.append("Rolled back" in indexed(command).stdout)
    assert said == [False, True, False]
    assert json.loads(indexed(command, "--json").stdout)["rolled_back_from"] is None


def test_check_counts_many_changed_records_in_a_sentence(folder, indexed):
    write_corpus(folder / "corpus", *(record(key, title="Old") for key in "defg"))
    indexed("index")
    write_corpus(folder / "corpus", *(record(key, title="New") for key in "defg"))
    assert "  4 records: different from what is published: run 'clearinghouse index'\n" in indexed("check").stdout


def test_rollback_to_an_unknown_generation_exits_with_2_and_names_the_existing_ones(folder, indexed):
    (name,) = publishing.generations(folder).names()
    result = indexed("rollback", "000009-zeppelin")
    assert (result.exit_code, name in result.stderr) == (2, True)


# What changed


@pytest.fixture
def changed(folder, indexed):
    """The command, after a second generation with another record, a changed one and one less was published."""
    write_record(folder / "corpus", record("a", title="Gun tracing", summary="New."))
    write_record(folder / "corpus", record("d", title="Drones"))
    (folder / "corpus/records/c.json").unlink()
    write_page(folder / "corpus", "about", "Text.", title="About")
    indexed("index")
    return indexed


def test_rollback_says_what_changes_for_visitors_and_how_long_it_lasts(folder, changed):
    first, second = publishing.generations(folder).names()
    lines = changed("rollback").stdout.splitlines()
    assert lines[0].startswith(f"Generation {first} is current again. It has 3 records, published 20")
    assert lines[1:5] == [
        "  Back      c: Parking",
        "  Changed   a: Gun tracing (summary, documents, format, topics)",
        "  Gone      d: Drones",
        "  Changed   the pages",
    ]
    assert lines[5].startswith("This lasts until the next 'clearinghouse index'")
    assert "  Back      d: Drones" in changed("rollback", second).stdout


def test_rollback_json_has_what_changes(folder, changed):
    first, _ = publishing.generations(folder).names()
    report = json.loads(changed("rollback", "--json").stdout)
    assert (report["generation"], report["records"], report["warning"]) == (first, 3, None)
    assert [change["id"] for change in report["changes"]["removed"]] == ["d"]


def test_rollback_to_the_same_content_says_that_visitors_see_no_difference(indexed):
    indexed("index", "--full")
    assert "Visitors see no difference." in indexed("rollback").stdout


def test_rollback_from_a_damaged_generation_works_without_saying_what_changes(tmp_path, clearinghouse):
    first, second = publishing.publish_titles(tmp_path, "First", "Second")
    path = publishing.generations(tmp_path).folder(second) / "ledger.json"
    publishing.corrupt_byte(path)
    result = clearinghouse("rollback")
    publishing.corrupt_byte(path)
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 2)
    assert publishing.generations(tmp_path).current() == first


def test_status_says_what_changed_in_each_kept_generation(folder, changed):
    first, second = publishing.generations(folder).names()
    output = changed("status").stdout
    assert "ago: 1 added (d), 1 changed (a), 1 removed (c), pages changed." in output
    assert f"  {first}: 3 records; 3 added (a, b, c)" in output
    changed("index", "--full")
    assert "less than a minute ago: nothing changed." in changed("status").stdout
    assert f"  {second}: 3 records; 1 added (d), " in changed("status").stdout


def test_status_names_the_first_of_many_records_and_json_has_their_number(folder, indexed):
    write_corpus(folder / "corpus", *(record(f"r{number:02}") for number in range(25)))
    indexed("index")
    assert "25 added (r00, r01, r02, ...)" in indexed("status").stdout
    current, other = json.loads(indexed("status", "--json").stdout)["generations"]
    assert (current["changes"]["added"]["count"], len(current["changes"]["added"]["first"])) == (25, 20)
    assert (other["generation"], other["records"]) == (publishing.generations(folder).names()[0], 3)


def test_a_generation_of_an_earlier_version_has_no_summary(folder, indexed):
    (name,) = publishing.generations(folder).names()
    path = publishing.generations(folder).folder(name) / CHANGES
    content = path.read_bytes()
    path.unlink()
    status = indexed("status", "--json")
    path.write_bytes(content)
    assert json.loads(status.stdout)["generations"][0]["changes"] is None
