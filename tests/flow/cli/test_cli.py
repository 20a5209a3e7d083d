"""The clearinghouse command: its output for people and as JSON, and its exit codes."""

import json
import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

import publishing
from catalog.model import Document
from factories import TAXONOMY, corpus, record, write_record
from indexer.cli.commands import main
from paths import ROOT

COMMANDS = ("index", "search", "status", "check", "rollback", "serve")
NEEDS_INDEX = (("search", "gun"), ("status",), ("rollback",))


def refuse_one(folder):
    (folder / "corpus/records/bad.yaml").write_text("id: bad\ntitle: Bad\nformat: webinarr\n")


# index


def test_index_prints_what_it_did(folder, clearinghouse):
    corpus(folder / "corpus", record("a"))
    ended = clearinghouse("index")
    assert (ended.exit_code, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[:2] == [
        "Records: 1 added, 0 changed, 0 removed, 0 unchanged.",
        "Documents: 0 read, 0 unchanged.",
    ]
    assert ended.stdout.splitlines()[2].startswith("Published generation 000001-")


def test_index_says_when_nothing_has_changed(indexed):
    assert "Nothing has changed. Generation 000001-" in indexed("index").stdout


def test_index_names_refused_records_and_exits_with_1(folder, indexed):
    refuse_one(folder)
    ended = indexed("index")
    assert ended.exit_code == 1
    assert "corpus/records/bad.yaml:3, record 'bad', field 'format': " in ended.stdout
    assert "1 refused" in ended.stdout


def test_index_json_has_the_shape_of_the_contract(folder, indexed):
    refuse_one(folder)
    write_record(folder / "corpus", record("c", title="Parking", documents=(Document(path="gone.pdf"),)))
    ended = indexed("index", "--json")
    report = json.loads(ended.stdout)
    assert ended.exit_code == 1
    assert report["generation"].startswith("000002-")
    assert report["records"] == {"added": 0, "changed": 1, "removed": 0, "unchanged": 2, "refused": 1}
    assert report["documents"] == {"extracted": 0, "cached": 1, "refused": 1}
    assert isinstance(report["took_s"], float)
    bad, gone = report["problems"]
    assert bad == {
        "file": "corpus/records/bad.yaml",
        "line": 3,
        "record": "bad",
        "field": "format",
        "document": None,
        "kind": "record",
        "message": "format 'webinarr': did you mean 'webinar'?",
    }
    assert (gone["file"], gone["record"], gone["document"], gone["kind"]) == (
        "corpus/records/c.json",
        "c",
        "gone.pdf",
        "missing",
    )


def test_index_json_prints_nothing_but_one_object(folder, clearinghouse):
    corpus(folder / "corpus", record("a"))
    ended = clearinghouse("index", "--json")
    assert (ended.exit_code, ended.stderr, json.loads(ended.stdout)["problems"]) == (0, "", [])


def test_index_strict_publishes_nothing_and_says_so(folder, indexed):
    refuse_one(folder)
    write_record(folder / "corpus", record("c", title="Changed"))
    ended = indexed("index", "--strict")
    assert ended.exit_code == 1
    assert "Nothing was published: 1 problem was found" in ended.stdout
    assert len(publishing.generations(folder).names()) == 1


def test_index_dry_run_names_a_missing_document_and_exits_with_1(folder, clearinghouse):
    corpus(folder / "corpus", record("a", documents=(Document(path="gone.pdf"),)))
    ended = clearinghouse("index", "--dry-run")
    assert ended.exit_code == 1
    assert "record 'a', document 'gone.pdf': This file is missing from the documents/ folder" in ended.stdout
    assert "Documents: 0 to read, 0 unchanged, 1 without text." in ended.stdout


def test_index_dry_run_says_what_it_cannot_know(folder, clearinghouse):
    corpus(folder / "corpus", record("a", documents=(Document(path="a.txt"),)), documents={"a.txt": "words"})
    output = clearinghouse("index", "--dry-run").stdout
    assert "Documents: 1 to read, 0 unchanged." in output
    assert "New documents were not opened, so some of them may have no text." in output


def test_index_dry_run_changes_nothing(folder, clearinghouse):
    corpus(folder / "corpus", record("a"))
    ended = clearinghouse("index", "--dry-run")
    assert (ended.exit_code, (folder / "data").exists()) == (0, False)
    assert "This was a dry run: nothing was changed." in ended.stdout


def test_index_full_indexes_everything_again(indexed):
    assert json.loads(indexed("index", "--full", "--json").stdout)["records"]["added"] == 3


def test_index_force_publishes_although_many_records_are_removed(folder, clearinghouse):
    corpus(folder / "corpus", *(record(f"r{number}") for number in range(25)))
    clearinghouse("index")
    for path in (folder / "corpus/records").iterdir():
        path.unlink()
    withheld, forced = clearinghouse("index"), clearinghouse("index", "--force")
    assert (withheld.exit_code, forced.exit_code) == (1, 0)
    assert "25 of 25 records would be removed" in withheld.stdout


def test_index_without_a_taxonomy_exits_with_2_and_says_where_to_put_one(folder, clearinghouse):
    corpus(folder / "corpus", record("a"))
    (folder / "corpus/taxonomy.yaml").unlink()
    ended = clearinghouse("index")
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert f"{folder}/corpus/taxonomy.yaml is missing" in ended.stderr
    assert "copy corpus/taxonomy.yaml" in ended.stderr


def test_index_without_a_corpus_exits_with_2_and_says_how_to_name_one(folder, clearinghouse):
    ended = clearinghouse("index")
    assert ended.exit_code == 2
    assert ended.stderr.startswith(f"clearinghouse: no corpus was found at {folder}/corpus. ")
    assert "--corpus DIR" in ended.stderr


# status, check, rollback


def test_status_shows_the_current_generation(indexed):
    ended = indexed("status")
    assert ended.exit_code == 0
    assert ended.stdout.startswith("Generation 000001-")
    assert ": 3 records, 1 document" in ended.stdout
    assert "Other generations: none." in ended.stdout


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
    ended = indexed("check")
    assert (ended.exit_code, ended.stdout.startswith("No faults found in 3 records.\n")) == (0, True)


def test_check_names_each_fault_and_exits_with_1(folder, indexed):
    write_record(folder / "corpus", record("c", title="Changed"))
    ended = indexed("check")
    assert ended.exit_code == 1
    assert "corpus/records/c.json, record 'c': has changed since it was indexed" in ended.stdout
    assert "1 fault found." in ended.stdout


def test_check_json_names_damaged_files(tmp_path, indexed):
    (name,) = publishing.generations(tmp_path).names()
    path = tmp_path / "data/generations" / name / "ledger.json"
    content = path.read_bytes()
    path.write_bytes(content[:-1])
    ended = indexed("check", "--json")
    path.write_bytes(content)
    report = json.loads(ended.stdout)
    assert (ended.exit_code, report["generation"], report["generations"]) == (1, name, [name])
    assert report["faults"][0]["kind"] == "damaged"
    assert report["faults"][0]["message"].startswith(f"{name}/ledger.json: has ")


def test_rollback_goes_back_one_generation_and_says_what_comes_next(folder, indexed):
    write_record(folder / "corpus", record("c", title="Changed"))
    indexed("index")
    first, _ = publishing.generations(folder).names()
    ended = indexed("rollback")
    assert (ended.exit_code, publishing.generations(folder).current()) == (0, first)
    assert f"Generation {first} is current again." in ended.stdout


def test_rollback_goes_to_a_named_generation(folder, indexed):
    write_record(folder / "corpus", record("c", title="Changed"))
    indexed("index")
    indexed("rollback")
    _, second = publishing.generations(folder).names()
    assert indexed("rollback", second).exit_code == 0
    assert publishing.generations(folder).current() == second


def test_rollback_to_an_unknown_generation_exits_with_2_and_names_the_existing_ones(folder, indexed):
    (name,) = publishing.generations(folder).names()
    ended = indexed("rollback", "000009-zeppelin")
    assert (ended.exit_code, name in ended.stderr) == (2, True)


# Every command


@pytest.mark.parametrize(
    ("arguments", "kind", "text"),
    [
        (("search", "gun", "--page", "0"), "query", "page: enter a page number of 1 or more"),
        (("search", "gun", "--zeppelin"), "usage", "--zeppelin"),
        (("index",), "taxonomy", "taxonomy.yaml is missing"),
    ],
)
def test_with_json_a_command_that_fails_prints_the_error_as_one_object(folder, indexed, arguments, kind, text):
    (folder / "corpus/taxonomy.yaml").unlink()
    ended = indexed(*arguments, "--json")
    error = json.loads(ended.stdout)["error"]
    assert (ended.exit_code, error["kind"], text in error["message"]) == (2, kind, True)
    assert text in ended.stderr


@pytest.mark.parametrize("arguments", [("search", "gun"), ("status",)])
def test_with_json_a_command_without_an_index_prints_the_error_as_one_object(folder, clearinghouse, arguments):
    corpus(folder / "corpus", record("a"))
    ended = clearinghouse(*arguments, "--json")
    message = "nothing has been indexed yet: run 'clearinghouse index'"
    assert (ended.exit_code, json.loads(ended.stdout)) == (2, {"error": {"kind": "no-generation", "message": message}})


def test_with_json_a_wrong_setting_is_printed_as_one_object(clearinghouse, monkeypatch):
    monkeypatch.setenv("CATALOG_DATTA", "var")
    assert json.loads(clearinghouse("status", "--json").stdout)["error"]["kind"] == "config"


@pytest.mark.parametrize("arguments", NEEDS_INDEX)
def test_without_an_index_a_command_exits_with_2_and_says_how_to_make_one(folder, clearinghouse, arguments):
    corpus(folder / "corpus", record("a"))
    ended = clearinghouse(*arguments)
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert ended.stderr == "clearinghouse: nothing has been indexed yet: run 'clearinghouse index'\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_text(command):
    ended = CliRunner().invoke(main, [command, "--help"])
    assert (ended.exit_code, ended.stdout.startswith("Usage:")) == (0, True)
    undescribed = [line for line in ended.stdout.splitlines() if line.startswith("  -") and "  " not in line.strip()]
    assert undescribed == []


def test_the_help_lists_every_command():
    output = CliRunner().invoke(main, ["--help"]).stdout
    assert [command for command in COMMANDS if f"\n  {command} " not in output] == []


def test_an_unknown_option_exits_with_2(clearinghouse):
    assert clearinghouse("index", "--zeppelin").exit_code == 2


def environment(**changes):
    """The environment without settings of the catalog, plus these changes."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CATALOG_")} | changes


def as_process(*arguments, **changes):
    command = [sys.executable, "-m", "indexer", *arguments]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment(**changes), capture_output=True, text=True, timeout=60, check=False
    )
    return ended.returncode, ended.stdout, ended.stderr


def test_a_process_takes_its_folders_from_the_environment(folder):
    corpus(folder / "corpus", record("a"))
    code, out, err = as_process(
        "index", "--json", CATALOG_CORPUS=f"{folder}/corpus", CATALOG_DATA=f"{folder}/a data folder"
    )
    assert (code, json.loads(out)["records"]["added"], err) == (0, 1, "")
    assert (folder / "a data folder/CURRENT").exists()


def test_an_option_takes_precedence_over_the_environment(folder):
    corpus(folder / "corpus", record("a"))
    code, _, _ = as_process(
        "--data", f"{folder}/data", "index", CATALOG_CORPUS=f"{folder}/corpus", CATALOG_DATA=f"{folder}/elsewhere"
    )
    assert (code, (folder / "data/CURRENT").exists(), (folder / "elsewhere").exists()) == (0, True, False)


def test_an_unknown_setting_exits_with_2_and_names_the_nearest_one():
    code, out, err = as_process("status", CATALOG_DATTA="var")
    assert (code, out) == (2, "")
    assert "did you mean 'data'?" in err


def test_an_unknown_engine_exits_with_2_and_names_the_existing_ones(folder):
    corpus(folder / "corpus", record("a"))
    code, out, err = as_process(
        "--corpus", f"{folder}/corpus", "--data", f"{folder}/data", "index", CATALOG_ENGINE="zeppelin"
    )
    assert (code, out) == (2, "")
    assert ("whoosh" in err, "Traceback" in err) == (True, False)


def test_a_corpus_in_a_folder_with_spaces_and_accents_is_indexed(tmp_path):
    folder = tmp_path / "Über uns" / "our corpus"
    corpus(folder, record("a"))
    assert as_process("--corpus", folder, "--data", tmp_path / "d d", "index")[0] == 0


def test_a_wrong_value_is_refused_with_the_values_of_the_taxonomy(indexed):
    message = indexed("search", "--agency-size", "zeppelin").stderr
    assert [term["value"] for term in TAXONOMY["agency_sizes"] if term["value"] not in message] == []
