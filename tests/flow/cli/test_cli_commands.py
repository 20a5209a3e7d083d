"""What all commands share: help texts, errors as JSON, exit codes, settings from the environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from factories import TAXONOMY, publish, record, write_corpus
from indexer.cli.commands import main
from indexer.cli.errors import ErrorReportingGroup
from paths import ROOT

COMMANDS = ("index", "search", "status", "check", "rollback", "serve")
NEEDS_INDEX = (("search", "gun"), ("status",), ("rollback",))


@pytest.mark.parametrize("arguments", [(), ("terms",)])
def test_the_list_of_commands_describes_each_in_one_whole_sentence(clearinghouse, monkeypatch, arguments):
    monkeypatch.setenv("COLUMNS", "80")
    lines = clearinghouse(*arguments, "--help").stdout.partition("Commands:\n")[2].splitlines()
    assert len(lines) > 1
    assert [line for line in lines if len(line) > 80 or not line.endswith(".") or line.endswith("...")] == []


def test_a_mistyped_command_is_answered_with_the_likely_one(clearinghouse):
    result = clearinghouse("serach", "gun")
    assert (result.exit_code, "There is no command 'serach': did you mean 'search'?" in result.stderr) == (2, True)


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
    result = indexed(*arguments, "--json")
    error = json.loads(result.stdout)["error"]
    assert (result.exit_code, error["kind"], text in error["message"]) == (2, kind, True)
    assert text in result.stderr


@pytest.mark.parametrize("arguments", [("search", "gun"), ("status",)])
def test_with_json_a_command_without_an_index_prints_the_error_as_one_object(folder, clearinghouse, arguments):
    write_corpus(folder / "corpus", record("a"))
    result = clearinghouse(*arguments, "--json")
    message = "nothing has been indexed yet: run 'clearinghouse index'"
    assert (result.exit_code, json.loads(result.stdout)) == (
        2,
        {"error": {"kind": "no-generation", "message": message}},
    )


def test_with_json_an_invalid_setting_is_printed_as_one_object(clearinghouse, monkeypatch):
    monkeypatch.setenv("CATALOG_DATTA", "var")
    assert json.loads(clearinghouse("status", "--json").stdout)["error"]["kind"] == "config"


@pytest.mark.parametrize("arguments", NEEDS_INDEX)
def test_without_an_index_a_command_exits_with_2_and_says_how_to_make_one(folder, clearinghouse, arguments):
    write_corpus(folder / "corpus", record("a"))
    result = clearinghouse(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "clearinghouse: nothing has been indexed yet: run 'clearinghouse index'\n"


@pytest.mark.parametrize("arguments", [[], ["terms"]])
def test_without_a_command_the_help_text_is_shown_as_it_is(arguments):
    result = CliRunner().invoke(main, arguments)
    assert result.output == CliRunner().invoke(main, [*arguments, "--help"]).output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_text(command):
    result = CliRunner().invoke(main, [command, "--help"])
    assert (result.exit_code, result.stdout.startswith("Usage:")) == (0, True)
    undescribed = [line for line in result.stdout.splitlines() if line.startswith("  -") and "  " not in line.strip()]
    assert undescribed == []


def test_the_help_lists_every_command():
    output = CliRunner().invoke(main, ["--help"]).stdout
    assert [command for command in COMMANDS if f"\n  {command} " not in output] == []


def test_an_unknown_option_exits_with_2(clearinghouse):
    assert clearinghouse("index", "--zeppelin").exit_code == 2


def environment(**changes):
    """Return the environment without settings of the catalog, with these changes."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CATALOG_")} | changes


def run_process(*arguments, **changes):
    """Run the command in a process of its own; return its exit code, standard output and standard error."""
    command = [sys.executable, "-m", "indexer", *arguments]
    result = subprocess.run(
        command, cwd=ROOT, env=environment(**changes), capture_output=True, text=True, timeout=60, check=False
    )
    return result.returncode, result.stdout, result.stderr


def test_a_process_takes_its_folders_from_the_environment(folder):
    write_corpus(folder / "corpus", record("a"))
    code, out, err = run_process(
        "index", "--json", CATALOG_CORPUS=f"{folder}/corpus", CATALOG_DATA=f"{folder}/a data folder"
    )
    assert (code, json.loads(out)["records"]["added"], err) == (0, 1, "")
    assert (folder / "a data folder/CURRENT").exists()


@pytest.mark.parametrize(
    "arguments", [["index"], ["index", "--json"], ["status"], ["check", "--json"], ["search", "a"]]
)
def test_output_that_cannot_be_written_is_reported_in_a_sentence(folder, arguments):
    publish(folder, record("a"))
    changes = {"CATALOG_CORPUS": f"{folder}/corpus", "CATALOG_DATA": f"{folder}/data"}
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [sys.executable, "-m", "indexer", *arguments],
            cwd=ROOT,
            env=environment(**changes),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert result.returncode == 2
    assert result.stderr.startswith("clearinghouse: the output could not be written (No space left on device): ")
    assert result.stderr.count("\n") == 1


def test_an_option_takes_precedence_over_the_environment(folder):
    write_corpus(folder / "corpus", record("a"))
    code, _, _ = run_process(
        "--data", f"{folder}/data", "index", CATALOG_CORPUS=f"{folder}/corpus", CATALOG_DATA=f"{folder}/elsewhere"
    )
    assert (code, (folder / "data/CURRENT").exists(), (folder / "elsewhere").exists()) == (0, True, False)


def test_an_unknown_setting_exits_with_2_and_names_the_nearest_one():
    code, out, err = run_process("status", CATALOG_DATTA="var")
    assert (code, out) == (2, "")
    assert "did you mean 'data'?" in err


def test_an_unknown_engine_exits_with_2_and_names_the_existing_ones(folder):
    write_corpus(folder / "corpus", record("a"))
    code, out, err = run_process(
        "--corpus", f"{folder}/corpus", "--data", f"{folder}/data", "index", CATALOG_ENGINE="zeppelin"
    )
    assert (code, out) == (2, "")
    assert ("whoosh" in err, "Traceback" in err) == (True, False)


def test_a_corpus_in_a_folder_with_spaces_and_accents_is_indexed(tmp_path):
    folder = tmp_path / "Über uns" / "our corpus"
    write_corpus(folder, record("a"))
    assert run_process("--corpus", folder, "--data", tmp_path / "d d", "index")[0] == 0


def test_an_invalid_value_is_refused_with_the_values_of_the_taxonomy(indexed):
    message = indexed("search", "--agency-size", "zeppelin").stderr
    assert [term["value"] for term in TAXONOMY["agency_sizes"] if term["value"] not in message] == []


@click.group(cls=ErrorReportingGroup)
def commands():
    """Commands of which one is stopped by Ctrl-C."""


@commands.command("stopped")
@click.option("--json", "_as_json", is_flag=True)
def stopped_command(*, _as_json):
    """Be stopped."""
    raise KeyboardInterrupt


def test_a_command_that_is_stopped_says_so_in_a_sentence_and_in_one_object():
    result = CliRunner().invoke(commands, ["stopped", "--json"])
    assert (result.exit_code, json.loads(result.stdout)["error"]["kind"]) == (2, "stopped")
    assert result.stderr == f"clearinghouse: {json.loads(result.stdout)['error']['message']}\n"
