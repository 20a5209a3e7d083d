"""Texts of sources as plain text: markup and character references become what a reader sees."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from lxml import etree

from catalog.text import clean
from indexer.extract.cleaning import clean_line, clean_text

MAX_TEXT = 200_000
"""Characters of a text of a source that are read."""
MAX_LINE = 5_000
MAX_ITEMS = 500
"""Items of a list, such as keywords, that are read."""

_TAG = re.compile(
    r"</(?:a|abbr|b|blockquote|center|cite|code|dd|div|dl|dt|em|figure|font|h[1-6]|i|li|ol|p|pre|section|small|span"
    r"|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)\s*>|<(?:br|hr|li|p)(?:\s[^<>]*)?/?>|<(?:a|div|img|span)\s[^<>]*>|<!--",
    re.IGNORECASE,
)
"""What tells that a text is HTML. Other text in angle brackets may be part of a sentence."""
_BLOCK_TAG = re.compile(r"<(?:br|dd|div|dl|dt|h[1-6]|li|ol|p|pre|section|table|td|tr|ul)\b", re.IGNORECASE)
"""Without one of these, the line breaks of a text are meant as such."""
_PLAIN_LINE = re.compile(r"[\w.,:/()'\"#%+]+(?: [\w.,:/()'\"#%+]+)*", re.ASCII)
"""Most lines, which are what they say."""
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_SKIPPED = ("script", "style", "template", "noscript", "iframe", "object", "select", "button")
_BREAKS = ("br", "li", "tr", "dt", "dd")
_BLOCKS = tuple(
    "address article blockquote center div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr ol p pre section "
    "table ul".split()
)


def unmarked_text(value: object, *, is_markup: bool | None = None) -> str:
    """Return a text without markup; blank lines separate its paragraphs. What is not a text becomes an empty one.

    `is_markup` says whether the source declares the text to be HTML; None if it does not tell.
    """
    if not isinstance(value, str):
        return ""
    text = value[:MAX_TEXT]
    if is_markup is False:
        return clean(clean_text(text))
    if is_markup or _TAG.search(text):
        return clean(_without_markup(text))
    unescaped = html.unescape(text) if _REFERENCE.search(text) else text
    # Many catalogs escape the markup of their descriptions once more.
    return clean(_without_markup(unescaped) if _TAG.search(unescaped) else clean_text(unescaped))


def plain_line(value: object, *, is_markup: bool | None = None) -> str:
    """Return a text as `unmarked_text` does, on one line."""
    short = value[:MAX_LINE] if isinstance(value, str) else value
    if isinstance(short, str) and _PLAIN_LINE.fullmatch(short):
        return short
    return clean_line(unmarked_text(short, is_markup=is_markup))


def plain_lines(value: object) -> list[str]:
    """Return the different texts of a list, or of one value, each on one line."""
    values = value if isinstance(value, list | tuple) else [value]
    return unique(plain_line(str(item) if isinstance(item, int | float) else item) for item in values[:MAX_ITEMS])


def unique(lines: Iterable[str]) -> list[str]:
    """Return the texts in their order, without empty ones and duplicates."""
    return list(filter(None, dict.fromkeys(lines)))


def _without_markup(markup: str) -> str:
    """Return the text of a piece of HTML. lxml alone is a hundred times as fast as the extractor for whole pages."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    text = _SPACES.sub(" ", clean(markup)) if _BLOCK_TAG.search(markup) else clean(markup)
    root = etree.fromstring(f"<div>{text}</div>".encode("utf-8", "replace"), parser)
    if root is None:
        return ""
    etree.strip_elements(root, *_SKIPPED, with_tail=False)
    for cell in root.iter("td", "th"):
        cell.tail = f" {cell.tail or ''}"
    for element in root.iter(*_BREAKS, *_BLOCKS):
        lines = "\n" if element.tag in _BREAKS else "\n\n"
        element.text = f"{lines}{element.text or ''}"
        element.tail = f"{lines if element.tag not in _BREAKS else ''}{element.tail or ''}"
    return clean_text("".join(root.itertext()))
