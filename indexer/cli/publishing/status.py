"""The `status` command: what visitors see, and what changed in each generation that is kept."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from catalog.errors import DamagedError
from catalog.generations.generation import Generations
from catalog.search.ports import load_engine
from catalog.settings import Settings
from indexer.cli.options import json_option
from indexer.cli.publishing.changes import rolled_back_words, summary_words
from indexer.cli.terminal import pluralized, print_json, say
from indexer.ingest.changes import read_changes
from indexer.ingest.last_run import read_last_run
from indexer.ingest.rollback import rolled_back_from
from indexer.sandbox.tesseract import find_tesseract, ocr_json

MAX_PRINTED_FAULTS = 10
"""The damaged parts of a generation that are printed."""


@click.command("status")
@json_option
@click.pass_obj
def status_command(settings: Settings, *, as_json: bool) -> None:
    """Show the current generation, its size and its age."""
    status = _status(settings)
    if as_json:
        print_json(status)
        return
    sizes = f"{pluralized(status['records'], 'record')}, {pluralized(status['documents'], 'document')}"
    say(f"Generation {status['generation']}: {sizes}.")
    if status["rolled_back_from"]:
        say(rolled_back_words(status["rolled_back_from"]))
    changed = summary_words(status["generations"][0]["changes"])
    say(f"Published {status['published_at']}, {_age_text(status['age_s'])} ago{f': {changed}' if changed else ''}.")
    say(_ocr_text(status["ocr"]))
    say(f"The data folder {settings.data} uses {status['disk_bytes'] / 1e6:.1f} MB.")
    for fault in status["damaged"][:MAX_PRINTED_FAULTS]:
        say(f"Damaged: {fault}. Run 'clearinghouse index' to repair it.")
    if (further := len(status["damaged"]) - MAX_PRINTED_FAULTS) > 0:
        say(f"Damaged: {further:,} more.")
    _print_other_generations(status["generations"][1:])
    if status["last_run"]:
        _print_last_run(status["last_run"])


def _print_other_generations(others: Sequence[Mapping[str, Any]]) -> None:
    say("Other generations:" if others else "Other generations: none.")
    for other in others:
        changed = summary_words(other["changes"])
        say(f"  {other['generation']}: {pluralized(other['records'], 'record')}{f'; {changed}' if changed else ''}")


def _print_last_run(last_run: Mapping[str, Any]) -> None:
    """Print what visitors do not see because of the last run, and whether it had problems."""
    if last_run["withheld"]:
        say(f"Nothing was published by the last run, {last_run['at']}: {last_run['withheld']}.")
    stale = (pluralized(len(names), kind.removesuffix("s")) for kind, names in last_run["stale"].items() if names)
    if stale_counts := " and ".join(stale):
        say(f"The last run could not read {stale_counts}; their last good version stays on the site.")
    if problems := last_run.get("problems"):
        count, them = pluralized(problems, "problem"), "it" if problems == 1 else "them"
        say(f"The last run, {last_run['at']}, had {count}: 'clearinghouse check' names {them}.")


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
        "rolled_back_from": rolled_back_from(generations),
        "generations": list(_generations(generations, name)),
    }


def _generations(generations: Generations, current: str) -> Iterator[dict[str, Any]]:
    """Yield the current generation, then the others from new to old, each with a summary of what it changed."""
    for name in sorted(generations.names(), key=lambda name: (name == current, name), reverse=True):
        manifest = None
        with suppress(DamagedError):
            manifest = generations.manifest(name)
        yield {
            "generation": name,
            "published_at": manifest.published_at if manifest else None,
            "records": manifest.records if manifest else 0,
            "documents": manifest.documents if manifest else 0,
            "changes": read_changes(generations.folder(name)),
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
        if number := max(0, age_s) // seconds:  # the clock may have been set back
            return pluralized(number, unit)
    return "less than a minute"
