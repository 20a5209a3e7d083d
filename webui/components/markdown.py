"""What editors write as Markdown, as HTML for a page: headings to link to, safe links, no HTML of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markdown_it.token import Token
from markupsafe import Markup

from catalog.schemas import is_web_address
from catalog.store.markdown_text import page_parser
from catalog.text import slug
from webui.urls import Addresses

TOP, LOWEST = 2, 4
"""The levels of headings on a page: its title is the first."""
TAKEN = frozenset("main notice languages search q theme contents list list-title approach state slash-key".split())
"""Ids that the pages have of their own."""
FILES = ("/documents/", "/static/", "/api/v1/")
"""Own paths that are the same in all languages."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as HTML, and its headings of the top level: anchor and words."""

    html: Markup
    headings: tuple[tuple[str, str], ...] = ()


def rendered(text: str, addresses: Addresses) -> Rendered:
    """Return CommonMark (with tables) as HTML. HTML in it is shown as text, and pictures are links to them.

    Links may lead to web addresses, mail addresses, anchors, and paths of the site, which get the language of
    `addresses`; any other is shown as it was written.
    """
    markdown = page_parser()
    markdown.validateLink = _is_safe  # type: ignore[assignment,method-assign]  # as its documentation does
    tokens = markdown.parse(text)
    headings = _with_anchors(tokens)
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrs["href"] = _localised(str(child.attrs["href"]), addresses)
    html = markdown.renderer.render(tokens, markdown.options, {})
    return Rendered(Markup(html), headings)  # noqa: S704  # markdown-it escapes the text, and takes no HTML


def _is_safe(href: str) -> bool:
    own = href.startswith(("/", "#")) and not href.startswith("//")  # a backslash is %5C by now
    return own or href.startswith("mailto:") or is_web_address(href)


def _localised(href: str, addresses: Addresses) -> str:
    if not href.startswith("/"):
        return href
    return f"{addresses.root if href.startswith(FILES) else addresses.pages}{href}"


def _with_anchors(tokens: Iterable[Token]) -> tuple[tuple[str, str], ...]:
    """Give every heading an id and a level below the page's title; return those of the top level."""
    found: list[tuple[str, str]] = []
    taken = dict.fromkeys(TAKEN, 1)
    listed = list(tokens)
    for place, token in enumerate(listed):
        if token.type == "table_open":
            token.attrs["class"] = "table"
        if token.type not in {"heading_open", "heading_close"}:
            continue
        level = min(max(int(token.tag[1:]), TOP), LOWEST)
        token.tag = f"h{level}"
        if token.type == "heading_open":
            words = _words(listed[place + 1])
            token.attrs["id"] = anchor = _free(slug(words) or "part", taken)
            found += [(anchor, words)] if level == TOP else []
    return tuple(found)


def _words(inline: Token) -> str:
    return "".join(child.content for child in inline.children or ())


def _free(anchor: str, taken: dict[str, int]) -> str:
    """Return an anchor that none has yet, and take it; `taken` has the last number behind each."""
    free = anchor
    while free in taken:
        taken[anchor] += 1
        free = f"{anchor}-{taken[anchor]}"
    taken[free] = 1
    return free
