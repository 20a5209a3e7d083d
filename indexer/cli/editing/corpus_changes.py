"""What all commands have in common that change the corpus: their options, and what they say of the change."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from functools import partial, wraps
from typing import Any

import click

from catalog.settings import Settings
from indexer.cli.editing.change_sets import change_set_json, has_report_problems
from indexer.cli.output import ProgressBars, print_report, report_json
from indexer.cli.terminal import pluralized, print_json, say
from indexer.editing.change_set import ChangeDraft
from indexer.editing.publish import PublishedChange, make_change
from indexer.editing.turns import editing

EXIT_PROBLEMS = 1


def change_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of commands that change the corpus, which take turns."""
    command = takes_turns(command)
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Print one JSON object."),
        click.option("--no-publish", is_flag=True, help="Change the files without publishing them."),
        click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing."),
        click.option("--why", default="", metavar="TEXT", help="The reason, for the history."),
    ):
        command = option(command)
    return command


def takes_turns(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command wait for others that change the corpus, unless it is a dry run."""

    @wraps(command)
    def in_turn(*arguments: Any, dry_run: bool, **options: Any) -> Any:
        settings = click.get_current_context().obj
        with nullcontext() if dry_run else editing(settings, partial(say, err=True)):
            return command(*arguments, dry_run=dry_run, **options)

    return in_turn


def make_and_report(
    settings: Settings,
    draft: ChangeDraft,
    facts: Mapping[str, Any],
    *,
    dry_run: bool,
    as_json: bool,
    no_publish: bool = False,
    is_for_editors: bool = False,
) -> None:
    """Make a change unless it is a dry run or empty, print what was done, and exit.

    `facts` are what the command prints with --json besides. A change that only `is_for_editors` is not published.
    """
    change = None
    if draft.files and not dry_run:
        with ProgressBars() as progress:
            change = make_change(settings, draft, progress, publish=not (no_publish or is_for_editors))
    if as_json:
        print_json({**facts, **_change_json(draft, change, dry_run=dry_run)})
    else:
        _print_change(settings, draft, change, dry_run=dry_run)
        if change and no_publish:
            say("Run 'clearinghouse index' to publish it.")
    has_problems = bool(change and (change.notes or has_report_problems(change)))
    sys.exit(EXIT_PROBLEMS if has_problems else 0)


def say_refused(count: int) -> None:
    """Say that records with problems stay as they are, if there are any."""
    if count:
        records = (
            f"{pluralized(count, 'record')} with problems {'stays as it is' if count == 1 else 'stay as they are'}"
        )
        say(f"{records}: 'clearinghouse index --dry-run' lists them. Correct them, and run the command again.")


def _change_json(draft: ChangeDraft, change: PublishedChange | None, *, dry_run: bool) -> dict[str, Any]:
    return {
        "title": draft.title,
        "files": [str(path) for path in draft.files],
        "dry_run": dry_run,
        "change": change_set_json(change.change_set) if change else None,
        "notes": list(change.notes) if change else [],
        "index": report_json(change.report) if change and change.report else None,
    }


def _print_change(settings: Settings, draft: ChangeDraft, change: PublishedChange | None, *, dry_run: bool) -> None:
    if change and change.report:
        print_report(change.report, settings.corpus)
    for note in change.notes if change else ():
        say(note)
    files = pluralized(len(draft.files), "file")
    if not draft.files:
        say("There is nothing to change.")
    elif dry_run:
        say(f"This was a dry run: {files} would change. Nothing was changed.")
    elif change:
        number = change.change_set.number
        say(f"{draft.title}: {files} changed. 'clearinghouse undo {number}' takes it back.")
