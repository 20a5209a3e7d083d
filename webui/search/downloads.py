"""A search in other forms: where its feeds and files are, and what the search page says of them. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.schemas import query_to_pairs
from catalog.search.result import SearchResult
from webui.components.cards import Link
from webui.formats.records.listing import MOST
from webui.i18n.formatting import excerpt
from webui.i18n.locale import gettext, ngettext, number_words, to_translate
from webui.search.results import Constraint
from webui.search.state import PAGING, Pairs
from webui.urls import Addresses

FEED = 50
"""Entries of a feed, unless `per_page` asks for another number."""
TITLE = 160
"""Characters of what a search is called, at most."""
ENDINGS = {"atom": "atom", "rss": "rss", "csv": "csv", "ris": "ris", "bibtex": "bib"}
"""The ending of each form, by the name the JSON answer has for it."""
FEEDS = frozenset({"atom", "rss"})
FILES = {
    "csv": to_translate("Table (CSV)"),
    "ris": to_translate("References (RIS)"),
    "bibtex": to_translate("References (BibTeX)"),
}


@dataclass(frozen=True, slots=True)
class UseView:
    """What the search page offers to do with a search. `files` is empty where nothing was found.

    `title` is what the search is called, and `whole` is a sentence on how much of it a file holds.
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
    whole = tuple(pair for pair in pairs if pair[0] not in PAGING)
    follow = tuple(pair for pair in whole if pair[0] != "sort")
    return {name: addresses.search_as(ending, follow if name in FEEDS else whole) for name, ending in ENDINGS.items()}


def use_view(result: SearchResult, chips: Iterable[Constraint], addresses: Addresses) -> UseView:
    """Return what the search page offers to do with its search; `chips` are what narrows it."""
    pairs, total = query_to_pairs(result.query), result.total
    forms = other_forms(pairs, addresses)
    return UseView(
        title=search_title(chips),
        feeds=(Link(gettext("Atom feed"), forms["atom"]), Link(gettext("RSS feed"), forms["rss"])),
        files=tuple(Link(gettext(label), forms[name]) for name, label in FILES.items()) if total else (),
        json=addresses.json_search(pairs),
        whole=_whole(total),
    )


def _whole(total: int) -> str:
    if total > MOST:
        first = number_words(MOST)
        return ngettext(
            "The first %(first)s of %(num)s resource, in the order of this page.",
            "The first %(first)s of %(num)s resources, in the order of this page.",
            total,
            first=first,
        )
    return ngettext("The one resource.", "All %(num)s resources, in the order of this page.", total)


def search_title(chips: Iterable[Constraint]) -> str:
    """Return what a search is called: its words, then its filters."""
    parts = [f"\u201c{chip.value}\u201d" if chip.name == "q" else f"{chip.kind}: {chip.value}" for chip in chips]
    return excerpt(", ".join(parts), TITLE) or gettext("All resources")
