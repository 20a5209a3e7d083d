"""The pagination of search results. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webui.search.state import SearchState
from webui.urls import SiteUrls

PAGES_AROUND = 1
"""Page numbers on each side of the current one."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link of the pagination; `number` is None for a gap."""

    number: int | None
    url: str = ""
    current: bool = False


def page_links(state: SearchState, pages: int, urls: SiteUrls) -> Iterator[PageLink]:
    """Yield links to the first page, the last, and those around the current one, with gaps; none for a single page."""
    if pages <= 1:
        return
    page = state.query.page
    around = set(range(page - PAGES_AROUND, page + PAGES_AROUND + 1)) & set(range(1, pages + 1))
    previous = 0
    for number in sorted({1, pages} | around):
        if number - previous == 2:  # noqa: PLR2004  # a gap of one page is that page
            yield PageLink(previous + 1, page_url(state, previous + 1, urls))
        elif number - previous > 1:
            yield PageLink(None)
        yield PageLink(number, page_url(state, number, urls), number == page)
        previous = number


def page_url(state: SearchState, number: int, urls: SiteUrls) -> str:
    """Return the URL of a page of results."""
    return urls.search(state.with_page(number).as_params())
