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

MAX_TITLE = 160
"""Characters of the name of a search."""
ENDINGS = {"atom": "atom", "rss": "rss", "csv": "csv", "ris": "ris", "bibtex": "bib"}
"""The ending of each form, by the name the JSON answer has for it."""
FEEDS = frozenset({"atom", "rss"})
FILES = {
    "csv": to_translate("Table (CSV)"),
    "ris": to_translate("References (RIS)"),
    "bibtex": to_translate("References (BibTeX)"),
}


@dataclass(frozen=True, slots=True)
class DownloadsView:
    """The feeds and files of a search, and its JSON. `files` is empty if nothing was found.

    `title` names the search, and `file_note` is a sentence on how many of the results a file holds.
    """

    title: str
    feeds: tuple[Link, ...]
    files: tuple[Link, ...]
    json: str
    file_note: str


def download_urls(state: SearchState, addresses: Addresses) -> dict[str, str]:
    """Return the URLs of a search's feeds and files by their names.

    A feed lists the newest first, because its readers want what is new. A file has the order of the page.
    """
    feed, file = state.for_feed().as_feed(), state.without_paging().as_params()
    return {name: addresses.search_as(ending, feed if name in FEEDS else file) for name, ending in ENDINGS.items()}


def downloads_view(result: SearchResult, constraints: Iterable[Constraint], addresses: Addresses) -> DownloadsView:
    """Return the feeds and files that the search page links to; `constraints` are those of the search."""
    state, total = SearchState(result.query), result.total
    urls = download_urls(state, addresses)
    return DownloadsView(
        title=search_title(constraints),
        feeds=(Link(gettext("Atom feed"), urls["atom"]), Link(gettext("RSS feed"), urls["rss"])),
        files=tuple(Link(gettext(label), urls[name]) for name, label in FILES.items()) if total else (),
        json=addresses.json_search(state.as_params()),
        file_note=_file_note(total),
    )


def _file_note(total: int) -> str:
    if total > MAX_EXPORTED_RECORDS:
        first = number_words(MAX_EXPORTED_RECORDS)
        return ngettext(
            "The first %(first)s of %(num)s resource, in the order of this page.",
            "The first %(first)s of %(num)s resources, in the order of this page.",
            total,
            first=first,
        )
    return ngettext("The one resource.", "All %(num)s resources, in the order of this page.", total)


def search_title(constraints: Iterable[Constraint]) -> str:
    """Return the name of a search: its words, then its filters."""
    parts = [
        f"\u201c{constraint.value}\u201d" if constraint.name == "q" else f"{constraint.kind}: {constraint.value}"
        for constraint in constraints
    ]
    return excerpt(", ".join(parts), MAX_TITLE) or gettext("All resources")
