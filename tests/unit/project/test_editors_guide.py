"""The editors' guide lists every reason for which a document is refused."""

import ast
import re
from itertools import takewhile

import pytest

from paths import ROOT

GAP = "\u2026"
"""The table has this in place of a number or a name."""


def texts(node, module):
    """Return every text an expression can have, with a gap for each value. Names are looked up in their module."""
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
        if isinstance(node, ast.Name) and ast.dump(statement.targets[0]) == assignment_target(node)
    ]
    return [
        text for value in values if isinstance(value, ast.JoinedStr | ast.Constant) for text in texts(value, module)
    ]


def assignment_target(node):
    """Return the dump of a name as the target of an assignment."""
    return ast.dump(ast.Name(node.id, ast.Store()))


def reasons():
    """Yield every message that an ExtractError of the indexer can have."""
    sources = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "indexer").rglob("*.py"))]
    for module in (ast.parse(source) for source in sources if "ExtractError" in source):
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ExtractError":
                yield from texts(node.args[1], module)


def table():
    """Return the patterns of the reasons in the left column of the table."""
    lines = (ROOT / "docs/editors.md").read_text(encoding="utf-8").split("| the report says |")[1].splitlines()[2:]
    rows = [line.split("|")[1] for line in takewhile(lambda line: line.startswith("|"), lines)]
    reasons_in_table = [reason.strip().split(GAP) for reason in ";".join(rows).split(";")]
    return [re.compile(".*".join(map(re.escape, parts)), re.IGNORECASE) for parts in reasons_in_table]


REASONS = sorted(set(reasons()))


@pytest.mark.parametrize("reason", REASONS)
def test_the_table_has_every_reason(reason):
    assert any(pattern.search(reason) for pattern in table())


def test_this_test_finds_the_reasons_in_the_code():
    assert len(REASONS) > 25


def test_the_table_has_no_reason_that_the_code_never_gives():
    assert [pattern.pattern for pattern in table() if not any(map(pattern.search, REASONS))] == []
