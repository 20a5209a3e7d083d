"""`clearinghouse status`, `check` and `rollback`: their output for people and as JSON, and their exit codes."""

import json

import publishing
from factories import record, write_record


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
    assert (result.exit_code, result.stdout.startswith("No faults found in 3 records.\n")) == (0, True)


def test_check_names_each_fault_and_exits_with_1(folder, indexed):
    write_record(folder / "corpus", record("c", title="Changed"))
    result = indexed("check")
    assert result.exit_code == 1
    assert "corpus/records/c.json, record 'c': has changed since it was indexed" in result.stdout
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


def test_rollback_to_an_unknown_generation_exits_with_2_and_names_the_existing_ones(folder, indexed):
    (name,) = publishing.generations(folder).names()
    result = indexed("rollback", "000009-zeppelin")
    assert (result.exit_code, name in result.stderr) == (2, True)
