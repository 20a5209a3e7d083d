"""The `search` command: the same search as on the site, for people and as JSON."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Callable, Iterable
from typing import Any

import click

from catalog.facets import FACETS
from catalog.live import LiveSearcher
from catalog.schemas import HitForm, query_from_params, search_json
from catalog.search.result import BestBet, Choice, Explanation, Hit, SearchResult, SitePage, SitePageKind
from catalog.settings import Settings
from indexer.cli.errors import SearchCommand
from indexer.cli.options import json_option
from indexer.cli.terminal import pluralized, print_json, say

Command = Callable[..., None]


def _facet_options(command: Command) -> Command:
    """Return the command with an option for each facet, in the order of FACETS."""
    for facet in reversed(FACETS):
        help_text = f"{facet.label} to filter by (may be repeated)."
        command = click.option(f"--{facet.name.replace('_', '-')}", facet.name, multiple=True, help=help_text)(command)
    return command


@click.command("search", cls=SearchCommand)
@click.argument("text", nargs=-1)
@_facet_options
@click.option("--sworn", help="Number of full-time sworn officers in your agency.")
@click.option("--sort", help="Order: relevance, newest, oldest, added or title.")
@click.option("--page", help="Page number, from 1.")
@click.option("--per-page", help="Resources per page, 1 to 100.")
@click.option("--explain", is_flag=True, help="Show why each resource ranks where it does.")
@json_option
@click.pass_obj
def search_command(
    settings: Settings, /, text: tuple[str, ...], *, explain: bool, as_json: bool, **parameters: Any
) -> None:
    """Search the catalog, as on the site."""
    generation = LiveSearcher(settings).current_generation()
    params = [("q", " ".join(text)), *_query_params(parameters)]
    params += [("explain", "1")] if explain else []
    query = query_from_params(params, generation.searcher.taxonomy, generation.searcher)
    result = generation.search(query, dt.datetime.now(dt.UTC).date())
    if as_json:
        print_json(_result_json(result, settings.public_url))
    else:
        _print_result(result)


def _query_params(parameters: dict[str, str | tuple[str, ...] | None]) -> list[tuple[str, str]]:
    """Return the parameters of the search as names and values; a repeated one has a pair for each value."""
    values = {name: (value,) if isinstance(value, str) else value or () for name, value in parameters.items()}
    return [(name, value) for name, several in values.items() for value in several]


def _result_json(result: SearchResult, public_url: str) -> dict[str, Any]:
    return search_json(
        result,
        HitForm(page_url=f"{public_url}/resources/{{}}".format, locator_url=lambda _hit, _snippet: None),
        links={},
        site_url=lambda page: f"{public_url}{_site_path(page)}",
    )


def _site_path(page: SitePage) -> str:
    path = f"/toolkits/{page.name}" if page.kind is SitePageKind.TOOLKIT else f"/{page.name}"
    return f"{path}#{page.anchor}" if page.anchor else path


def _print_result(result: SearchResult) -> None:
    say(f"{pluralized(result.total, 'resource')}{_relaxed_note(result)}, in {result.took_ms:.0f} ms")
    if correction := result.did_you_mean:
        offer = f"Did you mean: {correction.q} ({correction.total:,})"
        say(f"Showing results for: {correction.q}" if correction.used else offer)
    if result.absent:
        say(f"No resource has: {', '.join(result.absent)}")
    for expansion in result.expansions:
        say(f"Also searched for {expansion.typed}: {', '.join(expansion.means)}")
    _print_choices(result.choices)
    _print_best_bets(result.best_bets)
    _print_site_pages(result.pages)
    if result.total and not result.hits:
        last_page = -(-result.total // result.query.per_page)
        say(f"There is no page {result.query.page}. The last page is {last_page}.")
    for number, hit in enumerate(result.hits, (result.query.page - 1) * result.query.per_page + 1):
        _print_hit(number, hit)


def _relaxed_note(result: SearchResult) -> str:
    if not result.relaxed:
        return ""
    if not result.complete:
        return " (none matches all of your search)"
    partial = result.total - result.complete
    return f" ({partial:,} of them {'matches' if partial == 1 else 'match'} only part of your search)"


def _print_hit(number: int, hit: Hit) -> None:
    facts = [hit.record.format, hit.record.published and str(hit.record.published), hit.record.id]
    say()
    say(f"{number:3}. {hit.record.title}")
    say(f"     {' · '.join(fact for fact in facts if fact)}")
    for snippet in hit.snippets:
        label = f"{snippet.label}: " if snippet.label else ""
        say(f"     {label}{snippet.text}")
    if hit.explanation:
        _print_explanation(hit.explanation)


def _print_explanation(explanation: Explanation, depth: int = 1) -> None:
    say(f"{'  ' * depth}   {explanation.score:8.3f}  {explanation.what}")
    for part in explanation.parts:
        _print_explanation(part, depth + 1)


def _print_choices(choices: Iterable[Choice]) -> None:
    """Print the meanings of each ambiguous term, each with the command that searches for it alone."""
    for choice in choices:
        say(f"{choice.typed} can mean:")
        for meaning in choice.meanings:
            command = f"clearinghouse search {shlex.quote(meaning.q)}"
            say(f"   - {meaning.text} ({meaning.total:,}): {command}")


def _print_best_bets(best_bets: tuple[BestBet, ...]) -> None:
    if best_bets:
        say()
        say("Recommended by the clearinghouse:")
    for best_bet in best_bets:
        say(f"   - {best_bet.title}")
        say(f"     {best_bet.id or best_bet.url}")
        if best_bet.text:
            say(f"     {best_bet.text}")


def _print_site_pages(pages: tuple[SitePage, ...]) -> None:
    if pages:
        say()
        say("On this site:")
    for page in pages:
        say(f"   - {page.title} ({_site_path(page)})")
        say(f"     {page.snippet.text}")
