"""The `clearinghouse` command for editors."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

import click

from catalog.settings import Settings, load_settings
from catalog.text import did_you_mean
from indexer.cli.errors import ErrorReportingGroup
from indexer.cli.number_options import WholeNumberRange

COMMANDS = {
    "check": "indexer.cli.publishing.checking:check_command",
    "check-links": "indexer.cli.links.link_checking:check_links_command",
    "duplicates": "indexer.cli.editing.duplicates:duplicates_command",
    "harvest": "indexer.cli.links.harvesting:harvest_command",
    "history": "indexer.cli.editing.history:history_command",
    "import": "indexer.cli.editing.importing:import_command",
    "index": "indexer.cli.publishing.indexing:index_command",
    "merge": "indexer.cli.editing.merging:merge_command",
    "report": "indexer.cli.report:report_command",
    "rollback": "indexer.cli.publishing.rolling_back:rollback_command",
    "search": "indexer.cli.search:search_command",
    "serve": "indexer.cli.commands:serve_command",
    "status": "indexer.cli.publishing.status:status_command",
    "text": "indexer.cli.text:text_command",
    "terms": "indexer.cli.editing.terms:terms_command",
    "tidy": "indexer.cli.editing.tidying:tidy_command",
    "undo": "indexer.cli.editing.undoing:undo_command",
    "watch": "indexer.cli.publishing.watch:watch_command",
}
"""Where each command is. Only the one that runs is imported, so that it starts at once."""


class CommandGroup(ErrorReportingGroup):
    """The COMMANDS."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names of all commands, in alphabetical order."""
        return sorted(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, or None."""
        module, _, attribute = COMMANDS.get(cmd_name, "").partition(":")
        command: click.Command | None = getattr(import_module(module), attribute) if module else None
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is asked for; raise UsageError, with the likely one, if there is none."""
        if args[0] not in COMMANDS:
            ctx.fail(f"There is no command '{args[0]}'{did_you_mean(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--corpus", type=click.Path(path_type=Path), help="Folder of the records and documents.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the index.")
@click.version_option(package_name="public-safety-clearinghouse")
@click.pass_context
def main(context: click.Context, corpus: Path | None, data: Path | None) -> None:
    """Index, search and serve the records and documents of the clearinghouse."""
    context.obj = load_settings({"corpus": corpus, "data": data})


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=WholeNumberRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, type=WholeNumberRange(1, 64), help="Worker processes.")
@click.pass_obj
def serve_command(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve the site and the JSON API."""
    environment = {
        **os.environ,
        "CATALOG_CORPUS": str(settings.corpus.resolve()),
        "CATALOG_DATA": str(settings.data.resolve()),
    }
    # The process becomes the server: indexing never loads the web framework.
    command = [sys.executable, "-m", "webui.serve", host, str(port), str(workers)]
    os.execve(sys.executable, command, environment)  # noqa: S606  # our own server


if __name__ == "__main__":
    main()
