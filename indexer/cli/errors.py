"""How the command ends when it fails, and how `search` accepts words with a hyphen in front."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import takewhile
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError

from catalog.errors import CatalogError, QueryError
from indexer.cli.exit_codes import EXIT_FAILED
from indexer.cli.terminal import OutputError, print_json, printable, say

OUTPUT_LOST = "the command has done its work; 'clearinghouse status' shows what visitors see"
STOPPED = "it was stopped before its end: run it again; what it was writing is taken back or completed then"
_PRINTS_JSON = "clearinghouse.json"
_EXCLUDED_WORD = re.compile(r"-[^-]")


class ErrorReportingGroup(click.Group):
    """Commands that report errors of the catalog as a sentence, and with --json also as an object."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Record whether the command prints JSON, before parsing can fail."""
        ctx.meta[_PRINTS_JSON] = "--json" in takewhile(lambda argument: argument != "--", args)
        with _printable_usage_errors():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; exit with EXIT_FAILED if it raises a CatalogError, is stopped, or cannot write its output."""
        try:
            return self._invoke(ctx)
        except KeyboardInterrupt:
            with suppress(OutputError):
                _print_json_error(ctx, "stopped", STOPPED)
                say(f"clearinghouse: {STOPPED}", err=True)
            sys.exit(EXIT_FAILED)
        except OutputError as error:
            with suppress(OutputError):
                say(f"clearinghouse: the output could not be written ({error}): {OUTPUT_LOST}", err=True)
            sys.exit(EXIT_FAILED)

    def _invoke(self, ctx: click.Context) -> Any:
        """Run a command; exit with EXIT_FAILED if it raises a CatalogError."""
        try:
            with _printable_usage_errors():
                return super().invoke(ctx)
        except click.UsageError as error:
            _print_json_error(ctx, "usage", error.format_message())
            raise
        except CatalogError as error:
            kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(error).__name__.removesuffix("Error")).lower()
            reasons = _reasons(error)
            _print_json_error(ctx, kind, "\n".join(reasons or (str(error), *error.details)))
            first = f"{'' if isinstance(error, QueryError) else 'clearinghouse: '}{error}"
            for line in reasons or (first, *error.details):
                say(line, err=True)
            sys.exit(EXIT_FAILED)


@contextmanager
def _printable_usage_errors() -> Iterator[None]:
    """Make the messages of usage errors printable: they quote what was typed."""
    try:
        yield
    except NoArgsIsHelpError:  # its message is the help text
        raise
    except click.UsageError as error:
        raise click.UsageError(printable(error.format_message()), error.ctx) from None


def _print_json_error(ctx: click.Context, kind: str, message: str) -> None:
    if ctx.meta[_PRINTS_JSON]:
        print_json({"error": {"kind": kind, "message": message}})


def _reasons(error: CatalogError) -> list[str]:
    """Return the reasons for refusing a query, a line for each; none for other errors."""
    errors = error.errors.items() if isinstance(error, QueryError) else ()
    return [f"{name}: {reason}" for name, reasons in errors for reason in reasons]


class SearchCommand(click.Command):
    """A command that accepts `-word` in its text, as the site does; its options begin with two hyphens, except -h."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put a space before each `-word`, so that it is not an option. The space has no meaning in a query."""
        return super().parse_args(
            ctx,
            [f" {argument}" if _EXCLUDED_WORD.match(argument) and argument != "-h" else argument for argument in args],
        )
