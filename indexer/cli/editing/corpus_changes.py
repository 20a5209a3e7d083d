"""What all commands have in common that change the corpus: how they make the change, and what they say of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from functools import partial, wraps
from typing import Any, NoReturn

import click

from catalog.settings import Settings
from indexer.cli.editing.change_sets import has_change_problems, print_published, published_json
from indexer.cli.exit_codes import end_command
from indexer.cli.options import dry_run_option, json_option, no_publish_option, why_option
from indexer.cli.output import ProgressBars
from indexer.cli.terminal import pluralized, print_json, say
from indexer.editing.change_set import ChangeDraft
from indexer.editing.publish import PublishedChange, make_change
from indexer.editing.turns import editing


def change_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of commands that change the corpus, which take turns."""
    command = takes_turns(command)
    for option in (json_option, no_publish_option, dry_run_option(), why_option()):
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
) -> NoReturn:
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
    end_command(has_problems=has_change_problems(change))


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
        **published_json(change),
    }


def _print_change(settings: Settings, draft: ChangeDraft, change: PublishedChange | None, *, dry_run: bool) -> None:
    print_published(change, settings.corpus)
    files = pluralized(len(draft.files), "file")
    if not draft.files:
        say("There is nothing to change.")
    elif dry_run:
        say(f"This was a dry run: {files} would change. Nothing was changed.")
    elif change:
        number = change.change_set.number
        say(f"{draft.title}: {files} changed. 'clearinghouse undo {number}' takes it back.")
