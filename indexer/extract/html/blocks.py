"""Splits the content of a page into paragraphs under headings, each heading with the id that links to it."""

from __future__ import annotations

import re
from urllib.parse import quote

from bs4 import Tag

from indexer.extract.html.content import Content
from indexer.extract.html.tree import walk
from indexer.extract.hyphenation import fold_lines
from indexer.extract.outline import Outline

HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCK_TAGS = HEADING_TAGS | frozenset(
    "html body address article blockquote center dd details dir div dl dt fieldset figcaption figure form header hr "
    "legend li main ol p pre section summary table caption tbody text thead tfoot tr ul".split()
)
"""With `text`, a label in an SVG drawing."""

CELL_TAGS = frozenset({"td", "th"})
CELL_END = "\x1f"  # ASCII unit separator: cleaning drops it from the text of a page

MAX_HEADING_CHARACTERS = 400
"""A longer heading is treated as a paragraph: its tag is probably not closed."""

MAX_ID_CHARACTERS = 200
_PERMALINK = re.compile(r"\s*[¶#§🔗]\s*$")
_FRAGMENT_SAFE = "!$&'()*+,;=:@/?-._~"  # RFC 3986, 3.5


def outline_of(content: Content) -> Outline:
    """Return headings and paragraphs in reading order; a table row is one paragraph."""
    blocks = _Blocks()
    for root in content.roots:
        for step, tag, text in walk(root, content.excluded):
            if step == "text":
                blocks.text(text)
            elif step == "open":
                blocks.open(tag)
            else:
                blocks.close(tag)
        blocks.flush()
    return blocks.outline


class _Blocks:
    """Collects text until a block ends."""

    def __init__(self) -> None:
        self.outline = Outline()
        self._pieces: list[str] = []
        self._preformatted = 0
        self._heading: Tag | None = None
        self._anchor = ""  # the id of the open heading or of an element in it
        self._fallback = ""  # the id directly before it
        self._id_before = ""  # the last id since the last text
        self._expansions: set[str] = set()

    def text(self, text: str) -> None:
        if not text.isspace():
            self._id_before = ""
        self._pieces.append(text if self._preformatted else fold_lines(text.replace(CELL_END, "")))

    def open(self, tag: Tag) -> None:
        if tag.name in HEADING_TAGS or (tag.name in BLOCK_TAGS and self._heading is None):
            self.flush()
        if tag.name in HEADING_TAGS:
            self._heading = tag
            self._anchor, self._fallback = _id_of(tag), self._id_before
        elif fragment := _id_of(tag):
            self._remember(fragment)
        if tag.name == "br":
            self._pieces.append("\n")
        self._preformatted += tag.name == "pre"

    def close(self, tag: Tag) -> None:
        self._preformatted -= tag.name == "pre"
        if tag.name == "abbr" and (expansion := str(tag.get("title") or "")) not in {"", *self._expansions}:
            self._expansions.add(expansion)
            self._pieces.append(f" ({expansion})")
        if tag.name in CELL_TAGS:
            self._pieces.append(CELL_END)
        elif tag is self._heading or (tag.name in BLOCK_TAGS and self._heading is None):
            self.flush()

    def flush(self) -> None:
        """End the open block, a heading or a paragraph."""
        text = "".join(self._pieces)
        heading, self._heading = self._heading, None
        self._pieces = []
        if heading is not None and len(text) <= MAX_HEADING_CHARACTERS:
            self.outline.add_heading(_PERMALINK.sub("", text.replace(CELL_END, " ")), self._anchor or self._fallback)
        elif CELL_END in text:
            self.outline.add_row(text.split(CELL_END))
        else:
            self.outline.add_paragraph(text)

    def _remember(self, fragment: str) -> None:
        if self._heading is None:
            self._id_before = fragment
        elif not self._anchor:
            self._anchor = fragment


def _id_of(tag: Tag) -> str:
    """Return the id of a tag, or the name of an anchor, as a URL fragment; empty if it is missing or too long."""
    tag_id = str(tag.get("id") or (tag.get("name") if tag.name == "a" else "") or "").strip()
    return quote(tag_id, safe=_FRAGMENT_SAFE) if len(tag_id) <= MAX_ID_CHARACTERS else ""
