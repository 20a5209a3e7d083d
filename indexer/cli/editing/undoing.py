"""The command that takes back what another command changed: `undo`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import click

from catalog.errors import CatalogError
from catalog.settings import Settings
from indexer.cli.editing.change_sets import change_set_json, has_change_problems, print_published, published_json
from indexer.cli.editing.corpus_changes import takes_turns
from indexer.cli.exit_codes import end_command
from indexer.cli.options import dry_run_option, json_option, no_publish_option
from indexer.cli.output import ProgressBars
from indexer.cli.terminal import pluralized, print_json, say
from indexer.editing.change_set import EditKind, FileVersions
from indexer.editing.publish import PublishedChange, make_change
from indexer.editing.undo import UndoPlan, plan_undo

MAX_FILES = 20
"""The files that are named."""


class SetNumber(click.ParamType[int]):
    """The number of a change set."""

    name = "NUMBER"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; fail for anything else."""
        text = str(value).strip()
        if not (text.isascii() and text.isdigit() and int(text)):
            self.fail(f"'{value}' is not the number of a change: 'clearinghouse history' lists them", param, ctx)
        return int(text)


@click.command("undo", short_help="Take back a change made by a command.")
@click.argument("number", metavar="[NUMBER]", type=SetNumber(), required=False)
@dry_run_option()
@click.option("--keep-changed", is_flag=True, help="Leave files alone that were changed since, and restore the others.")
@click.option("--discard-changed", is_flag=True, help="Discard what was changed since in the same places.")
@no_publish_option
@json_option
@takes_turns
@click.pass_obj
def undo_command(
    settings: Settings,
    number: int | None,
    *,
    dry_run: bool,
    keep_changed: bool,
    discard_changed: bool,
    no_publish: bool,
    as_json: bool,
) -> None:
    """Take back a change made by a command, by default the last one, and publish.

    Files that were changed since keep what was changed elsewhere in them.
    """
    if keep_changed and discard_changed:
        raise click.UsageError("choose one of --keep-changed and --discard-changed")
    plan = plan_undo(settings, number, discard=discard_changed)
    if plan.conflicts and not (keep_changed or dry_run):
        raise ConflictError(_conflict(plan))
    change = None
    if not dry_run and plan.draft.files:
        with ProgressBars() as progress:
            change = make_change(settings, plan.draft, progress, publish=not no_publish)
    if as_json:
        print_json(_undo_json(plan, change, dry_run=dry_run))
    else:
        _print_undo(settings, plan, change, dry_run=dry_run)
    end_command(has_problems=bool(plan.conflicts) or has_change_problems(change))


class ConflictError(CatalogError):
    """Files changed since, in the same places as the set to undo."""


def _conflict(plan: UndoPlan) -> str:
    """Return which files changed since, by what, and the ways out."""
    named = [f"{path} ({_by(numbers)})" for path, numbers in islice(plan.conflicts.items(), MAX_FILES)]
    further = [f"{len(plan.conflicts) - MAX_FILES} more files"] if len(plan.conflicts) > MAX_FILES else []
    return (
        f"nothing was undone, because the same places were changed since in {', '.join([*named, *further])}. "
        f"{_ways_out(plan)}"
    )


def _ways_out(plan: UndoPlan) -> str:
    """Return what may be done about conflicts: files are only restored without those in conflict if there are any."""
    undo = f"clearinghouse undo {plan.change_set.number}"
    first = (
        f"Take back {plan.first} first ('clearinghouse undo {plan.first}'), or choose: " if plan.first else "Choose: "
    )
    keep = f"'{undo} --keep-changed' leaves these files as they are and restores the others; "
    discard = f"'{undo} --discard-changed' discards what was changed since in these places"
    if not plan.draft.files:
        return f"{first if plan.first else ''}{discard}"
    again = (
        ". If the mapping was wrong, correct it and import again: with --keep-changed, only your own values stay"
        if plan.change_set.kind is EditKind.IMPORT
        else ""
    )
    return f"{first}{keep}{discard}{again}"


def _by(numbers: Sequence[int]) -> str:
    """Return what changed a file: the sets with these numbers, or nobody knows who."""
    return f"by {' and '.join(f'change {number}' for number in sorted(numbers))}" if numbers else "by hand"


def _undo_json(plan: UndoPlan, change: PublishedChange | None, *, dry_run: bool) -> dict[str, Any]:
    return {
        "undone": change_set_json(plan.change_set),
        "files": [str(path) for path in plan.draft.files],
        "kept": [*plan.conflicts, *plan.kept_documents],
        "dry_run": dry_run,
        **published_json(change),
    }


def _print_files(plan: UndoPlan) -> None:
    """Print the first files that taking back a change would restore or remove."""
    files = list(plan.draft.files.items())
    for path, file in files[:MAX_FILES]:
        is_removed = isinstance(file, FileVersions) and file.after is None
        say(f"  {'To remove' if is_removed else 'To restore':10} {path}")
    if len(files) > MAX_FILES:
        say(f"  and {len(files) - MAX_FILES:,} more")


def _print_kept(plan: UndoPlan) -> None:
    """Print the files that stay as they are, and why."""
    for path, numbers in plan.conflicts.items():
        say(f"{path} was changed since in the same places ({_by(numbers)}), so it stays as it is.")
    for path in plan.kept_documents:
        say(f"{path} stays, because its record does.")


def _print_undo(settings: Settings, plan: UndoPlan, change: PublishedChange | None, *, dry_run: bool) -> None:
    print_published(change, settings.corpus)
    _print_kept(plan)
    if dry_run:
        _print_files(plan)
    for line in _outcome(plan, change, dry_run=dry_run):
        say(line)


def _outcome(plan: UndoPlan, change: PublishedChange | None, *, dry_run: bool) -> Iterator[str]:
    """Yield what was done or would be, and how to make it again."""
    of_set = f"change {plan.change_set.number}, {plan.change_set.title}"
    files = pluralized(len(plan.draft.files), "file")
    if plan.later:
        yield f"Change {plan.later.number} is taken back already, so this is about the one before it that is not."
    if not plan.draft.files and plan.conflicts:
        yield f"Nothing can be restored of {of_set}."
    elif not plan.draft.files:
        yield f"There is nothing to restore: the files are as they were before {of_set}."
    elif dry_run and plan.conflicts:
        yield f"This was a dry run: undo would refuse; with --keep-changed, it would take back {files} of {of_set}."
    elif dry_run:
        yield f"This was a dry run: {files} would be restored to take back {of_set}."
    elif change:
        yield f"Took back {of_set}: {files} restored. 'clearinghouse undo {change.change_set.number}' makes it again."
