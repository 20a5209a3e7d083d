"""HTML: the main content without the furniture, one section for each heading.

Nothing is ever run or fetched: the page is parsed, and its text is read off the tree.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EncodingDetector
from bs4.exceptions import ParserRejectedMarkup

from indexer.extract.cleaning import one_line
from indexer.extract.decoding import decoded
from indexer.extract.html.blocks import outline_of
from indexer.extract.html.content import main_content
from indexer.extract.result import Extracted

_TAG = re.compile(r"<([A-Za-z][^\s<>/]*+)|</([A-Za-z][^\s<>/]*+)[^<>]*+>")


def read(data: bytes, media_type: str) -> Extracted:
    """Return the page's main content; `method` says how it was found: `landmark`, `density` or `whole`."""
    soup = _parsed(_decoded(data))
    content = main_content(soup)
    outline = outline_of(content)
    title = soup.title.get_text() if soup.title else ""
    return Extracted(
        media_type=media_type,
        sections=outline.sections(),
        title=one_line(title) or outline.first_heading,
        language=_language(soup),
        method=content.method,
    )


def _decoded(data: bytes) -> str:
    """Return the page as text; NUL would end it for the parser."""
    declared = EncodingDetector.find_declared_encoding(data, is_html=True, search_entire_document=False)
    return decoded(data, declared or "").replace("\0", "")


def _parsed(text: str) -> BeautifulSoup:
    """Return the tree: by lxml, which stays linear where html.parser hangs on unclosed tags, or else by that one."""
    text = _without_stray_ends(text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # BeautifulSoup muses on XHTML, and on text that looks like a file name
        try:
            return BeautifulSoup(text, "lxml")
        except (ParserRejectedMarkup, RecursionError, ValueError):
            return BeautifulSoup(text, "html.parser")


def _without_stray_ends(text: str) -> str:
    """Return the page without end tags that close nothing: for each the parser would search all open tags."""
    still_open: Counter[str] = Counter()

    def kept(tag: re.Match[str]) -> str:
        opened, closed = tag.groups()
        if opened:
            still_open[opened.lower()] += 1
        elif still_open[closed.lower()] == 0:
            return ""
        else:
            still_open[closed.lower()] -= 1
        return tag[0]

    return _TAG.sub(kept, text)


def _language(soup: BeautifulSoup) -> str:
    """Return the language that the page says it is in."""
    root = soup.find("html")
    said = root.get("lang") or root.get("xml:lang") if isinstance(root, Tag) else None
    return str(said or "")
