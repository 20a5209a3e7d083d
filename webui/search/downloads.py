"""A search in other forms: where its feeds and files are, and what the search page says of them. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.messages import to_translate
from catalog.search.result import SearchResult
from webui.components.cards import Link
from webui.formats.records.listing import MAX_EXPORTED_RECORDS
from webui.i18n.formatting import excerpt
from webui.i18n.locale import gettext, ngettext, number_words
from webui.search.results import Constraint
from webui.search.state import SearchState
from webui.urls import Addresses

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


def download_urls(state: SearchState, addresses: Addresses) -> dict[str, str]:
    """Return the URLs of a search's feeds and files by their names.

    A feed lists the newest first, because its readers want what is new. A file has the order of the page.
    """
    feed, file = state.for_feed().as_feed(), state.without_paging().as_params()
    return {name: addresses.search_as(ending, feed if name in FEEDS else file) for name, ending in ENDINGS.items()}


def use_view(result: SearchResult, chips: Iterable[Constraint], addresses: Addresses) -> UseView:
    """Return what the search page offers to do with its search; `chips` are what narrows it."""
    state, total = SearchState(result.query), result.total
    urls = download_urls(state, addresses)
    return UseView(
        title=search_title(chips),
        feeds=(Link(gettext("Atom feed"), urls["atom"]), Link(gettext("RSS feed"), urls["rss"])),
        files=tuple(Link(gettext(label), urls[name]) for name, label in FILES.items()) if total else (),
        json=addresses.json_search(state.as_params()),
        whole=_whole(total),
    )


def _whole(total: int) -> str:
    if total > MAX_EXPORTED_RECORDS:
        first = number_words(MAX_EXPORTED_RECORDS)
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
