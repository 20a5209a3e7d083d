"""The feeds and downloads of a search. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.messages import to_translate
from catalog.search.result import SearchResult
from catalog.search.suggest.suggestions import MAX_WITHIN
from webui.components.cards import Link
from webui.formats.records.listing import MAX_EXPORTED_RECORDS
from webui.http.params import Params
from webui.i18n.formatting import excerpt
from webui.i18n.locale import ENGLISH, gettext, ngettext, number_words
from webui.search.filters.constraints import Constraint
from webui.search.state import SearchState
from webui.urls import SiteUrls

MAX_SEARCH_TITLE = 160
"""Characters of the title of a search."""
EXTENSIONS = {"atom": "atom", "rss": "rss", "csv": "csv", "ris": "ris", "bibtex": "bib", "csl_json": "csl.json"}
"""The file extension of each format, by the name of its link in the JSON API."""
FEED_FORMATS = frozenset({"atom", "rss"})
FILE_LABELS = {
    "csv": to_translate("Table (CSV)"),
    "ris": to_translate("References (RIS)"),
    "bibtex": to_translate("References (BibTeX)"),
    "csl_json": to_translate("References (CSL-JSON)"),
}


@dataclass(frozen=True, slots=True)
class DownloadsView:
    """The feeds and files of a search, and its URLs in the JSON API. `files` is empty if there are no results.

    `title` describes the search, and `file_note` says how many of the results a file has. `json` is for a link, and
    `api_call` is the public URL. `embedding` has the embed builder with the search filled in; `can_be_embedded` says
    whether other sites can show a list of what the search finds.
    """

    title: str
    feeds: tuple[Link, ...]
    files: tuple[Link, ...]
    json: str
    api_call: str
    file_note: str
    embedding: tuple[Link, ...]
    can_be_embedded: bool


def download_urls(state: SearchState, urls: SiteUrls) -> dict[str, str]:
    """Return the URLs of a search's feeds and files by the names of EXTENSIONS.

    A feed lists the most recently added resources first. A file has the order of the page.
    """
    feed, file = state.for_feed().as_feed(), state.without_paging().as_params()
    return {
        name: urls.search_as(extension, feed if name in FEED_FORMATS else file)
        for name, extension in EXTENSIONS.items()
    }


def downloads_view(
    result: SearchResult, constraints: Iterable[Constraint], urls: SiteUrls, public_urls: SiteUrls
) -> DownloadsView:
    """Return the feeds and files that the search page links to; `constraints` are those of the search."""
    state, total = SearchState(result.query), result.total
    downloads = download_urls(state, urls)
    api_params = (*state.as_api(), *_language_param(urls))
    return DownloadsView(
        title=search_title(constraints),
        feeds=(Link(gettext("Atom feed"), downloads["atom"]), Link(gettext("RSS feed"), downloads["rss"])),
        files=tuple(Link(gettext(label), downloads[name]) for name, label in FILE_LABELS.items()) if total else (),
        json=urls.api_search(api_params),
        api_call=public_urls.api_search(api_params),
        file_note=_file_note(total),
        embedding=tuple(_embedding(state, urls)),
        can_be_embedded=_can_be_embedded(state),
    )


def _embedding(state: SearchState, urls: SiteUrls) -> Iterator[Link]:
    """Yield links to the embed builder: for a list of what a search finds, and for a search box with its filters."""
    params = state.without_paging().as_params()
    filters = tuple(param for param in params if param[0] not in ("q", "sort"))
    if params and _can_be_embedded(state):
        yield Link(gettext("These resources as a list"), urls.embed(tuple(sorted((("mode", "list"), *params)))))
    label = gettext("A search box with these filters") if filters else gettext("A search box")
    yield Link(label, urls.embed(tuple(sorted((("mode", "results"), *filters))) if filters else ()))


def _can_be_embedded(state: SearchState) -> bool:
    """Return whether the text is short enough for a list on other sites."""
    return len(state.query.text) <= MAX_WITHIN


def _language_param(urls: SiteUrls) -> Params:
    """Return the parameter for an answer of the JSON API in the language of URLs; none for English."""
    return (("lang", urls.language),) if urls.language != ENGLISH else ()


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
    """Return the title of a search: its words, then its filters."""
    parts = [
        f"\u201c{constraint.value}\u201d" if constraint.name == "q" else f"{constraint.kind}: {constraint.value}"
        for constraint in constraints
    ]
    return excerpt(", ".join(parts), MAX_SEARCH_TITLE) or gettext("All resources")
