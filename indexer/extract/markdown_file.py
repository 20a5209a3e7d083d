"""Markdown (CommonMark with tables): front matter is skipped, one section for each heading."""

from __future__ import annotations

import html
import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .decoding import decoded
from .outline import Outline
from .result import Extracted

MAX_NESTING = 100
"""Quotes and lists deeper than this are left out."""

CELLS = frozenset({"th_open", "td_open"})
HOLDERS = CELLS | {"heading_open", "paragraph_open"}

_INLINE_SIGNS = {"softbreak": " ", "hardbreak": "\n", "html_inline": ""}
_FRONT_MATTER = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?\n)\1[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title\s{0,9}[:=]\s{0,9}(.*)$", re.MULTILINE)
_SHORTCODE = re.compile(r"\{\{[<%][^{}]*[>%]\}\}")  # what Hugo replaces; the text between a pair of them stays
_HIDDEN_ELEMENT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL)


def read(data: bytes, media_type: str) -> Extracted:
    """Return the text without its markup; the front matter gives nothing but the title."""
    text = decoded(data).replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    outline = _outline(_SHORTCODE.sub("", text[front.end() :] if front else text))
    title = _FRONT_TITLE.search(front[2]) if front else None
    return Extracted(
        media_type=media_type,
        sections=outline.sections(),
        title=html.unescape(title[1].strip().strip("\"'")) if title else outline.first_heading,
    )


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
