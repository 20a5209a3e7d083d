"""The command that repairs what has one meaning in all records."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from typing import Any

import click

from catalog.settings import Settings
from catalog.text import did_you_mean, shortened
from indexer.check.tidy.model import RecordRepairs, Repair, RepairKind
from indexer.check.tidy.tidy import ALL_KINDS, TidyPlan, plan_tidy
from indexer.cli.editing.corpus_changes import change_options, make_and_report, say_refused
from indexer.cli.editing.field_values import written_value
from indexer.cli.output import items_json
from indexer.cli.terminal import pluralized, say

MAX_EXAMPLES = 3
"""The repairs of each kind that are shown."""
MAX_VALUE_CHARACTERS = 100
MAX_COMMON_CHARACTERS = 30
"""Characters of two values that are shown before the first difference."""


class KindsParameter(click.ParamType[tuple[RepairKind, ...]]):
    """Kinds of repairs between commas."""

    name = "KINDS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[RepairKind, ...]:
        """Return the kinds; fail for an unknown one."""
        names = [name.strip() for name in str(value).split(",") if name.strip()]
        known = [kind.value for kind in RepairKind]
        if not names:
            self.fail(f"name one kind of repair or several: {', '.join(known)}", param, ctx)
        if unknown := [name for name in names if name not in known]:
            hint = did_you_mean(unknown[0], known) or f": choose from {', '.join(known)}"
            self.fail(f"'{unknown[0]}' is not a kind of repair{hint}", param, ctx)
        return tuple(map(RepairKind, names))


@click.command("tidy", short_help="Repair what has one meaning in all records.")
@click.option("--only", "kinds", type=KindsParameter(), help=f"Only these repairs: {', '.join(RepairKind)}.")
@click.option("--all", "show_all", is_flag=True, help=f"Show all repairs, not only {MAX_EXAMPLES} of each kind.")
@change_options
@click.pass_obj
def tidy_command(
    settings: Settings,
    *,
    kinds: tuple[RepairKind, ...] | None,
    show_all: bool,
    why: str,
    dry_run: bool,
    no_publish: bool,
    as_json: bool,
) -> None:
    """Repair what has one meaning in all records, as one change, and publish: dates, spaces, quotes, addresses."""
    plan = plan_tidy(settings, kinds or ALL_KINDS, why)
    if not as_json:
        _print_plan(plan, show_all=show_all)
    facts = {
        "records": plan.records,
        "counts": {kind.value: len(repairs) for kind, repairs in _by_kind(plan).items()},
        **items_json("repairs", plan.repairs, _repairs_json),
    }
    make_and_report(settings, plan.draft, facts, dry_run=dry_run, no_publish=no_publish, as_json=as_json)


def _repairs_json(of_record: RecordRepairs) -> dict[str, Any]:
    return {"record": of_record.record, "repairs": list(map(asdict, of_record.repairs))}


def _by_kind(plan: TidyPlan) -> dict[RepairKind, list[tuple[str, Repair]]]:
    repairs = defaultdict(list)
    for of_record in plan.repairs:
        for repair in of_record.repairs:
            repairs[repair.kind].append((of_record.record, repair))
    return {kind: repairs[kind] for kind in RepairKind if kind in repairs}


def _print_plan(plan: TidyPlan, *, show_all: bool) -> None:
    """Print each kind of repair with its number and some examples, or all repairs."""
    for kind, repairs in _by_kind(plan).items():
        say(f"{kind.value}: {pluralized(len(repairs), 'repair')}")
        shown = repairs if show_all else repairs[:MAX_EXAMPLES]
        for record, repair in shown:
            before, after = _difference(written_value(repair.before), written_value(repair.after))
            say(f"    {record}, {repair.field}: {before}")
            say(f"        -> {after}")
        if len(shown) < len(repairs):
            say(f"    and {len(repairs) - len(shown):,} more (--all shows them)")
    if plan.repairs:
        say()
    say(f"{pluralized(len(plan.repairs), 'record')} of {plan.records:,} to repair.")
    say_refused(plan.refused)


def _difference(before: str, after: str) -> tuple[str, str]:
    """Return two values from shortly before the place where they differ, shortened."""
    same = next((n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), len(before))
    start = max(0, same - MAX_COMMON_CHARACTERS)
    prefix = "\u2026" if start else ""
    first, second = (f"{prefix}{shortened(text[start:], MAX_VALUE_CHARACTERS)}" for text in (before, after))
    return first, second
