"""The `clearinghouse` command for editors."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from catalog.generations.generation import Generations
from catalog.search.ports import load_engine
from catalog.settings import Settings, load_settings
from indexer.check.check import CheckReport, check
from indexer.cli.errors import ErrorReportingGroup
from indexer.cli.output import (
    ProgressBars,
    print_report,
    problems_json,
    report_json,
)
from indexer.cli.problems import print_problems
from indexer.cli.search import search_command
from indexer.cli.terminal import pluralized, print_json, say
from indexer.ingest.last_run import read_last_run
from indexer.ingest.model import IngestOptions
from indexer.ingest.pipeline import ingest
from indexer.sandbox.tesseract import find_tesseract, ocr_json

EXIT_PROBLEMS = 1
"""Exit code: some records or documents were refused."""
MAX_PRINTED_FAULTS = 10
"""The damaged parts of a generation that `status` prints."""


@click.group(
    cls=ErrorReportingGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option("--corpus", type=click.Path(path_type=Path), help="Folder of the records and documents.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the index.")
@click.version_option(package_name="public-safety-clearinghouse")
@click.pass_context
def main(context: click.Context, corpus: Path | None, data: Path | None) -> None:
    """Index, search and serve the records and documents of the clearinghouse."""
    context.obj = load_settings({"corpus": corpus, "data": data})


main.add_command(search_command)


@main.command("index")
@click.option("--full", is_flag=True, help="Index everything again from scratch.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--strict", is_flag=True, help="Publish nothing if there is any problem.")
@click.option("--force", is_flag=True, help="Publish even if unusually many records are removed or refused.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def index_command(settings: Settings, *, full: bool, dry_run: bool, strict: bool, force: bool, as_json: bool) -> None:
    """Index what was added, changed or removed, and publish it."""
    options = IngestOptions(full=full, dry_run=dry_run, strict=strict, force=force)
    with ProgressBars() as progress:
        report = ingest(settings, options, progress)
    if as_json:
        print_json(report_json(report))
    else:
        print_report(report, settings.corpus)
    sys.exit(EXIT_PROBLEMS if report.problems or report.withheld else 0)


@main.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def status_command(settings: Settings, *, as_json: bool) -> None:
    """Show the current generation, its size and its age."""
    status = _status(settings)
    if as_json:
        print_json(status)
        return
    sizes = f"{pluralized(status['records'], 'record')}, {pluralized(status['documents'], 'document')}"
    say(f"Generation {status['generation']}: {sizes}.")
    say(f"Published {status['published_at']}, {_age_text(status['age_s'])} ago.")
    say(_ocr_text(status["ocr"]))
    say(f"The data folder {settings.data} uses {status['disk_bytes'] / 1e6:.1f} MB.")
    for fault in status["damaged"][:MAX_PRINTED_FAULTS]:
        say(f"Damaged: {fault}. Run 'clearinghouse index' to repair it.")
    if (further := len(status["damaged"]) - MAX_PRINTED_FAULTS) > 0:
        say(f"Damaged: {further:,} more.")
    say(f"Other generations: {', '.join(status['previous']) or 'none'}.")
    if status["last_run"]:
        _print_last_run(status["last_run"])


def _print_last_run(last_run: Mapping[str, Any]) -> None:
    """Print what visitors do not see because of the last run."""
    if last_run["withheld"]:
        say(f"Nothing was published by the last run, {last_run['at']}: {last_run['withheld']}.")
    stale = (pluralized(len(names), kind.removesuffix("s")) for kind, names in last_run["stale"].items() if names)
    if stale_counts := " and ".join(stale):
        say(f"The last run could not read {stale_counts}; their last good version stays on the site.")


def _status(settings: Settings) -> dict[str, Any]:
    """Return the manifest of the current generation without its files, and its age, size and damage."""
    generations = Generations(settings.data, load_engine(settings), settings.keep_generations)
    name = generations.current()
    manifest = generations.manifest(name)
    age = dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(manifest.published_at)
    return {
        **{key: value for key, value in asdict(manifest).items() if key != "files"},
        "age_s": round(age.total_seconds()),
        "size_bytes": sum(file["size"] for file in manifest.files.values()),
        "disk_bytes": _disk_bytes(settings.data),
        "damaged": generations.faults(name),
        "ocr": ocr_json(find_tesseract(settings)),
        "last_run": read_last_run(settings.data),
        "previous": [generation for generation in generations.names() if generation != name],
    }


def _ocr_text(ocr: Mapping[str, Any]) -> str:
    """Return whether scanned pages can be read."""
    if ocr["available"]:
        return f"Scanned pages are read by Tesseract {ocr['version']} ({', '.join(ocr['languages'])})."
    return "Scanned pages are not read: Tesseract, for text recognition (OCR), is not installed."


def _disk_bytes(folder: Path) -> int:
    """Return the size of all files in a folder; files that are removed meanwhile do not count."""
    total = 0
    for directory, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                total += (Path(directory) / name).stat().st_size
    return total


def _age_text(age_s: int) -> str:
    for unit, seconds in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if number := age_s // seconds:
            return pluralized(number, unit)
    return "less than a minute"


@main.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def check_command(settings: Settings, *, as_json: bool) -> None:
    """Compare the index with its checksums and your files."""
    report = check(settings)
    if as_json:
        fields = {name: getattr(report, name) for name in ("generation", "generations", "records")}
        print_json({**fields, **problems_json("faults", report.faults), "notes": report.notes})
    else:
        _print_check(report, settings.corpus)
    sys.exit(EXIT_PROBLEMS if report.faults else 0)


def _print_check(report: CheckReport, corpus: Path) -> None:
    print_problems(report.faults, corpus)
    for note in report.notes:
        say(note)
    no_faults = f"No faults found in {pluralized(report.records, 'record')}"
    say(f"{pluralized(len(report.faults), 'fault')} found." if report.faults else f"{no_faults}.")
    say(f"Generations checked: {', '.join(report.generations) or 'none'}.")


@main.command("rollback")
@click.argument("generation", required=False)
@click.pass_obj
def rollback_command(settings: Settings, generation: str | None) -> None:
    """Make the previous generation, or the given one, current again."""
    generations = Generations(settings.data, load_engine(settings), settings.keep_generations)
    with generations.writing():
        publication = generations.rollback(generation)
    name, warning = publication.name, publication.warning
    say(f"Generation {name} is current again. The next 'clearinghouse index' publishes the latest records.")
    if warning:
        say(f"Warning: {warning}.")
        sys.exit(EXIT_PROBLEMS)


@main.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Worker processes.")
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
