"""Options that several commands have, each with one name, one meaning and one text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from indexer.cli.number_options import NumberRange

MAX_AGE_DAYS = 36_500
"""The most days that an option may go back."""
_Command = TypeVar("_Command", bound=Callable[..., Any])

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
no_publish_option = click.option("--no-publish", is_flag=True, help="Change the files without publishing them.")


def dry_run_option(help_text: str = "Show what would change, and change nothing.") -> Callable[[_Command], _Command]:
    """Return the option to only show what a run would do."""
    return click.option("--dry-run", is_flag=True, help=help_text)


def why_option(help_text: str = "The reason, for the history.") -> Callable[[_Command], _Command]:
    """Return the option for the reason of a change; empty by default."""
    return click.option("--why", default="", metavar="TEXT", help=help_text)


def older_than_option(default_days: float, help_text: str) -> Callable[[_Command], _Command]:
    """Return the option for how many days ago something must have been done, so that it is done again."""
    return click.option(
        "--older-than",
        default=default_days,
        show_default=True,
        metavar="DAYS",
        type=NumberRange(0, MAX_AGE_DAYS),
        help=help_text,
    )
