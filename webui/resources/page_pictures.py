"""The pictures of pages of documents: the first page on the page of a resource, and any page with marked words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalog.errors import NotFoundError
from catalog.generations.page_pictures import PICTURE_VERSION, Box, PagePictures, PictureSize
from catalog.messages import Message, MessageId
from catalog.model import Entry, Locator, LocatorKind
from catalog.search.searcher import Searcher
from webui.components.cards import foreign_language
from webui.components.documents import DocumentView, document_views
from webui.i18n.labels import localized_text
from webui.i18n.locale import gettext
from webui.search.state import SearchState
from webui.urls import SiteUrls

PageSizes = Sequence[Mapping[int, PictureSize]]
"""For each document of a record, the sizes of the pictures of its pages, by page number from 1."""


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture of a page: its URL, its size in pixels, and the text that stands for it."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class DocumentPageView:
    """The page with the picture of a page of a document. `boxes` are the rectangles of the marked words.

    `words` is the text of the search, empty without one. `text_url` is that of the document's text, or None.
    """

    title: str
    title_lang: str | None
    resource_url: str
    document: DocumentView
    lang: str | None
    page: int
    picture: PictureView
    words: str
    boxes: tuple[Box, ...]
    document_url: str | None
    previous_url: str | None
    next_url: str | None


@dataclass(frozen=True, slots=True)
class PicturedPage:
    """A page with a picture: the number of its document, from 0, its own, from 1, and the sizes of its document's."""

    entry: Entry
    number: int
    page: int
    sizes: Mapping[int, PictureSize]

    @property
    def sha256(self) -> str:
        """The hash of the document."""
        return self.entry.texts[self.number].sha256 or ""

    @property
    def version(self) -> str:
        """The version of the picture: it changes with the document, and with how its pages are drawn."""
        return f"{self.sha256[:12]}-{PICTURE_VERSION}"

    def picture(self, alt: str, urls: SiteUrls) -> PictureView:
        """Return the picture with the text that stands for it."""
        url = urls.page_picture(self.entry.record.id, self.number, self.page, self.version)
        return PictureView(url, *self.sizes[self.page], alt)


def page_sizes(entry: Entry, pictures: PagePictures) -> PageSizes:
    """Return the sizes of the pictures that the documents of a resource have."""
    hashes = [text.sha256 for text in entry.texts]
    count = len(entry.record.documents)
    return [pictures.sizes(sha256) for sha256 in (*hashes, *[None] * count)[:count]]


def pictured_pages(sizes: PageSizes) -> frozenset[tuple[int, int]]:
    """Return the pages with a picture: the numbers of their documents, from 0, and their own, from 1."""
    return frozenset((number, page) for number, of_document in enumerate(sizes) for page in of_document)


def first_pages(
    entry: Entry, documents: Sequence[DocumentView], sizes: PageSizes, urls: SiteUrls
) -> Iterator[PictureView | None]:
    """Yield the picture of the first page of each document, or None."""
    alt = gettext("First page of %(title)s", title=localized_text(entry.record).title)
    for number, document in enumerate(documents):
        if document.url and 1 in sizes[number]:
            yield PicturedPage(entry, number, 1, sizes[number]).picture(alt, urls)
        else:
            yield None


def find_page(entry: Entry, number: int, page: int, pictures: PagePictures) -> PicturedPage:
    """Return a page of a document, counted from 0; raise NotFoundError if it has no picture."""
    sizes = page_sizes(entry, pictures)
    if not (0 <= number < len(sizes) and page in sizes[number]):
        raise NotFoundError(Message(MessageId.PAGE_DOES_NOT_EXIST))
    return PicturedPage(entry, number, page, sizes[number])


def document_page_view(
    pictured: PicturedPage, state: SearchState | None, searcher: Searcher, pictures: PagePictures, urls: SiteUrls
) -> DocumentPageView:
    """Return the view of a page that has a picture, with the words of a search marked."""
    entry, number, page = pictured.entry, pictured.number, pictured.page
    record, text, params = entry.record, localized_text(entry.record), state.as_params() if state else ()
    document = tuple(document_views(entry, searcher.passage_counts(record.id), urls))[number]
    before = sorted((other for other in pictured.sizes if other < page), reverse=True)
    after = sorted(other for other in pictured.sizes if other > page)

    def page_url(pages: Sequence[int]) -> str | None:
        return urls.document_page(record.id, number, pages[0], params) if pages else None

    return DocumentPageView(
        title=text.title,
        title_lang=foreign_language(text.language),
        resource_url=urls.resource(record.id, params if state and state.position else ()),
        document=document,
        lang=foreign_language(record.language),
        page=page,
        picture=pictured.picture(gettext("Page %(number)s of %(title)s", number=page, title=document.label), urls),
        words=state.query.text if state else "",
        boxes=tuple(_marked_boxes(pictured, state, searcher, pictures)) if state else (),
        document_url=_url_at_page(entry, number, page, urls) if document.url else None,
        previous_url=page_url(before),
        next_url=page_url(after),
    )


def _url_at_page(entry: Entry, number: int, page: int, urls: SiteUrls) -> str | None:
    locator = Locator(LocatorKind.PAGE, f"p. {page}", f"page={page}")
    return urls.passage(entry.record, entry.texts, number, locator)


def _marked_boxes(
    pictured: PicturedPage, state: SearchState, searcher: Searcher, pictures: PagePictures
) -> Iterator[Box]:
    """Yield the boxes of the words of a page that the search marks in its passages."""
    words = pictures.words(pictured.sha256, pictured.page)
    marks = iter(searcher.marks(state.query, pictured.entry.record, " ".join(word.text for word in words)))
    mark, start = next(marks, None), 0
    for word in words:
        end = start + len(word.text)
        while mark and mark[1] <= start:
            mark = next(marks, None)
        if mark and mark[0] < end:
            yield from word.boxes
        start = end + 1
