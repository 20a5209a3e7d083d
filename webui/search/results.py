"""A search result as its page shows it: facet panels, constraints, orders, pages. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.facets import FACET_NAMES, FACETS, Facet, Panel
from catalog.search.query.tree import Expansion, Query, Sort
from catalog.search.result import Choice, FacetCount, SearchResult
from catalog.taxonomy import Taxonomy
from webui.components.cards import BetCard, Card, Link, PageCard, bet_card, card, page_card
from webui.i18n.formatting import excerpt, resource_words
from webui.i18n.labels import legend
from webui.i18n.locale import gettext, ngettext, number_words
from webui.search.state import SearchState, page_count
from webui.urls import Addresses

SHOWN_VALUES = 8
"""Values of a facet that stand open; the others are behind "Show all"."""
PAGES_AROUND = 1
"""Page numbers shown on each side of the current one."""
TITLE_WORDS = 80
"""Characters of the visitor's words in a page's title."""


@dataclass(frozen=True, slots=True)
class FacetPanel:
    """A facet: the values that stand open, and those behind "Show all"."""

    name: str
    legend: str
    shown: tuple[FacetCount, ...]
    more: tuple[FacetCount, ...]

    @property
    def size(self) -> int:
        """How many values there are."""
        return len(self.shown) + len(self.more)


@dataclass(frozen=True, slots=True)
class Constraint:
    """A filter in force, by its parameter and as people call it, and the search without it."""

    name: str
    kind: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link of the pagination; `number` is None for a gap."""

    number: int | None
    url: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class MeaningLink:
    """A meaning of an ambiguous term, the search for it alone, and how much that finds."""

    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchView:
    """Everything the search page shows."""

    heading: str
    title: str
    count: str
    bets: tuple[BetCard, ...]
    pages: tuple[PageCard, ...]
    cards: tuple[Card, ...]
    first_panels: tuple[FacetPanel, ...]
    second_panels: tuple[FacetPanel, ...]
    more_panels: tuple[FacetPanel, ...]
    constraints: tuple[Constraint, ...]
    clear_url: str
    sorts: tuple[tuple[str, str, bool], ...]
    page_links: tuple[PageLink, ...]
    previous: str | None
    following: str | None
    last_page: str | None
    expansions: tuple[Expansion, ...]
    exact_url: str | None
    choices: tuple[tuple[str, tuple[MeaningLink, ...]], ...]
    chosen: tuple[tuple[str, Link], ...]
    correction: Link | None
    as_typed: str
    nothing_to_search: bool
    any_size: str

    @property
    def filters_in_use(self) -> int:
        """How many filters are in force, the words aside."""
        return sum(constraint.name != "q" for constraint in self.constraints)

    @property
    def more_in_use(self) -> bool:
        """Tell whether a filter behind "More filters" is in force."""
        return any(value.selected for panel in self.more_panels for value in (*panel.shown, *panel.more))


def search_view(result: SearchResult, taxonomy: Taxonomy, addresses: Addresses) -> SearchView:
    """Return what the search page shows."""
    query, state = result.query, SearchState(result.query)
    pages = page_count(result.total, query.per_page)
    panels = {place: tuple(_panels(result, place)) for place in Panel}
    better = result.did_you_mean
    return SearchView(
        heading=gettext("Results for \u201c%(words)s\u201d", words=query.text)
        if query.text
        else gettext("Browse resources"),
        title=_title(result),
        count=count_words(result),
        bets=tuple(bet_card(bet, addresses) for bet in result.best_bets),
        pages=tuple(page_card(page, addresses) for page in result.pages),
        cards=tuple(_cards(result, state, taxonomy, addresses)),
        first_panels=panels[Panel.FIRST],
        second_panels=panels[Panel.SECOND],
        more_panels=panels[Panel.MORE],
        constraints=tuple(constraints(result, addresses)),
        clear_url=addresses.search(state.without_filters().as_params()),
        sorts=_sorts(query),
        page_links=tuple(page_links(state, pages, addresses)),
        previous=addresses.search(state.with_page(query.page - 1).as_params()) if 1 < query.page <= pages else None,
        following=addresses.search(state.with_page(query.page + 1).as_params()) if query.page < pages else None,
        last_page=addresses.search(state.with_page(pages).as_params()) if result.total and query.page > pages else None,
        expansions=result.expansions,
        exact_url=_exact_url(state, result.expansions, addresses),
        choices=tuple((each.typed, tuple(_meaning_links(each, state, addresses))) for each in result.choices),
        chosen=tuple(
            (each.text, Link(each.term, addresses.search(state.with_text(each.q).as_params())))
            for each in result.chosen
        ),
        correction=Link(better.q, addresses.search(state.with_text(better.q).as_params())) if better else None,
        as_typed=addresses.search(state.with_text(_as_typed(query.text)).as_params()),
        nothing_to_search=bool(query.text) and not result.interpreted_as,
        any_size=_any_size(result.any_size),
    )


def _any_size(number: int) -> str:
    if not number:
        return ""
    return ngettext("%(num)s of these is for any size.", "%(num)s of these are for any size.", number)


def _cards(result: SearchResult, state: SearchState, taxonomy: Taxonomy, addresses: Addresses) -> Iterator[Card]:
    """Yield the hits; the link of each has the search and the position of the hit in it."""
    first = (result.query.page - 1) * result.query.per_page + 1
    for position, hit in enumerate(result.hits, first):
        yield card(hit, taxonomy, addresses, state.at(position).as_params())


def _title(result: SearchResult) -> str:
    query = result.query
    words = excerpt(query.text, TITLE_WORDS) if query.text else gettext("Browse")
    count = resource_words(result.total)
    if query.page > 1:
        count = gettext("%(count)s, page %(page)s", count=count, page=number_words(query.page))
    return f"{words} \u2013 {count}"


def count_words(result: SearchResult) -> str:
    """Return how much was found and which of it is here: "11\u201320 of 42 resources"."""
    query = result.query
    first = (query.page - 1) * query.per_page + 1
    if len(result.hits) in (0, result.total):
        return resource_words(result.total)
    return ngettext(
        "%(first)s\u2013%(last)s of %(num)s resource",
        "%(first)s\u2013%(last)s of %(num)s resources",
        result.total,
        first=number_words(first),
        last=number_words(first + len(result.hits) - 1),
    )


# Filters


def _panels(result: SearchResult, place: Panel) -> Iterator[FacetPanel]:
    """Yield the panels of one place: in the first place all with values, elsewhere those that can narrow the answer."""
    for facet in FACETS:
        counts = result.facets.get(facet.name, ()) if facet.panel is place else ()
        in_use = any(each.selected or 0 < each.count < result.total for each in counts)
        if in_use or (counts and place is Panel.FIRST):
            yield panel(facet, counts)


def panel(facet: Facet, counts: Iterable[FacetCount]) -> FacetPanel:
    """Return a facet's values, selected ones first unless the facet is ordered."""
    ordered = tuple(counts)
    if not facet.ordered:
        ordered = tuple(sorted(ordered, key=lambda each: not each.selected))
    standing = max(SHOWN_VALUES, sum(each.selected for each in ordered))
    if len(ordered) <= standing + 1:  # a list of one more value is not worth hiding it
        return FacetPanel(facet.name, legend(facet.name), ordered, ())
    return FacetPanel(facet.name, legend(facet.name), ordered[:standing], ordered[standing:])


def constraints(result: SearchResult, addresses: Addresses) -> Iterator[Constraint]:
    """Yield what narrows the search: the words, then each filter, each with the search without it."""
    state = SearchState(result.query)
    for name, value in sorted(state.as_params(), key=lambda param: _rank(param[0])):
        if label := _constraint_label((name, value), result):
            yield Constraint(name, *label, addresses.search(state.remove(name, value).as_params()))


def _rank(name: str) -> int:
    order = ("q", *(facet.name for facet in FACETS), "sworn", "published_from", "published_to")
    return order.index(name) if name in order else len(order)


def _constraint_label(pair: tuple[str, str], result: SearchResult) -> tuple[str, str] | None:
    name, value = pair
    fixed = {
        "q": (gettext("Words"), value),
        "sworn": (gettext("Your agency"), _officers(result.query.sworn or 0)),
        "published_from": (gettext("From"), value),
        "published_to": (gettext("To"), value),
    }
    if name in fixed:
        return fixed[name]
    shown = next((each.label for each in result.facets.get(name, ()) if each.value == value), value)
    return (legend(name), shown) if name in FACET_NAMES else None


def _officers(number: int) -> str:
    return ngettext("%(num)s sworn officer", "%(num)s sworn officers", number)


def _sorts(query: Query) -> tuple[tuple[str, str, bool], ...]:
    """Return (value, label, selected); the order that holds anyway has no value, so that addresses stay short."""
    best = (
        gettext("Best match") if query.text.strip() else gettext("Best fit")
    )  # without words there is nothing but a size to suit
    labels = {
        Sort.RELEVANCE: best,
        Sort.NEWEST: gettext("Newest"),
        Sort.OLDEST: gettext("Oldest"),
        Sort.TITLE: gettext("Title, A to Z"),
    }
    default = Query(query.text, query.filters, query.sworn).order
    there = [sort for sort in labels if sort is not Sort.RELEVANCE or sort in (default, query.order)]
    return tuple(("" if sort is default else str(sort), labels[sort], sort is query.order) for sort in there)


# Pages


def page_links(state: SearchState, pages: int, addresses: Addresses) -> Iterator[PageLink]:
    """Yield the numbered links: the first, the last, those around the current one, and gaps between."""
    if pages <= 1:
        return
    page = state.query.page
    near = set(range(page - PAGES_AROUND, page + PAGES_AROUND + 1)) & set(range(1, pages + 1))
    before = 0
    for number in sorted({1, pages} | near):
        if number - before == 2:  # noqa: PLR2004  # a gap of one page is that page
            yield PageLink(before + 1, addresses.search(state.with_page(before + 1).as_params()))
        elif number - before > 1:
            yield PageLink(None)
        yield PageLink(number, addresses.search(state.with_page(number).as_params()), number == page)
        before = number


# Wording of the query


def exact_text(text: str, expansions: Iterable[Expansion]) -> str:
    """Return the visitor's text with each expanded word written so that it stands for itself alone."""
    for each in expansions:
        words = each.typed.split()
        exact = f"={each.typed}" if len(words) == 1 else f'"{each.typed}"'
        pattern = r'(?<![\w=:"])' + r"\s+".join(map(re.escape, words)) + r"(?!\w)"
        text = re.sub(pattern, exact.replace("\\", r"\\"), text, count=1)
    return text


def _exact_url(state: SearchState, expansions: Iterable[Expansion], addresses: Addresses) -> str | None:
    exact = exact_text(state.query.text, expansions)
    return addresses.search(state.with_text(exact).as_params()) if exact != state.query.text else None


def _meaning_links(choice: Choice, state: SearchState, addresses: Addresses) -> Iterator[MeaningLink]:
    for each in choice.meanings:
        label = each.text[:1].upper() + each.text[1:]
        yield MeaningLink(label, addresses.search(state.with_text(each.q).as_params()), each.total)


def _as_typed(text: str) -> str:
    """Return a text whose plain words stand for themselves alone, so that none is corrected."""
    return re.sub(r"(?<![\w=:\"'\u2019-])[^\W\d_]{2,}(?![\w:*\"])", r"=\g<0>", text)
