"""A search result as its page shows it. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from catalog.facets import Panel
from catalog.model import AgencySize
from catalog.search.query.tree import Expansion, Query, Sort
from catalog.search.result import BestBet, SearchResult
from catalog.taxonomy import Taxonomy
from webui.components.cards import (
    BestBetCard,
    Card,
    Link,
    SitePageCard,
    best_bet_card,
    card,
    recommendation_note,
    site_page_card,
)
from webui.components.pagination import Pagination, pagination
from webui.i18n.formatting import excerpt, resource_words, suited_agencies
from webui.i18n.locale import gettext, ngettext, number_words
from webui.search.filters.constraints import Constraint, constraints
from webui.search.filters.facet_panels import FacetPanel, facet_panels
from webui.search.filters.year_chart import YearChart, year_chart
from webui.search.query_links import MeaningLink, exact_url, meaning_links, query_url, uncorrected_text
from webui.search.state import SearchState, page_count
from webui.urls import SiteUrls

HITS_BEFORE_PAGES = 3
"""Hits before the pages of the site."""
MAX_EXPANDED = 2
"""Synonyms in the line that unfolds to all of them."""
MAX_TITLE_TEXT = 80
"""Characters of the query text in the title of the page."""


@dataclass(frozen=True, slots=True)
class CardList:
    """Consecutive hits, and the position of the first one among all results, from 1.

    `begins_partial` tells whether the first of the partial matches on the page is its first card, and `ends_third`
    whether its last card is the third one of the page, or the last one of all.
    """

    start: int
    cards: tuple[Card, ...]
    begins_partial: bool = False
    ends_third: bool = False


@dataclass(frozen=True, slots=True)
class SearchView:
    """Everything the search page shows.

    `best_bets` are those that are not among the hits. `card_lists` has the hits, divided where something else comes
    between them. `expanded` has the first synonyms that were searched for
    too. `sort_options` are triples of value, label, and whether it is selected. `choices` has the meanings of each
    ambiguous term, and `chosen` has each meaning that was chosen, with a link to all meanings of its term.
    `stated_size` has the agency size that the text states, and a link to the search with it as a filter.
    """

    heading: str
    title: str
    count: str
    best_bets: tuple[BestBetCard, ...]
    site_pages: tuple[SitePageCard, ...]
    card_lists: tuple[CardList, ...]
    first_panels: tuple[FacetPanel, ...]
    second_panels: tuple[FacetPanel, ...]
    more_panels: tuple[FacetPanel, ...]
    years: YearChart | None
    undated_note: str
    constraints: tuple[Constraint, ...]
    clear_url: str
    sort_options: tuple[tuple[str, str, bool], ...]
    pagination: Pagination
    last_page_url: str | None
    expansions: tuple[Expansion, ...]
    expanded: str
    exact_url: str | None
    choices: tuple[tuple[str, tuple[MeaningLink, ...]], ...]
    chosen: tuple[tuple[str, Link], ...]
    stated_size: Link | None
    correction: Link | None
    uncorrected_url: str
    nothing_to_search: bool
    any_size_note: str

    @property
    def filters_in_use(self) -> int:
        """The number of filters in use."""
        return sum(constraint.name != "q" for constraint in self.constraints)

    @property
    def more_in_use(self) -> bool:
        """Whether a filter behind "More filters" is in use."""
        return any(value.selected for panel in self.more_panels for value in panel.values)


def search_view(result: SearchResult, taxonomy: Taxonomy, urls: SiteUrls) -> SearchView:
    """Return what the search page shows."""
    query, state = result.query, SearchState(result.query)
    pages = page_count(result.total, query.per_page)
    panels = {panel: tuple(facet_panels(result, panel)) for panel in Panel}
    correction = result.did_you_mean

    def page_url(number: int) -> str:
        return urls.search(state.with_page(number).as_params())

    return SearchView(
        heading=gettext("Results for \u201c%(words)s\u201d", words=query.text)
        if query.text
        else gettext("Browse resources"),
        title=_title(result),
        count=count_words(result),
        best_bets=tuple(best_bet_card(bet, urls) for bet in result.best_bets if _has_line(bet, result)),
        site_pages=tuple(site_page_card(page, urls) for page in result.pages),
        card_lists=tuple(
            card_lists(_cards(result, state, taxonomy, urls), first_position(query), _first_partial(result))
        ),
        first_panels=panels[Panel.FIRST],
        second_panels=panels[Panel.SECOND],
        more_panels=panels[Panel.MORE],
        years=year_chart(result.years, state, urls),
        undated_note=_undated_note(result),
        constraints=tuple(constraints(result, urls)),
        clear_url=urls.search(state.without_filters().as_params()),
        sort_options=_sort_options(query),
        pagination=pagination(query.page, pages, page_url),
        last_page_url=page_url(pages) if result.total and query.page > pages else None,
        expansions=result.expansions,
        expanded=_expanded_words(result.expansions),
        exact_url=exact_url(state, result.expansions, urls),
        choices=tuple((choice.typed, tuple(meaning_links(choice, state, urls))) for choice in result.choices),
        chosen=tuple(
            (meaning.text, Link(meaning.term, query_url(state, meaning.q, urls))) for meaning in result.chosen
        ),
        stated_size=_stated_size(result, state, taxonomy, urls),
        correction=Link(correction.q, query_url(state, correction.q, urls)) if correction else None,
        uncorrected_url=query_url(state, uncorrected_text(query.text), urls),
        nothing_to_search=bool(query.text) and not result.interpreted_as,
        any_size_note=_any_size_note(result.any_size),
    )


def _has_line(bet: BestBet, result: SearchResult) -> bool:
    """Return whether a best bet has a line above the hits: it is not one of them, and no filter excludes it."""
    return bet.id is None or not (result.query.has_filters or bet.id in {hit.record.id for hit in result.hits})


def _any_size_note(number: int) -> str:
    if not number:
        return ""
    return ngettext("%(num)s of these is for any size.", "%(num)s of these are for any size.", number)


def _undated_note(result: SearchResult) -> str:
    """Return how many results the chart of years leaves out; with dates there are none."""
    query, undated = result.query, result.total - sum(result.years.values())
    if query.published_from or query.published_to or not undated:
        return ""
    return ngettext("%(num)s has no date.", "%(num)s have no date.", undated)


def _stated_size(result: SearchResult, state: SearchState, taxonomy: Taxonomy, urls: SiteUrls) -> Link | None:
    """Return the agency size that the text states, in words, and the URL of the search with it as a filter.

    None if no result suits it, so that nothing would be left.
    """
    size = result.stated_size
    term = taxonomy.term("agency_size", size.value) if size else None
    if size is None or term is None:
        return None
    if not any(count.count for count in result.facets.get("agency_size", ()) if count.value == size.value):
        return None
    words = suited_agencies(AgencySize(term.sworn_min, term.sworn_max))
    return Link(words, urls.search(state.for_agency(size).as_params()))


def _expanded_words(expansions: Iterable[Expansion]) -> str:
    """Return the first synonyms that were searched for too, and how many more there are."""
    words = tuple(dict.fromkeys(word for expansion in expansions for word in expansion.means))
    shown, hidden = ", ".join(words[:MAX_EXPANDED]), len(words) - MAX_EXPANDED
    return (
        ngettext("%(words)s and %(num)s more", "%(words)s and %(num)s more", hidden, words=shown)
        if hidden > 0
        else shown
    )


def _cards(result: SearchResult, state: SearchState, taxonomy: Taxonomy, urls: SiteUrls) -> Iterator[Card]:
    """Yield the cards of the hits; their links carry the search and the position of the hit."""
    recommended = {bet.id: recommendation_note(bet) for bet in result.best_bets}
    for position, hit in enumerate(result.hits, first_position(result.query)):
        shown = card(hit, taxonomy, urls, state.at(position).as_params())
        yield replace(shown, recommended=recommended.get(hit.record.id))


def _first_partial(result: SearchResult) -> int | None:
    """Return the index of the hit on the page below which partial matches follow full ones; None if there is none."""
    if not (result.relaxed and result.full_first and result.complete):
        return None
    recommended = {bet.id for bet in result.best_bets}
    hits = enumerate(result.hits)
    return next((index for index, hit in hits if hit.partial and hit.record.id not in recommended), None)


def card_lists(cards: Iterable[Card], first: int, first_partial: int | None = None) -> Iterator[CardList]:
    """Yield the cards in lists that end after the third card, and before the first partial match by its index.

    `first` is the position of the first card.
    """
    cards = tuple(cards)
    third = min(HITS_BEFORE_PAGES, len(cards))
    ends = sorted({0, third, len(cards), *(() if first_partial is None else (first_partial,))})
    for start, end in pairwise(ends):
        yield CardList(first + start, cards[start:end], start == first_partial, end == third)


def _title(result: SearchResult) -> str:
    query = result.query
    words = excerpt(query.text, MAX_TITLE_TEXT) if query.text else gettext("Browse")
    count = _matches_words(result)
    if query.page > 1:
        count = gettext("%(count)s, page %(page)s", count=count, page=number_words(query.page))
    return f"{words} \u2013 {count}"


def _matches_words(result: SearchResult) -> str:
    """Return the number of results; of full matches and partial ones, if the result tells them apart."""
    partial = result.total - result.complete
    if not (result.relaxed and result.full_first and partial):
        return resource_words(result.total)
    if not result.complete:
        return ngettext(
            "%(num)s resource matches part of your search", "%(num)s resources match part of your search", partial
        )
    return ngettext(
        "%(full)s; %(num)s more matches part of it",
        "%(full)s; %(num)s more match part of it",
        partial,
        full=resource_words(result.complete),
    )


def count_words(result: SearchResult) -> str:
    """Return the number of results, and which of them are on this page: "11\u201320 of 42 resources"."""
    words = _matches_words(result)
    if len(result.hits) in (0, result.total) or words != resource_words(result.total):
        return words
    first = first_position(result.query)
    return ngettext(
        "%(first)s\u2013%(last)s of %(num)s resource",
        "%(first)s\u2013%(last)s of %(num)s resources",
        result.total,
        first=number_words(first),
        last=number_words(first + len(result.hits) - 1),
    )


def first_position(query: Query) -> int:
    """Return the position of the first result of the page, from 1."""
    return (query.page - 1) * query.per_page + 1


def _sort_options(query: Query) -> tuple[tuple[str, str, bool], ...]:
    """Return value, label and whether it is selected for each order. The default has no value, to keep URLs short."""
    labels = {
        # Without words, relevance is how well the agency sizes fit.
        Sort.RELEVANCE: gettext("Best match") if query.text.strip() else gettext("Best fit"),
        Sort.NEWEST: gettext("Newest"),
        Sort.OLDEST: gettext("Oldest"),
        Sort.ADDED: gettext("Recently added"),
        Sort.TITLE: gettext("Title, A to Z"),
    }
    default = Query(query.text, query.filters, query.sworn).order
    orders = [sort for sort in labels if sort is not Sort.RELEVANCE or sort in (default, query.order)]
    return tuple(("" if sort is default else str(sort), labels[sort], sort is query.order) for sort in orders)
