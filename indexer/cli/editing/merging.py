"""The command that merges two records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

import click

from catalog.settings import Settings
from catalog.text import shortened
from indexer.check.merging.fields import NEVER_FILLED, FieldChoice, Origin
from indexer.check.merging.merge import MergePlan, plan_merge
from indexer.cli.editing.corpus_changes import change_options, make_and_report
from indexer.cli.terminal import pluralized, say

MAX_VALUE_CHARACTERS = 300
"""Characters of a value that are shown, so that editors can choose between two."""
HEADINGS = ("field", "from", "value")
NAME_WIDTH, ORIGIN_WIDTH = 15, 7
NAMES = {Origin.FIRST: "A", Origin.SECOND: "B", Origin.BOTH: "both"}
UNSHOWN = frozenset({"aliases", "imported", "added"})
"""Fields that follow from the merge, or that nobody chooses."""


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
        "resemble": plan.unlike_titles is None,
        "fields": [asdict(choice) for choice in plan.choices],
        "rewritten": list(plan.rewritten),
        "rewritten_files": [str(path) for path in plan.files],
    }
    make_and_report(settings, plan.draft, facts, dry_run=dry_run, no_publish=no_publish, as_json=as_json)


def _print_plan(plan: MergePlan) -> None:
    """Print the fields that differ with what is kept, from which record, and what is not."""
    say(f"A stays: {plan.first}")
    say(f"B becomes a part of it: {plan.second}. Its links lead to A.")
    if plan.unlike_titles:
        titles = " and ".join(f"'{_written(title)}'" for title in plan.unlike_titles)
        say(f"These do not resemble each other: {titles} have no title, address, document or summary in common.")
    say()
    rows = [row for choice in plan.choices if choice.field not in UNSHOWN for row in _rows(choice)]
    for row in (HEADINGS, *rows) if rows else ():
        say(f"  {row[0]:{NAME_WIDTH}}{row[1]:{ORIGIN_WIDTH}}{row[2]}")
    same = [choice.field for choice in plan.choices if choice.merged is not None and choice.merged == choice.first]
    if unchanged := [name for name in same if name not in {row[0] for row in rows} | UNSHOWN]:
        say(f"  A keeps as it is: {', '.join(unchanged)}")
    if plan.rewritten:
        say(f"{pluralized(len(plan.rewritten), 'record')} that named B: {', '.join(plan.rewritten)}")
    if plan.files:
        say(f"{pluralized(len(plan.files), 'other file')} that named B: {', '.join(map(str, plan.files))}")
    say()


def _rows(choice: FieldChoice) -> Iterator[tuple[str, str, str]]:
    """Yield the rows about a field: its name, the record, and its value there. There are none if nothing changes in A.

    Links between the two records, which are one now, are no choice.
    """
    has_meaning = choice.merged is None and choice.second is not None and choice.field in NEVER_FILLED
    if has_meaning:
        yield choice.field, "A", "nothing, which means something"
        yield "", "not B", f"{_written(choice.second)} (--take {choice.field})"
    elif choice.merged is not None and (choice.is_open or choice.merged != choice.first):
        yield choice.field, NAMES[choice.origin], _written(choice.merged)
        if choice.is_open and choice.origin is Origin.SECOND:
            yield "", "not A", _written(choice.first)
        elif choice.is_open:
            yield "", "not B", f"{_written(choice.second)} (--take {choice.field})"


def _written(value: Any) -> str:
    """Return a value for people, on one line."""
    return shortened(_words(value), MAX_VALUE_CHARACTERS)


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(dict.fromkeys(map(_words, value)))
    if isinstance(value, Mapping):
        named = value.get("path") or value.get("url")  # a document, or a source
        return str(named) if named else ", ".join(f"{name}: {_words(part)}" for name, part in value.items())
    return str(value)
