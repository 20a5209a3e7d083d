"""What a search says about words that no resource has: what the catalog has instead."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from catalog.search.result import SearchResult
from catalog.search.searcher import Searcher
from catalog.text import fold
from webui.components.cards import Link
from webui.search.filters.refinements import Refinement
from webui.search.query_links import query_url
from webui.search.state import SearchState
from webui.urls import SiteUrls

MAX_NEAREST = 4
"""Terms of the catalog that are offered instead."""
MAX_BEGINNING, MIN_BEGINNING = 40, 4
"""The characters of a text that are tried, and the fewest that say something about it; two thirds of a longer one."""
PUNCTUATION = "\u00bf\u00a1.,;:!?"
"""What may stand next to a word that is taken out; not quotes and parentheses, which come in pairs."""


@dataclass(frozen=True, slots=True)
class Absence:
    """Words that no resource has.

    `rest` is the search for the other words, if it finds more than this one. `nearest` are searches for terms of the
    catalog that resemble what was typed, if this one finds nothing.
    """

    words: tuple[str, ...]
    rest: Refinement | None
    nearest: tuple[Link, ...]


def absence(result: SearchResult, searcher: Searcher, urls: SiteUrls) -> Absence | None:
    """Return what to say about the words of a search that no resource has, or None if there are no such words."""
    if not result.absent:
        return None
    text = _other_words(result)
    nearest = () if result.total else _nearest(text, result, searcher, urls)
    return Absence(result.absent, _rest(text, result, searcher, urls), nearest)


def _other_words(result: SearchResult) -> str:
    """Return the typed text without the words that no resource has; empty if the others say nothing by themselves."""
    typed_size = (result.stated_size.typed,) if result.stated_size else ()
    subject = _without(result.interpreted_as, (*result.absent, *typed_size))
    return _without(result.searched_text, result.absent) if subject else ""


def _without(text: str, words: tuple[str, ...]) -> str:
    """Return a text without some of its words; empty if that is not possible, or nothing is left."""
    around = f"[{re.escape(PUNCTUATION)}]*"
    pattern = rf"(?<!\S){around}(?:{'|'.join(map(re.escape, words))}){around}(?!\S)"
    rest = " ".join(re.sub(pattern, " ", text, flags=re.IGNORECASE).split())
    return "" if rest == " ".join(text.split()) else rest.strip(",;: ")


def _rest(text: str, result: SearchResult, searcher: Searcher, urls: SiteUrls) -> Refinement | None:
    if not text:
        return None
    state = SearchState(result.query).with_text(text)
    count = searcher.search(replace(state.query, per_page=1, passages=0, facets=())).complete
    return Refinement(text, urls.search(state.as_params()), count) if count > result.total else None


def _nearest(rest: str, result: SearchResult, searcher: Searcher, urls: SiteUrls) -> tuple[Link, ...]:
    """Return searches for terms that continue the other words, or else have a word that begins like the text."""
    state, text = SearchState(result.query).without_filters(), (rest or result.query.text)[:MAX_BEGINNING]
    for length in range(len(text), max(MIN_BEGINNING, len(text) * 2 // 3) - 1, -1):
        beginning = text[:length]
        completions = searcher.suggest(beginning, MAX_NEAREST, 0, result.query.language).completions
        terms = [term for term in completions if fold(beginning) in fold(term) and fold(term) != fold(rest)]
        if terms:
            return tuple(Link(term, query_url(state, term, urls)) for term in terms)
    return ()
