"""The command that merges two records."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import click

from catalog.settings import Settings
from catalog.text import shortened
from indexer.check.merging.fields import NEVER_FILLED, FieldChoice, Origin
from indexer.check.merging.merge import MergePlan, plan_merge
from indexer.cli.editing.corpus_changes import change_options, make_and_report
from indexer.cli.terminal import pluralized, say

MAX_VALUE_CHARACTERS = 400
"""Characters of a value that are shown, so that editors can choose between two."""


@click.command("merge")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option("--take", multiple=True, metavar="FIELD", help="Take the value of B in this field. Repeatable.")
@change_options
@click.pass_obj
def merge_command(
    settings: Settings,
    first: str,
    second: str,
    *,
    take: tuple[str, ...],
    why: str,
    dry_run: bool,
    no_publish: bool,
    as_json: bool,
) -> None:
    """Merge the record B into A, and publish.

    A keeps its values, B fills what is missing, and lists get the items of both. Old addresses of B lead to A, and
    whatever names B names A.
    """
    plan = plan_merge(settings, first, second, take, why)
    if not as_json:
        _print_plan(plan)
    facts = {
        "fields": [asdict(choice) for choice in plan.choices],
        "rewritten": list(plan.rewritten),
        "rewritten_files": [str(path) for path in plan.files],
    }
    make_and_report(settings, plan.draft, facts, dry_run=dry_run, no_publish=no_publish, as_json=as_json)


def _print_plan(plan: MergePlan) -> None:
    """Print each field with what is kept, and what is lost."""
    say(f"A: {plan.first}")
    say(f"B: {plan.second}, which becomes a part of A")
    say()
    for choice in plan.choices:
        if (choice.merged is None and choice.field not in NEVER_FILLED) or choice.field == "imported":
            continue  # links between the two records, which are one now; and where they come from
        say(f"{choice.field}: {_kept(choice)}")
        if choice.is_open:
            is_taken = choice.origin is Origin.SECOND
            owner, lost = ("A", choice.first) if is_taken else ("B", choice.second)
            advice = "" if is_taken else f" (--take {choice.field} keeps this one)"
            say(f"    not kept, of {owner}: {_written(lost)}{advice}")
    if plan.rewritten:
        say(f"{pluralized(len(plan.rewritten), 'record')} that named {plan.second}: {', '.join(plan.rewritten)}")
    if plan.files:
        say(f"{pluralized(len(plan.files), 'other file')} that named {plan.second}: {', '.join(map(str, plan.files))}")
    say()


def _kept(choice: FieldChoice) -> str:
    if choice.merged is None:
        return f"nothing (A has none, and that has a meaning; --take {choice.field} takes it)"
    origin = {Origin.FIRST: "of A", Origin.SECOND: "of B", Origin.BOTH: "of both"}[choice.origin]
    return f"{_written(choice.merged)} ({origin})"


def _written(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "; ".join(value)
    return shortened(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), MAX_VALUE_CHARACTERS)
