"""A page's content as paragraphs under headings, with the id that opens each heading."""

from __future__ import annotations

import re
from urllib.parse import quote

from bs4 import Tag

from indexer.extract.html.content import Content
from indexer.extract.html.tree import walk
from indexer.extract.outline import Outline

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | frozenset(
    "html body address article blockquote center dd details dir div dl dt fieldset figcaption figure form header hr "
    "legend li main ol p pre section summary table caption tbody thead tfoot tr ul".split()
)
CELLS = frozenset({"td", "th"})
CELL_END = "\x1f"  # ASCII unit separator: cleaning would drop it from a page's own text

MAX_HEADING = 400
"""A longer heading is a tag that was never closed."""

MAX_ID = 200
_PERMALINK = re.compile(r"\s*[¶#§🔗]\s*$")
_FRAGMENT_SAFE = "!$&'()*+,;=:@/?-._~"  # RFC 3986, 3.5


def outline_of(content: Content) -> Outline:
    """Return the content's headings and paragraphs in reading order; a table's row is one paragraph."""
    blocks = _Blocks()
    for root in content.roots:
        for step, tag, text in walk(root, content.without):
            if step == "text":
                blocks.text(text)
            elif step == "open":
                blocks.open(tag)
            else:
                blocks.close(tag)
        blocks.flush()
    return blocks.outline


class _Blocks:
    """Gathers text until a block ends."""

    def __init__(self) -> None:
        self.outline = Outline()
        self._pieces: list[str] = []
        self._preformatted = 0
        self._heading: Tag | None = None
        self._anchor = ""  # the id of the open heading or of something in it
        self._fallback = ""  # the id right before it
        self._id_before = ""  # the last id since the last text

    def text(self, text: str) -> None:
        if not text.isspace():
            self._id_before = ""
        self._pieces.append(text if self._preformatted else re.sub(r"\s+", " ", text.replace(CELL_END, "")))

    def open(self, tag: Tag) -> None:
        if tag.name in HEADINGS or (tag.name in BLOCKS and self._heading is None):
            self.flush()
        if tag.name in HEADINGS:
            self._heading = tag
            self._anchor, self._fallback = _id_of(tag), self._id_before
        elif found := _id_of(tag):
            self._remember(found)
        if tag.name == "br":
            self._pieces.append("\n")
        self._preformatted += tag.name == "pre"

    def close(self, tag: Tag) -> None:
        self._preformatted -= tag.name == "pre"
        if tag.name in CELLS:
            self._pieces.append(CELL_END)
        elif tag is self._heading or (tag.name in BLOCKS and self._heading is None):
            self.flush()

    def flush(self) -> None:
        """End the block that is open, a heading or a paragraph."""
        text = "".join(self._pieces)
        heading, self._heading = self._heading, None
        self._pieces = []
        if heading is not None and len(text) <= MAX_HEADING:
            self.outline.heading(_PERMALINK.sub("", text.replace(CELL_END, " ")), self._anchor or self._fallback)
        elif CELL_END in text:
            self.outline.row(text.split(CELL_END))
        else:
            self.outline.paragraph(text)

    def _remember(self, found: str) -> None:
        if self._heading is None:
            self._id_before = found
        elif not self._anchor:
            self._anchor = found


def _id_of(tag: Tag) -> str:
    """Return a tag's id, or an anchor's name, as a URL fragment; empty where it has none that works."""
    found = str(tag.get("id") or (tag.get("name") if tag.name == "a" else "") or "").strip()
    return quote(found, safe=_FRAGMENT_SAFE) if len(found) <= MAX_ID else ""
