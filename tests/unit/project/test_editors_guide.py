"""Every reason for which a document is refused stands in the editors' table, with what to do about it."""

import ast
import re
from itertools import takewhile

import pytest

from paths import ROOT

GAP = "\u2026"
"""Stands in the table where the message has a number or a name."""


def texts(node, module):
    """Every text that an expression can be, a gap for each value filled in; names are looked up in their module."""
    if isinstance(node, ast.JoinedStr):
        return ["".join(part.value if isinstance(part, ast.Constant) else GAP for part in node.values)]
    if isinstance(node, ast.Constant):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return [*texts(node.body, module), *texts(node.orelse, module)]
    assigned = (statement for statement in ast.walk(module) if isinstance(statement, ast.Assign))
    values = [
        statement.value
        for statement in assigned
        if isinstance(node, ast.Name) and ast.dump(statement.targets[0]) == named(node)
    ]
    return [
        text for value in values if isinstance(value, ast.JoinedStr | ast.Constant) for text in texts(value, module)
    ]


def named(node):
    """How a name looks where something is assigned to it."""
    return ast.dump(ast.Name(node.id, ast.Store()))


def reasons():
    """Every message that an ExtractError of the indexer can have."""
    for path in sorted((ROOT / "indexer").rglob("*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ExtractError":
                yield from texts(node.args[1], module)


def table():
    """What stands in the left column of the table of reasons, one pattern for each saying."""
    lines = (ROOT / "docs/editors.md").read_text(encoding="utf-8").split("| the report says |")[1].splitlines()[2:]
    rows = [line.split("|")[1] for line in takewhile(lambda line: line.startswith("|"), lines)]
    sayings = [saying.strip().split(GAP) for saying in ";".join(rows).split(";")]
    return [re.compile(".*".join(map(re.escape, parts)), re.IGNORECASE) for parts in sayings]


REASONS = sorted(set(reasons()))


@pytest.mark.parametrize("reason", REASONS)
def test_the_table_has_every_reason(reason):
    assert any(saying.search(reason) for saying in table())


def test_this_test_finds_the_reasons_in_the_code():
    assert len(REASONS) > 25


def test_the_table_has_no_reason_that_the_code_never_gives():
    assert [saying.pattern for saying in table() if not any(map(saying.search, REASONS))] == []
