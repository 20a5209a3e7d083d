"""Converts the Markdown of pages to plain text, once, when they are read for indexing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog.program import PagePart

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MAX_NESTING = 40
"""Quotes and lists nested deeper are left out."""
LINE_BREAKS = frozenset({"softbreak", "hardbreak"})


def page_parser() -> MarkdownIt:
    """Return a parser for the Markdown of pages: CommonMark with tables, without HTML and images."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  # it has many modules, and a corpus need not have pages

    return MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING}).enable("table").disable("image")


def page_parts(markdown: str) -> tuple[PagePart, ...]:
    """Return the text of a page as people read it: a part before the first heading, and one for each heading.

    Each text is on one line. Parts with neither heading nor text are left out.
    """
    sections: list[tuple[str, list[str]]] = [("", [])]
    in_heading = False
    for token in page_parser().parse(markdown):
        if token.type in {"heading_open", "heading_close"}:
            in_heading = token.type == "heading_open"
        elif in_heading:
            sections.append((_inline_text(token), []))
        else:
            sections[-1][1].append(_inline_text(token) if token.type == "inline" else token.content)
    parts = (PagePart(_on_one_line(heading), _on_one_line(*texts)) for heading, texts in sections)
    return tuple(part for part in parts if part.heading or part.text)


def _inline_text(token: Token) -> str:
    """Return the text of an inline token; of links, their text."""
    return "".join(" " if child.type in LINE_BREAKS else child.content for child in token.children or ())


def _on_one_line(*texts: str) -> str:
    return " ".join(" ".join(texts).split())
