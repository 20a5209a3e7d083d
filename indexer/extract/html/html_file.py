"""HTML: the main content without navigation and other boilerplate, one section for each heading.

Nothing is run or fetched: the page is parsed, and its text is taken from the tree.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EncodingDetector
from bs4.exceptions import ParserRejectedMarkup

from indexer.extract.cleaning import clean_line
from indexer.extract.decoding import decode_text
from indexer.extract.html.blocks import outline_of
from indexer.extract.html.content import Content, main_content
from indexer.extract.html.disclosure import open_panels
from indexer.extract.result import Extraction

_TAG = re.compile(r"<([A-Za-z][^\s<>/]*+)|</([A-Za-z][^\s<>/]*+)[^<>]*+>")


def read(data: bytes, media_type: str) -> Extraction:
    """Return the main content of a page; `method` says how it was found: `landmark`, `density` or `whole`."""
    soup = _page(data)
    return _extraction(soup, main_content(soup), media_type)


def read_whole(data: bytes, media_type: str) -> Extraction:
    """Return all of a page that is a part of another document."""
    soup = _page(data)
    return _extraction(soup, Content((soup,), "whole"), media_type)


def _page(data: bytes) -> BeautifulSoup:
    """Return the tree of a page with its frames and with its panels open."""
    soup = _parse(_decode(data))
    _inline_frames(soup)
    open_panels(soup)
    return soup


def _extraction(soup: BeautifulSoup, content: Content, media_type: str) -> Extraction:
    outline = outline_of(content)
    title = soup.title.get_text() if soup.title else ""
    return Extraction(
        media_type=media_type,
        sections=outline.sections(),
        title=clean_line(title) or outline.first_heading,
        language=_language(soup),
        method=content.method,
    )


def _decode(data: bytes) -> str:
    """Return the page as text without NUL, which would end it for the parser."""
    declared = EncodingDetector.find_declared_encoding(data, is_html=True, search_entire_document=False)
    return decode_text(data, declared or "").replace("\0", "")


def _parse(text: str) -> BeautifulSoup:
    """Return the tree by lxml, or by html.parser if lxml fails; html.parser is not linear on unclosed tags."""
    text = _without_stray_ends(text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # BeautifulSoup warns of XHTML, and of text that looks like a file name
        try:
            return BeautifulSoup(text, "lxml")
        except (ParserRejectedMarkup, RecursionError, ValueError):
            return BeautifulSoup(text, "html.parser")


def _inline_frames(soup: BeautifulSoup) -> None:
    """Replace frames by the documents that are written in them."""
    for frame in soup.find_all("iframe", srcdoc=True):
        frame.name = "div"
        frame.clear()
        frame.append(_parse(str(frame["srcdoc"])))


def _without_stray_ends(text: str) -> str:
    """Return the page without end tags that close nothing; for each, the parser would search all open tags."""
    open_tags: Counter[str] = Counter()

    def without_stray_end(tag: re.Match[str]) -> str:
        opened, closed = tag.groups()
        if opened:
            open_tags[opened.lower()] += 1
        elif open_tags[closed.lower()] == 0:
            return ""
        else:
            open_tags[closed.lower()] -= 1
        return tag[0]

    return _TAG.sub(without_stray_end, text)


def _language(soup: BeautifulSoup) -> str:
    """Return the language that the page declares, or an empty string."""
    root = soup.find("html")
    declared = root.get("lang") or root.get("xml:lang") if isinstance(root, Tag) else None
    return str(declared or "")
