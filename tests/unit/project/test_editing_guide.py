"""The story of an editor's first day and week names only commands, options and places that exist."""

import re

import click
import pytest

from indexer.cli.commands import COMMANDS, main
from indexer.importers.running import FORMATS
from paths import ROOT

GUIDE = (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")
CALLS = sorted(set(re.findall(r"(?<![./\w])clearinghouse ([a-z]+(?:-[a-z]+)?\b[^`'#\n]*)", GUIDE)))
"""What follows the name of the program, in code and in outputs."""
SHORT_CALLS = sorted(set(re.findall(r"`((?:index|undo|import) --[^`]*)`", GUIDE)))
"""Calls in running text without the name of the program."""


def command_calls():
    """Return the calls that begin with a command, or with what is written like one in code."""
    commands_in_code = {
        call for call in CALLS if f"`clearinghouse {call}" in GUIDE or f"$ clearinghouse {call}" in GUIDE
    }
    return sorted({call for call in CALLS if call.split()[0] in COMMANDS} | commands_in_code | set(SHORT_CALLS))


def command_of(call):
    """Return the command of a call, or of its group."""
    context = click.Context(main)
    first, *others = call.split()
    command = main.get_command(context, first)
    if isinstance(command, click.Group) and others:
        return command.get_command(context, others[0])
    return command


@pytest.mark.parametrize("call", command_calls())
def test_a_command_of_the_guide_exists_with_its_options(call):
    command = command_of(call)
    assert command, call
    known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
    assert set(re.findall(r"(?<!\S)--[a-z-]+", call)) <= known


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - {"serve"}))
def test_the_guide_tells_of_every_command(name):
    assert any(call.split()[0] == name for call in command_calls())


@pytest.mark.parametrize("name", FORMATS)
def test_the_guide_names_every_format_of_imports(name):
    assert re.search(rf"clearinghouse import {name} |`{name} [\w.]+`", GUIDE)


def headings(path):
    """Return the anchors of a page."""
    titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([\w.-]+\.md(?:#[\w-]+)?)\)", GUIDE))))
def test_a_link_of_the_guide_leads_to_a_heading(target):
    page, _, anchor = target.partition("#")
    assert (ROOT / "docs" / page).is_file()
    assert not anchor or anchor in headings(ROOT / "docs" / page)
