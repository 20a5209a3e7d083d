"""Markdown (CommonMark with tables): one section for each heading, or for each page that the text marks.

Front matter gives title and summary.
"""

from __future__ import annotations

import html
import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

from catalog.model import Locator
from indexer.extract.decoding import decode_text
from indexer.extract.hyphenation import fold_lines
from indexer.extract.outline import Outline
from indexer.extract.plain.page_marks import last_page, marked_sections
from indexer.extract.result import ExtractedSection, Extraction

MAX_NESTING = 100
"""Quotes and lists nested deeper are left out."""

CELL_TOKENS = frozenset({"th_open", "td_open"})
CONTAINER_TOKENS = CELL_TOKENS | {"heading_open", "paragraph_open"}
HARD_BREAK = "\0"  # the parser leaves none in the text

_INLINE_TEXTS = {"softbreak": "\n", "hardbreak": HARD_BREAK, "html_inline": ""}
_FRONT_MATTER = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?\n)\1[ \t]*(?:\n|\Z)", re.DOTALL)
_FRONT_KEY = re.compile(r"(?:[\w.-]+|\"[^\"\n]+\"|'[^'\n]+')[ \t]*[:=](?:\s|$)")
_FRONT_LINE = re.compile(rf"{_FRONT_KEY.pattern}|[ \t#\[\]{{}}]|-\s|$")
"""A line of front matter: a key, more of its value, or a comment. Lines of other text are between two rules."""

_FRONT_VALUE = r"^%s[ \t]{0,9}[:=][ \t]{0,9}(.*(?:\n[ \t]+.*)*)$"
_SUMMARIES = ("summary", "description")
_FOOTNOTE = re.compile(
    r"^( {0,3}\[\^[^\]\s]{1,100}\]):", re.MULTILINE
)  # to the parser, one word after it is an address
_WRAPPING = re.compile(r"^[>|][+-]?(?=\s)|^['\"]{1,3}|['\"]{1,3}$")  # quotes and block indicators of YAML and TOML
_SHORTCODE = re.compile(r"\{\{[<%][^{}]*[>%]\}\}")  # of Hugo; text between a pair of them stays
_HIDDEN_ELEMENT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL)


def read(data: bytes, media_type: str) -> Extraction:
    """Return the text without markup; the title is from the front matter, and so is the text if nothing follows."""
    text = decode_text(data).replace("\r\n", "\n").replace("\r", "\n")
    front = front_matter(text)
    outlines = [
        (part.locator, _outline(part.text))
        for part in marked_sections(_SHORTCODE.sub("", text[front.end() :] if front else text))
    ]
    title = front_value(front[2], "title") if front else ""
    sections = tuple(section for locator, outline in outlines for section in _located(outline, locator))
    if front and not sections:
        texts = (title, *(front_value(front[2], name) for name in _SUMMARIES))
        sections = (ExtractedSection(Locator(), "\n\n".join(filter(None, texts))),)
    title = title or next((outline.first_heading for _, outline in outlines if outline.first_heading), "")
    return Extraction(media_type=media_type, sections=sections, title=title, pages=last_page(sections))


def _located(outline: Outline, locator: Locator) -> tuple[ExtractedSection, ...]:
    """Return the sections of a part of the text; if a page or something else is marked there, they are one."""
    sections = outline.sections()
    if not locator.label or not sections:
        return sections
    return (ExtractedSection(locator, "\n\n".join(section.text for section in sections)),)


def front_matter(text: str) -> re.Match[str] | None:
    """Return the front matter, or None if there is none: a document may also begin with text between two rules."""
    front = _FRONT_MATTER.match(text)
    lines = [line for line in front[2].splitlines() if line and line[0] != "#"] if front else []
    has_keys = bool(lines) and _FRONT_KEY.match(lines[0]) is not None
    return front if has_keys and all(map(_FRONT_LINE.match, lines)) else None


def front_value(front: str, name: str) -> str:
    """Return a value of the front matter on one line, or an empty string."""
    match = re.search(_FRONT_VALUE % name, front, re.MULTILINE | re.IGNORECASE)
    return html.unescape(" ".join(_WRAPPING.sub("", match[1].strip()).split())) if match else ""


def _outline(text: str) -> Outline:
    """Return headings, paragraphs, code and table rows in reading order."""
    outline = Outline()
    container = ""  # the token around the next inline text: a heading, a cell or a paragraph
    cells: list[str] = []
    text = _FOOTNOTE.sub(r"\1\:", text)
    for token in MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table").parse(text):
        if token.type in CONTAINER_TOKENS:
            container = token.type
        elif token.type in {"tr_open", "tr_close"}:
            outline.add_row(cells)
            cells = []
        elif token.type in {"code_block", "fence"}:
            outline.add_paragraph(token.content)
        elif token.type == "html_block":
            outline.add_paragraph(_without_tags(token.content))
        elif token.type == "inline" and container == "heading_open":
            outline.add_heading(_inline_text(token))
        elif token.type == "inline" and container in CELL_TOKENS:
            cells.append(_inline_text(token))
        elif token.type == "inline":
            outline.add_paragraph(_inline_text(token))
    return outline


def _inline_text(token: Token) -> str:
    """Return the text of an inline token, including link texts, code and image descriptions."""
    text = "".join(_INLINE_TEXTS.get(child.type, child.content) for child in token.children or ())
    return fold_lines(text).replace(HARD_BREAK, "\n")


def _without_tags(markup: str) -> str:
    """Return the text of an HTML block."""
    return html.unescape(_TAG.sub(" ", _HIDDEN_ELEMENT.sub(" ", markup)))
