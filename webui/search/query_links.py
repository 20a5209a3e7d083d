"""Links to other searches: for a facet value, or for another text with the same filters. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.search.query.tree import Expansion
from catalog.search.result import Choice
from catalog.search.text.analyzer import HYPHENS, WORD_PATTERN
from catalog.text import APOSTROPHES
from webui.search.state import SearchState
from webui.urls import SiteUrls

_PLAIN_WORD = re.compile(rf"(?<![\w=:\"{APOSTROPHES}{HYPHENS}])(?=\w{{2}}){WORD_PATTERN}(?![\w:*\"])")
"""A word of two letters or more that is not part of a compound, an operator or a field."""


@dataclass(frozen=True, slots=True)
class MeaningLink:
    """A meaning of an ambiguous term, the URL of the search for it alone, and the number of results."""

    label: str
    url: str
    count: int


def facet_url(facet: str, value: str, urls: SiteUrls) -> str:
    """Return the URL of the search for a facet value alone."""
    return urls.search(SearchState().add(facet, value).as_params())


def query_url(state: SearchState, text: str, urls: SiteUrls) -> str:
    """Return the URL of the search with another text."""
    return urls.search(state.with_text(text).as_params())


def meaning_links(choice: Choice, state: SearchState, urls: SiteUrls) -> Iterator[MeaningLink]:
    """Yield a link for each meaning of an ambiguous term."""
    for meaning in choice.meanings:
        label = meaning.text[:1].upper() + meaning.text[1:]
        yield MeaningLink(label, query_url(state, meaning.q, urls), meaning.total)


def exact_url(state: SearchState, expansions: Iterable[Expansion], urls: SiteUrls) -> str | None:
    """Return the URL of the search without its expansions, or None if the text would not change."""
    text = exact_text(state.query.text, expansions)
    return query_url(state, text, urls) if text != state.query.text else None


def exact_text(text: str, expansions: Iterable[Expansion]) -> str:
    """Return the query text with each expanded word marked as exact: `=lpr`, or a phrase in quotes."""
    for expansion in expansions:
        words = expansion.typed.split()
        exact = f"={expansion.typed}" if len(words) == 1 else f'"{expansion.typed}"'
        pattern = r'(?<![\w=:"])' + r"\s+".join(map(re.escape, words)) + r"(?!\w)"
        text = re.sub(pattern, exact.replace("\\", r"\\"), text, count=1)
    return text


def uncorrected_text(text: str) -> str:
    """Return the query text with its plain words marked as exact, so that none is corrected."""
    return _PLAIN_WORD.sub(r"=\g<0>", text)
