"""Cards: resources, best bets and pages of the site in a list. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from catalog.model import DocumentText, Record
from catalog.search.result import BestBet, Hit, SitePage, SizeFit
from catalog.taxonomy import Taxonomy
from catalog.text import language_subtag
from catalog.web_hosts import site_host
from webui.components.destinations import destination, held_document
from webui.components.snippets import MatchingPassage, SnippetSpan, matching_passages, snippet_spans
from webui.http.params import Params
from webui.i18n.formatting import agency_words, date_words, duration_words, excerpt, page_words
from webui.i18n.labels import localized_text
from webui.i18n.locale import ENGLISH, gettext, language
from webui.urls import SiteUrls


@dataclass(frozen=True, slots=True)
class Link:
    """A label and its URL; plain text if the URL is empty."""

    label: str
    url: str = ""


def home_link(urls: SiteUrls) -> Link:
    """Return a link to the home page."""
    return Link(gettext("Home"), urls.home())


def record_link(record: Record, urls: SiteUrls, params: Params = ()) -> Link:
    """Return a link to the page of a record, with its title; `params` encode the search that led to it."""
    return Link(localized_text(record).title, urls.resource(record.id, params))


def record_links(records: Iterable[Record], urls: SiteUrls) -> Iterator[Link]:
    """Yield a link to the page of each record, with its title."""
    return (record_link(record, urls) for record in records)


@dataclass(frozen=True, slots=True)
class RecommendationNote:
    """What editors say about a resource that they recommend, and its language, None if it is that of the page."""

    text: str = ""
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A resource in a list.

    `facts` and `opens`, where its link opens, are the line above the title, and `spans` the summary. `size_match` is a
    note, empty unless the resource fits the agency size of the search. `lang` is the language of title and summary, and
    `resource_lang` that of the resource and its passages, None if it is that of the page. `agency_size` is empty for
    any size. `recommended` is None unless editors recommend the resource for the search.
    """

    title: str
    url: str
    icon: str
    facts: tuple[str, ...]
    opens: str = ""
    spans: tuple[SnippetSpan, ...] = ()
    passages: tuple[MatchingPassage, ...] = ()
    topics: tuple[Link, ...] = ()
    agency_size: str = ""
    publishers: tuple[str, ...] = ()
    lang: str | None = None
    resource_lang: str | None = None
    sample: bool = False
    size_match: str = ""
    record_id: str = ""
    recommended: RecommendationNote | None = None


@dataclass(frozen=True, slots=True)
class BestBetCard:
    """A best bet that is not among the hits. `site` is the host it leads to, empty for a page of this site.

    `lang` and `text_lang` are the languages of title and text, None if they are that of the page.
    """

    title: str
    url: str
    text: str = ""
    site: str = ""
    lang: str | None = None
    text_lang: str | None = None


@dataclass(frozen=True, slots=True)
class SitePageCard:
    """A page of the site or a featured toolkit. `lang` is its language, None if it is that of the page."""

    title: str
    url: str
    kind: str
    spans: tuple[SnippetSpan, ...] = ()
    lang: str | None = None


def card(hit: Hit, taxonomy: Taxonomy, urls: SiteUrls, params: Params = ()) -> Card:
    """Return the card of a hit; `params` encode the search, for the link to the resource."""
    record, text = hit.record, localized_text(hit.record)
    held = held_document(record, hit.texts)
    snippet = next((snippet for snippet in hit.snippets if snippet.document is None), None)
    summary = (SnippetSpan(excerpt(text.summary)),) if text.summary else ()
    return Card(
        title=text.title,
        url=urls.resource(record.id, params),
        icon=format_icon(record.format, taxonomy),
        facts=record_facts(record, hit.texts, taxonomy, with_pages=held is None),
        opens=destination(record, hit.texts),
        spans=tuple(snippet_spans(snippet)) if snippet else summary,
        passages=tuple(matching_passages(hit, urls)),
        topics=tuple(Link(taxonomy.label("topic", topic), urls.topic(topic)) for topic in record.topics),
        agency_size=agency_words(record.agency_size) if record.agency_size else "",
        size_match=gettext("For agencies of your size") if hit.size_fit is SizeFit.EXACT else "",
        publishers=tuple(taxonomy.publisher_label(name) for name in record.publishers),
        lang=foreign_language(text.language),
        resource_lang=foreign_language(record.language),
        sample=record.sample,
        record_id=record.id,
    )


def recommendation_note(bet: BestBet) -> RecommendationNote:
    """Return what the card of a hit says about its best bet."""
    return RecommendationNote(bet.text or "", foreign_language(bet.text_language or ENGLISH))


def best_bet_card(bet: BestBet, urls: SiteUrls) -> BestBetCard:
    """Return the card of a best bet; a resource of the catalog opens its page here."""
    return BestBetCard(
        title=bet.title,
        url=urls.resource(bet.id) if bet.id else bet.url or "",
        text=bet.text or "",
        site="" if bet.id else site_host(bet.url or ""),
        lang=foreign_language(bet.title_language or ENGLISH),
        text_lang=foreign_language(bet.text_language or ENGLISH),
    )


def site_page_card(page: SitePage, urls: SiteUrls) -> SitePageCard:
    """Return the card of a page of the site."""
    lang = page.language if page.language != urls.language else None
    return SitePageCard(page.title, urls.site_page(page), page.kind, tuple(snippet_spans(page.snippet)), lang)


def record_card(record: Record, taxonomy: Taxonomy, urls: SiteUrls) -> Card:
    """Return the card of a record outside of a search."""
    return card(Hit(record, (), 0.0), taxonomy, urls)


def foreign_language(code: str | None) -> str | None:
    """Return a language code if it is not that of the page, else None."""
    return code if code and language_subtag(code) != language() else None


def format_icon(format_value: str | None, taxonomy: Taxonomy) -> str:
    """Return the name of a format's icon; pages show `format` instead of one that icons.svg does not have."""
    term = taxonomy.term("format", format_value or "")
    return f"format-{(term.icon if term else '') or format_value}"


def record_facts(
    record: Record, texts: Iterable[DocumentText], taxonomy: Taxonomy, *, with_pages: bool = True
) -> tuple[str, ...]:
    """Return the known facts for the line above a title: sample, format, date, pages, duration, foreign language."""
    document_texts = tuple(texts)
    pages = record.pages or next((text.pages for text in document_texts if text.pages), None)
    duration = record.duration_s or next((text.duration_s for text in document_texts if text.duration_s), None)
    foreign = foreign_language(record.language)
    facts = (
        gettext("Sample") if record.sample else None,
        taxonomy.label("format", record.format) if record.format else None,
        date_words(record.published) if record.published else None,
        page_words(pages) if pages and with_pages else None,
        duration_words(duration) if duration else None,
        taxonomy.label("language", foreign) if foreign else None,
    )
    return tuple(fact for fact in facts if fact)
