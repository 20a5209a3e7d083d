"""Web pages saved as one file (MHTML): the page is read like HTML, in the encoding of its part."""

import base64
import quopri

import pytest

from extraction_results import outcome
from indexer.extract import extract

PAGE = (
    "<html><head><title>Gangs</title></head><body><nav>Menu</nav><main><h1>Jóvenes</h1><p>{}</p></main></body></html>"
)
WORDS = "Reuniones \u2013 cada semana \u2013 con vecinos. "
HEADERS = "From: <Saved by Blink>\r\nSubject: Gangs\r\nMIME-Version: 1.0\r\n"
RELATED = 'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----x"{}\r\n\r\n'


def saved_page(*parts, start=""):
    """Return an MHTML file with parts, each a tuple of a media type, an encoding, other headers and the content."""
    pieces = [HEADERS, RELATED.format(f';\r\n\tstart="{start}"' if start else ""), "Preamble.\r\n"]
    for media_type, charset, headers, content in parts:
        body = quopri.encodestring(content.encode(charset or "utf-8")).decode()
        encoding = f"; charset={charset}" if charset else ""
        pieces.append(f"------x\r\nContent-Type: {media_type}{encoding}\r\n{headers}")
        pieces.append(f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{body}\r\n")
    return "".join([*pieces, "------x--\r\n"]).encode()


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16", ""])
@pytest.mark.parametrize("name", ["page.mht", "page.mhtml", "page.html", "page"])
def test_a_saved_page_is_read_like_a_web_page(charset, name):
    style = ("text/css", "", "Content-Location: a.css\r\n", "main { color: red }")
    extraction = extract(saved_page(("text/html", charset, "", PAGE.format(WORDS)), style), name)
    assert (extraction.media_type, extraction.title, extraction.method) == ("multipart/related", "Gangs", "landmark")
    assert [section.text for section in extraction.sections] == [f"Jóvenes\n\n{WORDS.strip()}"]


def test_the_page_is_read_and_not_the_frames_inside_it():
    frame = ("text/html", "", "Content-ID: <frame>\r\n", "<p>An advertisement</p>")
    page = ("text/html", "", "Content-ID: <page>\r\n", PAGE.format("Words"))
    (section,) = extract(saved_page(frame, page, start="<page>"), "x.mht").sections
    assert section.text == "Jóvenes\n\nWords"


def test_the_frames_are_read_if_the_page_has_nothing_else():
    page = ("text/html", "", "", "<frameset><frame src='a.html'></frameset>")
    frames = [("text/html", "", "", f"<main><p>Frame {letter}</p></main>") for letter in "ab"]
    assert [section.text for section in extract(saved_page(page, *frames), "x.mht").sections] == ["Frame a", "Frame b"]


def test_a_page_that_is_the_whole_message_is_read():
    body = base64.encodebytes(PAGE.format("Words").encode()).decode()
    data = f"MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n{body}".encode()
    assert extract(data, "x.mht").sections[0].text == "Jóvenes\n\nWords"


def test_a_saved_page_without_a_page_is_read_as_its_plain_text_or_refused_as_empty():
    assert extract(saved_page(("text/plain", "utf-8", "", "Only text")), "x.mht").sections[0].text == "Only text"
    assert outcome(saved_page(("image/svg+xml", "", "", "<svg/>")), "x.mht") == "empty"


def test_text_that_mentions_mime_headers_is_not_a_saved_page():
    data = b"How to read mail\n\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>words</p>"
    assert extract(data, "x.txt").media_type == "text/plain"


def test_the_frames_are_read_and_not_the_text_for_browsers_without_frames():
    page = ("text/html", "", "", "<frameset><frame src='a.html'></frameset><noframes>Get a browser</noframes>")
    frame = ("text/html", "", "", "<main><p>Frame a</p></main>")
    assert [section.text for section in extract(saved_page(page, frame), "x.mht").sections] == ["Frame a"]
