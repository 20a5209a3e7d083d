"""A search in other forms: where its feeds and files are, and what the search page says of them. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.schemas import query_to_pairs
from catalog.search.result import SearchResult
from webui.addresses import Addresses
from webui.cards import Link
from webui.exports.listing import MOST
from webui.present import WORDS, Chip, Pairs
from webui.wording import counted, excerpt

FEED = 50
"""Entries of a feed, unless `per_page` asks for another number."""
TITLE = 160
"""Characters of what a search is called, at most."""
PLACE = frozenset({"page", "per_page", "explain"})
"""Parameters that say which part of an answer is shown and how; a feed or a file of the search does without."""
ENDINGS = {"atom": "atom", "rss": "rss", "csv": "csv", "ris": "ris", "bibtex": "bib"}
"""The ending of each form, by the name the JSON answer has for it."""
FEEDS = frozenset({"atom", "rss"})
FILES = {"csv": "Table (CSV)", "ris": "References (RIS)", "bibtex": "References (BibTeX)"}


@dataclass(frozen=True, slots=True)
class UseView:
    """What the search page offers to do with a search. `files` is empty where nothing was found.

    `title` is what the search is called, and `whole` says how much of it a file holds.
    """

    title: str
    feeds: tuple[Link, ...]
    files: tuple[Link, ...]
    json: str
    whole: str


def other_forms(pairs: Pairs, addresses: Addresses) -> dict[str, str]:
    """Return the addresses of a search's other forms by their names.

    A feed leaves the order to itself, which is newest first: whoever follows a search wants what is new. A file has
    the order of the page.
    """
    whole = tuple(pair for pair in pairs if pair[0] not in PLACE)
    follow = tuple(pair for pair in whole if pair[0] != "sort")
    return {name: addresses.search_as(ending, follow if name in FEEDS else whole) for name, ending in ENDINGS.items()}


def use_view(result: SearchResult, chips: Iterable[Chip], addresses: Addresses) -> UseView:
    """Return what the search page offers to do with its search; `chips` are what narrows it."""
    pairs, total = query_to_pairs(result.query), result.total
    forms = other_forms(pairs, addresses)
    everything = "The one resource" if total == 1 else f"All {counted(total, 'resource')}"
    return UseView(
        title=search_title(chips),
        feeds=(Link("Atom feed", forms["atom"]), Link("RSS feed", forms["rss"])),
        files=tuple(Link(label, forms[name]) for name, label in FILES.items()) if total else (),
        json=addresses.json_search(pairs),
        whole=everything if total <= MOST else f"The first {MOST:,} of {counted(total, 'resource')}",
    )


def search_title(chips: Iterable[Chip]) -> str:
    """Return what a search is called: its words, then its filters."""
    parts = [f"\u201c{chip.value}\u201d" if chip.kind == WORDS else f"{chip.kind}: {chip.value}" for chip in chips]
    return excerpt(", ".join(parts), TITLE) or "All resources"
