"""The commands that rename and merge topics, formats, audiences, publishers and keywords."""

from __future__ import annotations

from typing import Any

import click

from catalog.settings import Settings
from indexer.check.terms.model import TermKind
from indexer.check.terms.terms import TermsPlan, plan_rename, plan_term_merge
from indexer.cli.editing.corpus_changes import change_options, make_and_report, say_refused
from indexer.cli.terminal import pluralized, say

KIND = click.option(
    "--kind",
    type=click.Choice([kind.value for kind in TermKind]),
    required=True,
    help="What the term is of records.",
)


@click.group("terms", short_help="Rename or merge a term everywhere.")
def terms_command() -> None:
    """Rename or merge a topic, format, audience, publisher or keyword everywhere."""


@terms_command.command("rename", short_help="Rename the term OLD to NEW everywhere.")
@click.argument("old")
@click.argument("new")
@KIND
@change_options
@click.pass_obj
def rename_command(settings: Settings, /, old: str, new: str, *, kind: str, why: str, **options: bool) -> None:
    """Rename the term OLD to NEW in the taxonomy, the records and all other files, and publish.

    Of a topic, format or audience, NEW is the new value if it has only a-z, 0-9 and hyphens, else the new label. The
    old name stays as a synonym.
    """
    _report(settings, plan_rename(settings, TermKind(kind), old, new, why), options)


@terms_command.command("merge")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@KIND
@change_options
@click.pass_obj
def merge_terms_command(
    settings: Settings, /, first: str, second: str, *, kind: str, why: str, **options: bool
) -> None:
    """Merge the term B into A, and publish. A stays; the names of B become its synonyms."""
    _report(settings, plan_term_merge(settings, TermKind(kind), first, second, why), options)


def _report(settings: Settings, plan: TermsPlan, options: dict[str, Any]) -> None:
    if not options["as_json"]:
        records = pluralized(len(plan.records), "record")
        files = f"; other files: {', '.join(map(str, plan.files))}" if plan.files else ""
        say(f"{plan.draft.title}: {records}{files}")
        say_refused(plan.refused)
    make_and_report(settings, plan.draft, {"records": list(plan.records)}, **options)
