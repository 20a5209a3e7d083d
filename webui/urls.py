"""Addresses: where each thing of the site is reached, and where a place inside a document opens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit, urlunsplit
from zlib import crc32

from catalog.model import Document, DocumentText, Locator, LocatorKind, Record
from catalog.schemas import is_web_address
from catalog.search.result import Hit, SitePage, SitePageKind, Snippet
from catalog.text import slug
from webui.i18n.locale import ENGLISH
from webui.media_types import HTML, PDF

Pairs = Iterable[tuple[str, str]]

YOUTUBE = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be"})
VIMEO = frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"})


@dataclass(frozen=True, slots=True)
class Addresses:
    """The site's addresses. They begin with `root`: nothing for links in pages, the public address elsewhere.

    `version` names the static files' bytes, so that browsers may keep them for good. Pages, feeds and files are those
    of a `language`; documents, static files and JSON are the same in all.
    """

    root: str = ""
    version: str = ""
    language: str = ENGLISH

    @property
    def pages(self) -> str:
        """What the addresses of pages begin with."""
        return self.root if self.language == ENGLISH else f"{self.root}/{self.language}"

    def home(self) -> str:
        """Return the address of the first page."""
        return f"{self.pages}/"

    def page(self, name: str) -> str:
        """Return the address of a page by its path, such as `help/search`."""
        return f"{self.pages}/{name}"

    def site_page(self, found: SitePage) -> str:
        """Return where what the site itself says is read: a page, or a toolkit of its editors."""
        page = self.page(f"toolkits/{quote(found.name, safe='')}" if found.kind is SitePageKind.TOOLKIT else found.name)
        return f"{page}#{found.anchor}" if found.anchor else page

    def sites(self, pairs: Pairs = ()) -> str:
        """Return the page of the partnership's sites."""
        return _with_query(self.page("sites"), pairs)

    def same(self, path: str, pairs: Pairs = ()) -> str:
        """Return the address of a page by its whole path, as a request has it."""
        return _with_query(f"{self.pages}{quote(path)}", pairs)

    def static(self, name: str) -> str:
        """Return the address of a static file."""
        return f"{self.root}/static/{name}?v={self.version}"

    def search(self, pairs: Pairs = ()) -> str:
        """Return the page of a search."""
        return _with_query(f"{self.pages}/search", pairs)

    def json(self, name: str) -> str:
        """Return the address of a route of the JSON endpoint, such as `suggest`; it is the same in all languages."""
        return f"{self.root}/api/v1/{name}"

    def json_search(self, pairs: Pairs = ()) -> str:
        """Return the JSON answer of a search."""
        return _with_query(self.json("search"), pairs)

    def search_as(self, ending: str, pairs: Pairs = ()) -> str:
        """Return a search in another form: a feed (`atom`, `rss`) or a file (`csv`, `ris`, `bib`)."""
        return _with_query(f"{self.pages}/search.{ending}", pairs)

    def resource(self, record_id: str, pairs: Pairs = ()) -> str:
        """Return a resource's page; `pairs` say which search led to it."""
        return _with_query(f"{self.pages}/resources/{quote(record_id, safe='')}", pairs)

    def resource_as(self, record_id: str, ending: str) -> str:
        """Return a resource as a reference: `ris` or `bib`."""
        return f"{self.resource(record_id)}.{ending}"

    def topic(self, value: str) -> str:
        """Return a topic's page."""
        return f"{self.pages}/topics/{quote(value, safe='')}"

    def text(self, record_id: str, document: int, at: str = "") -> str:
        """Return the page with the text of a record's document (its place, from 0), opened at an anchor."""
        return f"{self.resource(record_id)}/text/{document + 1}{'#' if at else ''}{at}"

    def document(self, document: Document) -> str | None:
        """Return where a document itself is reached: our own copy or its web address, None for any other."""
        if document.path:
            return f"{self.root}/documents/{quote(document.path)}"
        return document.url if document.url and is_web_address(document.url) else None

    def snippet(self, hit: Hit, snippet: Snippet) -> str | None:
        """Return the address that opens a snippet's place; None for a snippet of the summary."""
        if snippet.document is None:
            return None
        return self.place(hit.record, hit.texts, snippet.document, snippet.locator)

    def place(self, record: Record, texts: Sequence[DocumentText], number: int, locator: Locator) -> str | None:
        """Return the address that opens a place in a record's document number `number`, from 0.

        Browsers open pages of PDF (`#page=`, ISO 32000-2 Annex O), elements of HTML, and times of films; any
        other place opens in the page with the document's text.
        """
        if number >= len(record.documents):
            return None
        document = record.documents[number]
        film = _film(record, document)
        if locator.kind is LocatorKind.TIME and film:
            return at_time(film, locator.fragment)
        media_type = texts[number].media_type if number < len(texts) else document.media_type
        opens = (locator.kind, media_type) == (LocatorKind.PAGE, PDF) or (
            locator.kind is LocatorKind.HEADING and media_type in HTML
        )
        address = self.document(document)
        if opens and locator.fragment and address:
            return f"{address.partition('#')[0]}#{quote(locator.fragment, safe='=&')}"
        return self.text(record.id, number, anchor(locator))


def anchor(locator: Locator) -> str:
    """Return the id under which the text of a place stands in the page with its document's text."""
    name = locator.fragment or locator.label
    if not name:
        return "at-start"
    return f"at-{slug(name) or format(crc32(name.encode('utf-8', 'replace')), '08x')}"


def at_time(url: str, fragment: str) -> str:
    """Return a film's address at `fragment` ("t=271"): YouTube wants it as a parameter, others as a fragment."""
    parts = urlsplit(url)
    if parts.hostname in YOUTUBE:
        query = "&".join(part for part in (parts.query, fragment) if part)
        return urlunsplit(parts._replace(query=query, fragment=""))
    unit = "s" if parts.hostname in VIMEO else ""
    return urlunsplit(parts._replace(fragment=f"{fragment}{unit}" if fragment else ""))


def _film(record: Record, document: Document) -> str | None:
    """Return what plays the times of a document: itself where it is remote, or the film it is the transcript of."""
    for url in (document.url, record.url):
        known = url and is_web_address(url) and urlsplit(url).hostname in YOUTUBE | VIMEO
        if url and (known or (url == document.url and is_web_address(url))):
            return url
    return None


def _with_query(path: str, pairs: Pairs) -> str:
    query = urlencode(list(pairs))
    return f"{path}?{query}" if query else path
