"""`clearinghouse history` shows where a record comes from, what imports keep in it, and how to take it from there."""

import json

import pytest

from partner_source import ROWS


@pytest.fixture
def kept(partner):
    """The partner, after a field was changed here and there."""
    partner.run("--no-publish")
    partner.edit("gun-tracing", "title: Gun tracing", "title: Mine")
    partner.write({**ROWS[0], "title": "Theirs"}, *ROWS[1:])
    partner.run("--no-publish")
    return partner


def test_the_history_of_a_record_shows_what_its_source_has(kept, clearinghouse):
    lines = clearinghouse("history", "gun-tracing").stdout.splitlines()
    assert lines[0].startswith("Comes from partner, where its id is 'p1', last changed by an import on ")
    assert lines[1:4] == [
        "Imports keep what you changed: title.",
        "  title: here 'Mine'; there 'Theirs'",
        f"To take what the source has: clearinghouse import csv {kept.path} --source partner --take gun-tracing:title",
    ]


def test_what_a_source_has_is_taken_from_the_file_that_was_read_last(kept, clearinghouse):
    kept.path = kept.path.rename(kept.path.with_name("next week.csv"))
    kept.run("--no-publish", "--source", "partner")
    command = f"clearinghouse import csv '{kept.path}' --source partner --take gun-tracing:title"
    assert command in clearinghouse("history", "gun-tracing").stdout


@pytest.mark.usefixtures("kept")
def test_an_import_that_only_keeps_what_was_changed_here_is_named_so_in_the_history(clearinghouse):
    assert "Keep what was changed here in 1 record from partner.csv" in clearinghouse("history").stdout.splitlines()[0]


@pytest.mark.usefixtures("kept")
def test_the_history_of_a_record_prints_what_its_source_has(clearinghouse):
    origin = json.loads(clearinghouse("history", "gun-tracing", "--json").stdout)["origin"]
    difference = {"field": "title", "here": "Mine", "source": "Theirs"}
    assert (origin["source"], origin["kept"], origin["differences"]) == ("partner", ["title"], [difference])


@pytest.mark.usefixtures("kept")
def test_all_records_with_kept_fields_are_listed(clearinghouse):
    output = clearinghouse("history", "--locked").stdout
    assert output.startswith("  gun-tracing (from partner): title\nImports keep what you changed in 1 record.")


def test_a_field_that_was_taken_is_kept_no_longer(kept, clearinghouse):
    kept.run("--no-publish", "--take", "gun-tracing:title")
    assert "Imports keep" not in clearinghouse("history", "gun-tracing").stdout
    assert "you changed none" in clearinghouse("history", "--locked").stdout
