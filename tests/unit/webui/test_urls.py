"""URLs of resources and searches, and of passages inside documents."""

import pytest

import factories
from catalog.model import Document, DocumentRole, DocumentText, Locator, LocatorKind
from catalog.search.result import Hit, Snippet
from webui.urls import PASSAGES_PER_TEXT_PAGE, SiteUrls, passage_anchor, url_at_time

URLS = SiteUrls()
PAGE = Locator(LocatorKind.PAGE, "p. 12", "page=12")
SLIDE = Locator(LocatorKind.PAGE, "slide 4")
HEADING = Locator(LocatorKind.HEADING, "Costs", "costs")
TIME = Locator(LocatorKind.TIME, "00:04:31", "t=271")


def passage_url(document, locator, media_type=None, **changes):
    record = factories.record("one", documents=(document,), **changes)
    return URLS.passage(record, (DocumentText(media_type),), 0, locator)


def test_a_page_of_a_pdf_on_this_site_opens_at_that_page():
    document = Document(path="one/a b.pdf")
    assert passage_url(document, PAGE, "application/pdf") == "/documents/one/a%20b.pdf#page=12"


def test_a_heading_with_an_id_opens_in_the_html_document():
    assert passage_url(Document(path="one/a.html"), HEADING, "text/html") == "/documents/one/a.html#costs"


@pytest.mark.parametrize(
    ("locator", "media_type", "at"),
    [
        (SLIDE, "application/vnd.openxmlformats-officedocument.presentationml.presentation", "at-slide-4"),
        (Locator(LocatorKind.HEADING, "Hot spots"), "text/html", "at-hot-spots"),
        (TIME, "text/vtt", "at-t-271"),
        (Locator(), "text/plain", "at-start"),
    ],
)
def test_a_locator_that_browsers_cannot_open_opens_in_the_text_page(locator, media_type, at):
    assert passage_url(Document(path="one/file"), locator, media_type) == f"/resources/one/text/1#{at}"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.youtube.com/watch?v=a", "https://www.youtube.com/watch?v=a&t=271"),
        ("https://youtu.be/a", "https://youtu.be/a?t=271"),
        ("https://vimeo.com/1", "https://vimeo.com/1#t=271s"),
        ("https://example.org/talk.mp4#old", "https://example.org/talk.mp4#t=271"),
    ],
)
def test_a_time_opens_in_the_video(url, expected):
    assert url_at_time(url, "t=271") == expected


def test_a_time_of_a_transcript_opens_in_the_video_of_its_resource():
    document = Document(path="one/captions.vtt", role=DocumentRole.TRANSCRIPT)
    video = "https://www.youtube.com/watch?v=a"
    assert passage_url(document, TIME, "text/vtt", url=video) == f"{video}&t=271"
    assert passage_url(document, TIME, "text/vtt", url="https://example.org/") == "/resources/one/text/1#at-t-271"


def test_a_remote_pdf_opens_at_the_page_and_its_own_fragment_is_replaced():
    document = Document(url="https://example.org/a.pdf#view=fit")
    assert passage_url(document, PAGE, "application/pdf") == "https://example.org/a.pdf#page=12"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//example.org/x", "https://u@h/"])
def test_a_url_that_is_not_a_web_address_is_refused(url):
    assert URLS.document(Document(url=url)) is None
    assert passage_url(Document(url=url), PAGE, "application/pdf") == "/resources/one/text/1#at-page-12"


@pytest.mark.parametrize(
    ("passage", "page"), [(0, ""), (PASSAGES_PER_TEXT_PAGE - 1, ""), (PASSAGES_PER_TEXT_PAGE, "?page=2")]
)
def test_a_passage_opens_on_the_page_of_the_text_that_has_it(passage, page):
    record = factories.record("one", documents=(Document(path="one/file"),))
    url = URLS.passage(record, (DocumentText("text/vtt"),), 0, TIME, passage)
    assert url == f"/resources/one/text/1{page}#at-t-271"


def test_a_snippet_of_the_summary_has_no_url():
    assert URLS.snippet(Hit(factories.record(), (), 1.0), Snippet("text")) is None


def snippet_url(locator, media_type, path="one/a", **changes):
    hit = Hit(factories.record("one", documents=(Document(path=path),)), (DocumentText(media_type),), 1.0)
    text = "\u2026 for all. Body-worn cameras, & more  Other words"
    return URLS.snippet(hit, Snippet(text, ((11, 20),), locator, 0, **changes))


@pytest.mark.parametrize(
    ("locator", "media_type", "url"),
    [
        (PAGE, "application/pdf", "/documents/one/a#page=12&search=%22Body-worn%20cameras%2C%20%26%20more%22"),
        (HEADING, "text/html", "/documents/one/a#costs:~:text=Body%2Dworn%20cameras%2C%20%26%20more"),
        (SLIDE, "application/x", "/resources/one/text/1#at-slide-4:~:text=Body%2Dworn%20cameras%2C%20%26%20more"),
    ],
)
def test_one_of_several_snippets_at_a_place_opens_at_its_words(locator, media_type, url):
    assert snippet_url(locator, media_type, part=2) == url


def test_the_only_snippet_at_a_place_opens_at_the_place():
    assert snippet_url(PAGE, "application/pdf") == "/documents/one/a#page=12"


def test_an_anchor_for_a_heading_in_another_script_is_stable_and_ascii():
    anchors = [passage_anchor(Locator(LocatorKind.HEADING, "Введение")) for _ in range(2)]
    assert anchors[0] == anchors[1]
    assert anchors[0].isascii()


def test_absolute_urls_start_with_the_public_url_of_the_settings():
    absolute_urls = SiteUrls("https://clearinghouse.example")
    assert absolute_urls.search([("q", "a b&c")]) == "https://clearinghouse.example/search?q=a+b%26c"
    assert absolute_urls.resource("one") == "https://clearinghouse.example/resources/one"
