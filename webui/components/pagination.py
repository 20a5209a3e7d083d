"""The links between the pages of a long list or text. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

PAGES_AROUND = 1
"""Page numbers on each side of the current one."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link of the pagination; `number` is None for a gap."""

    number: int | None
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pagination:
    """The page with a `number`, from 1, among its neighbors. There are no links if it is the only page."""

    number: int
    links: tuple[PageLink, ...]
    previous_url: str | None
    next_url: str | None


def pagination(number: int, count: int, url_of: Callable[[int], str]) -> Pagination:
    """Return the links of a page to the others; `url_of` returns the URL of a page by its number."""
    return Pagination(
        number=number,
        links=tuple(_page_links(number, count, url_of)),
        previous_url=url_of(number - 1) if 1 < number <= count else None,
        next_url=url_of(number + 1) if number < count else None,
    )


def _page_links(page: int, count: int, url_of: Callable[[int], str]) -> Iterator[PageLink]:
    """Yield links to the first page, the last, and those around the current one, with gaps; none for a single page."""
    if count <= 1:
        return
    around = set(range(page - PAGES_AROUND, page + PAGES_AROUND + 1)) & set(range(1, count + 1))
    previous = 0
    for number in sorted({1, count} | around):
        if number - previous == 2:  # noqa: PLR2004  # a gap of one page is that page
            yield PageLink(previous + 1, url_of(previous + 1))
        elif number - previous > 1:
            yield PageLink(None)
        yield PageLink(number, url_of(number), number == page)
        previous = number
