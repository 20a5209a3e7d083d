"""Markdown (CommonMark with tables): one section for each heading; front matter is read where it is all there is."""

from __future__ import annotations

import html
import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from catalog.model import Locator
from indexer.extract.decoding import decoded
from indexer.extract.outline import Outline
from indexer.extract.result import Extracted, Section

MAX_NESTING = 100
"""Quotes and lists deeper than this are left out."""

CELLS = frozenset({"th_open", "td_open"})
HOLDERS = CELLS | {"heading_open", "paragraph_open"}

_INLINE_SIGNS = {"softbreak": " ", "hardbreak": "\n", "html_inline": ""}
_FRONT_MATTER = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?\n)\1[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_VALUE = r"^%s[ \t]{0,9}[:=][ \t]{0,9}(.*(?:\n[ \t]+.*)*)$"
_SUMMARIES = ("summary", "description")
_WRAPPING = re.compile(r"^[>|][+-]?(?=\s)|^['\"]{1,3}|['\"]{1,3}$")  # what stands around a value in YAML and TOML
_SHORTCODE = re.compile(r"\{\{[<%][^{}]*[>%]\}\}")  # what Hugo replaces; the text between a pair of them stays
_HIDDEN_ELEMENT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL)


def read(data: bytes, media_type: str) -> Extracted:
    """Return the text without its markup. The front matter gives the title, and the text where nothing follows it."""
    text = decoded(data).replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    outline = _outline(_SHORTCODE.sub("", text[front.end() :] if front else text))
    title = _front_value(front[2], "title") if front else ""
    sections = outline.sections()
    if front and not sections:
        words = (title, *(_front_value(front[2], name) for name in _SUMMARIES))
        sections = (Section(Locator(), "\n\n".join(filter(None, words))),)
    return Extracted(media_type=media_type, sections=sections, title=title or outline.first_heading)


def _front_value(front: str, name: str) -> str:
    """Return a value of the front matter on one line, an empty text where there is none."""
    found = re.search(_FRONT_VALUE % name, front, re.MULTILINE | re.IGNORECASE)
    return html.unescape(" ".join(_WRAPPING.sub("", found[1].strip()).split())) if found else ""


def _outline(text: str) -> Outline:
    """Return headings, paragraphs, code and table rows in reading order."""
    outline = Outline()
    holder = ""  # what the next inline text belongs to: a heading, a cell, or a paragraph
    cells: list[str] = []
    for token in MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table").parse(text):
        if token.type in HOLDERS:
            holder = token.type
        elif token.type in {"tr_open", "tr_close"}:
            outline.row(cells)
            cells = []
        elif token.type in {"code_block", "fence"}:
            outline.paragraph(token.content)
        elif token.type == "html_block":
            outline.paragraph(_without_tags(token.content))
        elif token.type == "inline" and holder == "heading_open":
            outline.heading(_inline_text(token))
        elif token.type == "inline" and holder in CELLS:
            cells.append(_inline_text(token))
        elif token.type == "inline":
            outline.paragraph(_inline_text(token))
    return outline


def _inline_text(token: Token) -> str:
    """Return the words of an inline token: link texts, code and the descriptions of pictures among them."""
    return "".join(_INLINE_SIGNS.get(child.type, child.content) for child in token.children or ())


def _without_tags(markup: str) -> str:
    """Return the text of an HTML block."""
    return html.unescape(_TAG.sub(" ", _HIDDEN_ELEMENT.sub(" ", markup)))
