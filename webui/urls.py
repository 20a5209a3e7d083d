"""The URLs of the site's pages, feeds, files and documents, and of passages in documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit, urlunsplit
from zlib import crc32

from catalog.model import Document, DocumentText, Locator, LocatorKind, Record
from catalog.schemas import is_web_address
from catalog.search.result import Hit, SitePage, SitePageKind, Snippet
from catalog.text import slug
from catalog.web_hosts import VIMEO_HOSTS, YOUTUBE_HOSTS
from webui.http.params import Params
from webui.i18n.locale import ENGLISH
from webui.media_types import HTML, PDF

PASSAGES_PER_TEXT_PAGE = 300
"""Passages on one page of a document's text."""
MAX_QUOTED_WORDS = 6
"""Words of a snippet in its URL."""

_PARTS = re.compile(r"\s{2,}|\s?\u2026\s?|\s\|\s|\s?[\u201c\u201d]\s?")
"""What separates paragraphs, cells and cut ends in the text of a snippet; quotation marks have several forms."""


@dataclass(frozen=True, slots=True)
class SiteUrls:
    """Builds the site's URLs. They begin with `root`: the mount path for links in pages, the public URL elsewhere.

    `version` changes with the static files, so that browsers may cache them for a year. Pages, feeds and files are in
    `language`; documents, static files and the JSON API have one URL in all languages.
    """

    root: str = ""
    version: str = ""
    language: str = ENGLISH

    @property
    def page_root(self) -> str:
        """The beginning of the URLs of pages: the root and, if it is not English, the language."""
        return self.root if self.language == ENGLISH else f"{self.root}/{self.language}"

    def home(self) -> str:
        """Return the URL of the home page."""
        return f"{self.page_root}/"

    def page(self, name: str) -> str:
        """Return the URL of a page by its path, such as `help/search`."""
        return f"{self.page_root}/{name}"

    def contact(self, words: str) -> str:
        """Return the URL of the page about contact, with the words of a search that found nothing."""
        return _with_query(self.page("contact"), (("q", words),) if words else ())

    def site_page(self, page: SitePage) -> str:
        """Return the URL of a page that the site search found: a page about the program, or a featured toolkit."""
        url = self.toolkit(page.name) if page.kind is SitePageKind.TOOLKIT else self.page(page.name)
        return f"{url}#{page.anchor}" if page.anchor else url

    def toolkit(self, name: str) -> str:
        """Return the URL of a featured toolkit's page."""
        return self.page(f"toolkits/{quote(name, safe='')}")

    def sites(self, params: Params = ()) -> str:
        """Return the URL of the page with the partnership's sites."""
        return _with_query(self.page("sites"), params)

    def from_path(self, path: str, params: Params = ()) -> str:
        """Return the URL of a page by the decoded path of a request."""
        return _with_query(f"{self.page_root}{quote(path)}", params)

    def embed(self, params: Params = ()) -> str:
        """Return the URL of the embed builder."""
        return _with_query(self.page("embed"), params)

    def static(self, name: str) -> str:
        """Return the URL of a static file."""
        return f"{self.root}/static/{name}?v={self.version}"

    def widget_file(self, version: str, name: str) -> str:
        """Return the URL of a file of the search widget in a version ("1.0.0"), or in a major version ("v1")."""
        return f"{self.root}/embed/{version}/{name}"

    def frame(self, params: Params = ()) -> str:
        """Return the URL of the widget's page for iframes."""
        return _with_query(self.page("embed/frame"), params)

    def oembed(self, page_url: str, extension: str) -> str:
        """Return the URL that tells what to embed for a page, as `json` or `xml`."""
        return _with_query(f"{self.root}/oembed", (("url", page_url), ("format", extension)))

    def frame_file(self, name: str) -> str:
        """Return the URL of a file of that page: `frame.js` or `frame.css`."""
        return f"{self.root}/embed/{name}?v={self.version}"

    def search(self, params: Params = ()) -> str:
        """Return the URL of a search page."""
        return _with_query(f"{self.page_root}/search", params)

    def api(self, name: str) -> str:
        """Return the URL of a route of the JSON API, such as `suggest`."""
        return f"{self.root}/api/v1/{name}"

    def api_search(self, params: Params = ()) -> str:
        """Return the URL of a search in the JSON API."""
        return _with_query(self.api("search"), params)

    def api_resources(self, params: Params = ()) -> str:
        """Return the URL of a page of all resources in the JSON API."""
        return _with_query(self.api("resources"), params)

    def search_as(self, extension: str, params: Params = ()) -> str:
        """Return the URL of a search as a feed (`atom`, `rss`) or a file (`csv`, `ris`, `bib`, `csl.json`)."""
        return _with_query(f"{self.page_root}/search.{extension}", params)

    def resource(self, record_id: str, params: Params = ()) -> str:
        """Return the URL of a resource's page; `params` encode the search that it was found with."""
        return _with_query(f"{self.page_root}/resources/{quote(record_id, safe='')}", params)

    def resource_as(self, record_id: str, extension: str) -> str:
        """Return the URL of a resource as a reference (`ris`, `bib`, `csl.json`)."""
        return f"{self.resource(record_id)}.{extension}"

    def topic(self, value: str) -> str:
        """Return the URL of a topic's page."""
        return f"{self.page_root}/topics/{quote(value, safe='')}"

    def document_text(self, record_id: str, number: int, page: int = 1, anchor: str = "") -> str:
        """Return the URL of a page of the text of a record's document, counted from 0, or of an anchor in the page."""
        params = (("page", str(page)),) if page > 1 else ()
        return f"{_with_query(f'{self.resource(record_id)}/text/{number + 1}', params)}{'#' if anchor else ''}{anchor}"

    def document_page(self, record_id: str, number: int, page: int, params: Params = ()) -> str:
        """Return the URL of a page, from 1, of a record's document, from 0, as a picture with marked words.

        `params` encode the search for these words.
        """
        return _with_query(f"{self.resource(record_id)}/documents/{number + 1}/pages/{page}", params)

    def page_picture(self, record_id: str, number: int, page: int, version: str) -> str:
        """Return the URL of such a picture alone. `version` changes with the picture, so browsers may keep it."""
        path = f"{self.root}/resources/{quote(record_id, safe='')}/documents/{number + 1}/pages/{page}.webp"
        return _with_query(path, (("v", version),))

    def document(self, document: Document) -> str | None:
        """Return the URL of a document: of our copy, or on the web; None if it has neither."""
        if document.path:
            return f"{self.root}/documents/{quote(document.path)}"
        return document.url if document.url and is_web_address(document.url) else None

    def snippet(self, hit: Hit, snippet: Snippet) -> str | None:
        """Return the URL that opens a snippet's passage; None for a snippet of the summary.

        If there are several snippets at its place, browsers find it by its first matching words.
        """
        if snippet.document is None:
            return None
        url = self.passage(hit.record, hit.texts, snippet.document, snippet.locator, snippet.passage)
        return _with_quote(url, snippet) if url and snippet.part else url

    def passage(
        self, record: Record, texts: Sequence[DocumentText], number: int, locator: Locator, passage: int = 0
    ) -> str | None:
        """Return the URL that opens a passage by its locator, in a record's document counted from 0.

        Browsers can open a page of a PDF (`#page=`, ISO 32000-2 Annex O), an element of HTML, and a time in a video.
        Any other passage opens in the document's text, on the page that has it; `passage` is its number, from 0.
        """
        if number >= len(record.documents):
            return None
        document = record.documents[number]
        video_url = _video_url(record, document)
        if locator.kind is LocatorKind.TIME and video_url:
            return url_at_time(video_url, locator.fragment)
        media_type = texts[number].media_type if number < len(texts) else document.media_type
        has_anchor = (locator.kind, media_type) == (LocatorKind.PAGE, PDF) or (
            locator.kind is LocatorKind.HEADING and media_type in HTML
        )
        url = self.document(document)
        if has_anchor and locator.fragment and url:
            return f"{url.partition('#')[0]}#{quote(locator.fragment, safe='=&')}"
        return self.document_text(record.id, number, text_page(passage), passage_anchor(locator))


def text_page(passage: int) -> int:
    """Return the page of a document's text, from 1, that has a passage, by its number in the document, from 0."""
    return passage // PASSAGES_PER_TEXT_PAGE + 1


def passage_anchor(locator: Locator) -> str:
    """Return the id of a passage in the page with its document's text."""
    name = locator.fragment or locator.label
    if not name:
        return "at-start"
    return f"at-{slug(name) or format(crc32(name.encode('utf-8', 'replace')), '08x')}"


def url_at_time(url: str, fragment: str) -> str:
    """Return a video's URL at `fragment` ("t=271"), which is a query parameter on YouTube and a fragment elsewhere."""
    parts = urlsplit(url)
    if parts.hostname in YOUTUBE_HOSTS:
        query = "&".join(part for part in (parts.query, fragment) if part)
        return urlunsplit(parts._replace(query=query, fragment=""))
    unit = "s" if parts.hostname in VIMEO_HOSTS else ""
    return urlunsplit(parts._replace(fragment=f"{fragment}{unit}" if fragment else ""))


def _with_quote(url: str, snippet: Snippet) -> str:
    """Return a URL that also finds the words of a snippet: in a PDF by RFC 8118, elsewhere as a text fragment."""
    words = _quoted_words(snippet)
    if not words or snippet.locator.kind is LocatorKind.TIME:
        return url
    if urlsplit(url).fragment.startswith("page="):
        return f"{url}&search=%22{quote(words, safe='')}%22"
    directive = quote(words, safe="").replace("-", "%2D")  # a hyphen has a meaning in a text fragment
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _quoted_words(snippet: Snippet) -> str:
    """Return the first words of a snippet from its first mark on, within one paragraph or cell."""
    start = snippet.marks[0][0] if snippet.marks else 0
    part = next((part for part in _PARTS.split(snippet.text[start:].replace('"', " ")) if part), "")
    return " ".join(part.split()[:MAX_QUOTED_WORDS]).rstrip(",;:.")


def _video_url(record: Record, document: Document) -> str | None:
    """Return the URL of the video that a document's times refer to, or None if it is not on the web.

    It is the document itself or, for a transcript, the record's video on YouTube or Vimeo.
    """
    for url in (document.url, record.url):
        is_player = url and is_web_address(url) and urlsplit(url).hostname in YOUTUBE_HOSTS | VIMEO_HOSTS
        if url and (is_player or (url == document.url and is_web_address(url))):
            return url
    return None


def _with_query(path: str, params: Params) -> str:
    query = urlencode(params)
    return f"{path}?{query}" if query else path
