"""The door's manners: how the command ends when it cannot do its work, and how it takes -words."""

from __future__ import annotations

import re
import sys
from itertools import takewhile
from typing import Any

import click

from catalog.errors import CatalogError, QueryError
from indexer.cli.output import print_json

IMPOSSIBLE = 2
"""Exit code: it could not be done at all."""
_AS_JSON = "clearinghouse.json"
_WITHOUT = re.compile(r"-[^-]")


class Door(click.Group):
    """Commands that say what went wrong in a sentence, with --json as an object too, instead of showing a traceback."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Note whether a command's answer is to be JSON, before anything can go wrong."""
        ctx.meta[_AS_JSON] = "--json" in takewhile(lambda each: each != "--", args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; end with IMPOSSIBLE if it cannot be done."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            _print_error(ctx, "usage", error.format_message())
            raise
        except CatalogError as error:
            kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(error).__name__.removesuffix("Error")).lower()
            message = _reasons(error) or str(error)
            _print_error(ctx, kind, message)
            click.echo(message if isinstance(error, QueryError) else f"clearinghouse: {message}", err=True)
            sys.exit(IMPOSSIBLE)


def _print_error(ctx: click.Context, kind: str, message: str) -> None:
    if ctx.meta[_AS_JSON]:
        print_json({"error": {"kind": kind, "message": message}})


def _reasons(error: CatalogError) -> str:
    """Return what is wrong with each part of a query, a line for each."""
    found = error.errors.items() if isinstance(error, QueryError) else ()
    return "\n".join(f"{name}: {reason}" for name, reasons in found for reason in reasons)


class SearchCommand(click.Command):
    """A command whose text may hold -words, as on the site; its options begin with two hyphens (and -h)."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put a space, which means nothing in a query, before what would be taken for an option."""
        return super().parse_args(ctx, [f" {each}" if _WITHOUT.match(each) and each != "-h" else each for each in args])
