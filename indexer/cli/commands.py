"""The `clearinghouse` command: the editor's door."""

from __future__ import annotations

import datetime as dt
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from catalog.config import Settings, load_settings
from catalog.facets import FACETS
from catalog.generations.generation import Generations
from catalog.live import LiveSearcher
from catalog.schemas import query_from_pairs, search_json
from catalog.search.ports import load_engine
from catalog.search.result import BestBet, Choice, Explanation, SearchResult, SitePage
from indexer.check.check import check as run_check
from indexer.cli.errors import Door, SearchCommand
from indexer.cli.output import Bars, print_json, print_problems, print_report, problems_json, report_json
from indexer.ingest.pipeline import ingest
from indexer.ingest.report import Choices

Command = Callable[..., None]

REFUSED = 1
"""Exit code: some records or documents were refused."""


@click.group(cls=Door, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--corpus", type=click.Path(path_type=Path), help="The folder of records and documents.")
@click.option("--data", type=click.Path(path_type=Path), help="The folder the index is kept in.")
@click.version_option(package_name="public-safety-clearinghouse")
@click.pass_context
def main(context: click.Context, corpus: Path | None, data: Path | None) -> None:
    """Index the clearinghouse's records and documents, search them, and serve them."""
    context.obj = load_settings({"corpus": corpus, "data": data})


@main.command()
@click.option("--full", is_flag=True, help="Index everything anew, from nothing.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--strict", is_flag=True, help="Publish nothing if anything is refused.")
@click.option("--force", is_flag=True, help="Publish even if unusually many records are gone or refused.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def index(settings: Settings, *, full: bool, dry_run: bool, strict: bool, force: bool, as_json: bool) -> None:
    """Index what was added, changed or removed, and publish it."""
    choices = Choices(full=full, dry_run=dry_run, strict=strict, force=force)
    with Bars() as bars:
        report = ingest(settings, choices, bars)
    if as_json:
        print_json(report_json(report))
    else:
        print_report(report)
    sys.exit(REFUSED if report.problems or report.withheld else 0)


def _facet_options(command: Command) -> Command:
    """Give a command an option for each facet, in the order of FACETS."""
    for facet in reversed(FACETS):
        help_text = f"{facet.label} to filter by (may be repeated)."
        command = click.option(f"--{facet.name.replace('_', '-')}", facet.name, multiple=True, help=help_text)(command)
    return command


@main.command(cls=SearchCommand)
@click.argument("text", nargs=-1)
@_facet_options
@click.option("--sworn", help="Officers of an agency like mine.")
@click.option("--sort", help="relevance, newest, oldest or title.")
@click.option("--page", help="The page, from 1.")
@click.option("--per-page", help="Hits on a page, 1 to 100.")
@click.option("--explain", is_flag=True, help="Say why each hit ranks where it does.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
@click.pass_obj
def search(settings: Settings, /, text: tuple[str, ...], *, explain: bool, as_json: bool, **filters: Any) -> None:
    """Search as the site does."""
    opened = LiveSearcher(settings).opened()
    searcher = opened.searcher
    pairs = [("q", " ".join(text))]
    for name, value in filters.items():
        pairs += [(name, each) for each in ((value,) if isinstance(value, str) else value or ())]
    pairs += [("explain", "1")] if explain else []
    query = query_from_pairs(pairs, searcher.taxonomy, searcher)
    result = opened.search(query, dt.datetime.now(dt.UTC).date())
    if as_json:
        url = settings.public_url
        page_url = f"{url}/resources/{{}}".format
        print_json(
            search_json(
                result,
                links={},
                page_url=page_url,
                locator_url=lambda _hit, _snippet: None,
                site_url=lambda page: f"{url}{_site_path(page)}",
            )
        )
    else:
        _print_hits(result)


def _print_hits(result: SearchResult) -> None:
    counted = f"{result.total:,} resource{'' if result.total == 1 else 's'}"
    some = "others that match part of it are here too" if result.complete else "none matches all of it"
    click.echo(f"{counted}{f' ({some})' if result.relaxed else ''}, in {result.took_ms:.0f} ms")
    if better := result.did_you_mean:
        click.echo(f"{'Showing results for' if better.used else 'Did you mean'}: {better.q} ({better.total:,})")
    for expansion in result.expansions:
        click.echo(f"Also searched for {expansion.typed}: {', '.join(expansion.means)}")
    _print_choices(result.choices)
    _print_best_bets(result.best_bets)
    _print_site_pages(result.pages)
    if result.total and not result.hits:
        last = -(-result.total // result.query.per_page)
        click.echo(f"There is no page {result.query.page}: the last one is page {last}.")
    for number, hit in enumerate(result.hits, (result.query.page - 1) * result.query.per_page + 1):
        facts = [hit.record.format, hit.record.published and str(hit.record.published), hit.record.id]
        click.echo(f"\n{number:3}. {hit.record.title}\n     {' · '.join(fact for fact in facts if fact)}")
        for snippet in hit.snippets:
            place = f"{snippet.locator.label}: " if snippet.locator.label else ""
            click.echo(f"     {place}{snippet.text}")
        if hit.explanation:
            _print_explanation(hit.explanation)


def _print_explanation(found: Explanation, depth: int = 1) -> None:
    click.echo(f"{'  ' * depth}   {found.score:8.3f}  {found.what}")
    for part in found.parts:
        _print_explanation(part, depth + 1)


def _print_choices(choices: Sequence[Choice]) -> None:
    for choice in choices:
        click.echo(f"{choice.typed} can mean:")
        for each in choice.meanings:
            click.echo(f"   - {each.text} ({each.total:,}): clearinghouse search {shlex.quote(each.q)}")


def _print_best_bets(bets: Sequence[BestBet]) -> None:
    if bets:
        click.echo("\nRecommended by the clearinghouse:")
    for bet in bets:
        reason = f"\n     {bet.text}" if bet.text else ""
        click.echo(f"   - {bet.title}\n     {bet.id or bet.url}{reason}")


def _site_path(page: SitePage) -> str:
    path = f"/toolkits/{page.name}" if page.kind == "toolkit" else f"/{page.name}"
    return f"{path}#{page.anchor}" if page.anchor else path


def _print_site_pages(pages: Sequence[SitePage]) -> None:
    if pages:
        click.echo("\nOn this site:")
    for page in pages:
        click.echo(f"   - {page.title} ({_site_path(page)})\n     {page.snippet.text}")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def status(settings: Settings, *, as_json: bool) -> None:
    """Say which generation is current, what it holds, how old it is, and which others are kept."""
    generations = Generations(settings.data, load_engine(settings))
    name = generations.current()
    manifest = generations.manifest(name)
    age = dt.datetime.now(dt.UTC) - dt.datetime.fromisoformat(manifest.published_at)
    disk = _disk_bytes(settings.data)
    facts = {key: value for key, value in asdict(manifest).items() if key != "files"}
    facts |= {
        "age_s": round(age.total_seconds()),
        "size_bytes": sum(known["size"] for known in manifest.files.values()),
        "disk_bytes": disk,
        "damaged": generations.faults(name),
        "previous": [other for other in generations.names() if other != name],
    }
    if as_json:
        print_json(facts)
        return
    click.echo(f"Generation {name}: {manifest.records} records, {manifest.documents} documents.")
    click.echo(f"Published {manifest.published_at}, {_spoken(age)} ago.")
    click.echo(f"The data folder {settings.data} holds {disk / 1e6:.1f} MB.")
    for fault in facts["damaged"]:
        click.echo(f"Damaged: {fault}. Run 'clearinghouse index' to mend it.")
    click.echo(f"Kept beside it: {', '.join(facts['previous']) or 'none'}.")


def _disk_bytes(folder: Path) -> int:
    """Return the size of all files below a folder; what a run removes in the meantime is passed over."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                total += (Path(place) / name).stat().st_size
    return total


def _spoken(age: dt.timedelta) -> str:
    for unit, seconds in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if count := int(age.total_seconds() // seconds):
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return "less than a minute"


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_obj
def check(settings: Settings, *, as_json: bool) -> None:
    """Compare the index with its own checksums and with the records and documents."""
    report = run_check(settings)
    if as_json:
        found = {"generation": report.generation, "generations": report.generations, "records": report.records}
        print_json({**found, "faults": problems_json(report.faults), "notes": report.notes})
    else:
        print_problems(report.faults)
        for note in report.notes:
            click.echo(note)
        counted = f"{len(report.faults)} fault{'' if len(report.faults) == 1 else 's'} found"
        verdict = counted if report.faults else f"All is well with {report.records} records"
        click.echo(f"{verdict}; generations looked at: {', '.join(report.generations) or 'none'}.")
    sys.exit(REFUSED if report.faults else 0)


@main.command()
@click.argument("generation", required=False)
@click.pass_obj
def rollback(settings: Settings, generation: str | None) -> None:
    """Make the previous generation, or the named one, current again."""
    generations = Generations(settings.data, load_engine(settings))
    with generations.writing():
        name = generations.rollback(generation)
    click.echo(f"Generation {name} is current again. The next 'clearinghouse index' brings the records of today back.")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The port.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Worker processes.")
@click.pass_obj
def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve the site and the JSON endpoint."""
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
