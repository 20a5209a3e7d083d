"""Resources as cards in a list: what is known of each, what matches, and where it opens. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from catalog.model import DocumentText, Locator, LocatorKind, Record
from catalog.search.result import BestBet, Hit, SitePage, SizeFit, Snippet
from catalog.taxonomy import Taxonomy
from webui.components.text_blocks import without_bars
from webui.i18n.formatting import agency_words, date_words, duration_words, excerpt, page_words
from webui.i18n.locale import gettext, language
from webui.urls import Addresses, Pairs


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, marked or not."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A label and where it leads; plain text where that is nowhere."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document that has the words: how it is called, where it opens, and what stands there."""

    label: str
    url: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A resource in a list.

    `lang` is set where its words are not in the language of the page; `fit` says so where a size suits it.
    """

    title: str
    url: str
    icon: str
    facts: tuple[str, ...]
    runs: tuple[Run, ...] = ()
    places: tuple[Place, ...] = ()
    topics: tuple[Link, ...] = ()
    size: str = ""
    sources: tuple[str, ...] = ()
    lang: str | None = None
    fit: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class BetCard:
    """A best bet: what it is, where it leads, and why. `site` is whose page it is, empty for our own.

    The languages are set where the title or the text is not in the language of the page.
    """

    title: str
    url: str
    text: str = ""
    site: str = ""
    lang: str | None = None
    text_lang: str | None = None


@dataclass(frozen=True, slots=True)
class PageCard:
    """A page of the site or a toolkit of its editors. `lang` is set where it is not in the interface's language."""

    title: str
    url: str
    kind: str
    runs: tuple[Run, ...] = ()
    lang: str | None = None


def card(hit: Hit, taxonomy: Taxonomy, addresses: Addresses, led: Pairs = ()) -> Card:
    """Return a hit as a card; `led` are the parameters that tell its page which search led there."""
    record = hit.record
    summary = next((each for each in hit.snippets if each.document is None), None)
    plain = (Run(excerpt(record.summary)),) if record.summary else ()
    return Card(
        title=record.title,
        url=addresses.resource(record.id, led),
        icon=format_icon(record.format, taxonomy),
        facts=facts(record, hit.texts, taxonomy),
        runs=tuple(runs(summary)) if summary else plain,
        places=tuple(matching_places(hit, addresses)),
        topics=tuple(Link(taxonomy.label("topic", each), addresses.topic(each)) for each in record.topics),
        size=agency_words(record.agency_size),
        fit=gettext("For agencies of your size") if hit.size_fit is SizeFit.EXACT else "",
        sources=tuple(taxonomy.publisher(name).label for name in record.publishers),
        lang=foreign(record.language),
        record=record.id,
    )


def bet_card(bet: BestBet, addresses: Addresses) -> BetCard:
    """Return a best bet as its box shows it: one of our resources opens its page here."""
    return BetCard(
        title=bet.title,
        url=addresses.resource(bet.id) if bet.id else bet.url or "",
        text=bet.text or "",
        site="" if bet.id else (urlsplit(bet.url or "").hostname or "").removeprefix("www."),
        lang=foreign(bet.title_language),
        text_lang=foreign(bet.text_language),
    )


def page_card(page: SitePage, addresses: Addresses) -> PageCard:
    """Return what the site itself says as its box shows it."""
    lang = page.language if page.language != addresses.language else None
    return PageCard(page.title, addresses.site_page(page), page.kind, tuple(runs(page.snippet)), lang)


def record_card(record: Record, taxonomy: Taxonomy, addresses: Addresses) -> Card:
    """Return a record that nobody searched for as a card."""
    return card(Hit(record, (), 0.0), taxonomy, addresses)


def foreign(code: str | None) -> str | None:
    """Return a language if it is known and not that of the page."""
    return code if code and code.partition("-")[0].lower() != language() else None


def format_icon(format_value: str | None, taxonomy: Taxonomy) -> str:
    """Return the name of a format's symbol in icons.svg; one that does not exist is shown as the symbol `format`."""
    term = taxonomy.term("format", format_value or "")
    return f"format-{(term.icon if term else '') or format_value}"


def facts(record: Record, texts: Iterable[DocumentText], taxonomy: Taxonomy) -> tuple[str, ...]:
    """Return the line above a title: format, date, pages, duration, language, as far as they are worth saying."""
    known = tuple(texts)
    pages = record.pages or next((each.pages for each in known if each.pages), None)
    duration = record.duration_s or next((each.duration_s for each in known if each.duration_s), None)
    other = foreign(record.language)
    found = (
        taxonomy.label("format", record.format) if record.format else None,
        date_words(record.published) if record.published else None,
        page_words(pages) if pages else None,
        duration_words(duration) if duration else None,
        taxonomy.label("language", other) if other else None,
    )
    return tuple(each for each in found if each)


def matching_places(hit: Hit, addresses: Addresses) -> Iterator[Place]:
    """Yield the places in a hit's documents that have the words, each with where it opens."""
    for snippet in hit.snippets:
        if url := addresses.snippet(hit, snippet):
            yield Place(place_label(snippet), url, tuple(runs(snippet)))


def place_label(snippet: Snippet) -> str:
    """Return how the link to a place is called."""
    label = snippet.locator.label
    if snippet.locator.kind is LocatorKind.TIME and label:
        return gettext("Jump to %(time)s", time=label.removeprefix("00:"))
    return place_words(snippet.locator) or gettext("In the text")


def place_words(locator: Locator) -> str:
    """Return how a place is called: "p. 12", "slide 4", or a heading as it stands."""
    unit, _, number = locator.label.partition(" ")
    if locator.kind is LocatorKind.PAGE and unit == "slide":
        return gettext("slide %(number)s", number=number)
    if locator.kind is LocatorKind.PAGE and unit == "p.":
        return gettext("p. %(number)s", number=number)
    return locator.label


def runs(snippet: Snippet) -> Iterator[Run]:
    """Yield a snippet's text as marked and unmarked stretches; together they are the text, bars between cells aside."""
    text = without_bars(snippet.text)  # as long as before, so that the marks stay where they are
    end = 0
    for first, last in snippet.marks:
        if first > end:
            yield Run(text[end:first])
        yield Run(text[first:last], marked=True)
        end = last
    if end < len(text):
        yield Run(text[end:])
