"""Markdown of editors as HTML: headings with anchors, safe links, and no HTML of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markdown_it.token import Token
from markupsafe import Markup

from catalog.schemas import is_web_address
from catalog.store.editorial.markdown_text import page_parser
from catalog.text import slug
from webui.urls import SiteUrls

TOP_LEVEL, LOWEST_LEVEL = 2, 4
"""The levels of headings in a text; level 1 is the title of the page."""
RESERVED_IDS = frozenset(
    "main notice languages search q theme contents list list-title approach state slash-key".split()
)
"""Ids of other elements of the pages."""
UNLOCALIZED_PATHS = ("/documents/", "/static/", "/api/v1/")
"""The beginnings of paths that are the same in all languages."""


@dataclass(frozen=True, slots=True)
class RenderedMarkdown:
    """A text as HTML, and the anchors and texts of its headings of the top level."""

    html: Markup
    headings: tuple[tuple[str, str], ...] = ()


def render_markdown(text: str, urls: SiteUrls) -> RenderedMarkdown:
    """Return CommonMark with tables as HTML. HTML in it becomes text, and images become links.

    Links may lead to web addresses, email addresses, anchors, and paths of the site, which get the language of `urls`.
    Any other link remains plain text.
    """
    markdown = page_parser()
    markdown.validateLink = _is_safe  # type: ignore[assignment,method-assign]  # as its documentation does
    tokens = markdown.parse(text)
    headings = _add_anchors(tokens)
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                child.attrs["href"] = _localized(str(child.attrs["href"]), urls)
    html = markdown.renderer.render(tokens, markdown.options, {})
    return RenderedMarkdown(Markup(html), headings)  # noqa: S704  # markdown-it escapes text and HTML


def _is_safe(href: str) -> bool:
    is_own = href.startswith(("/", "#")) and not href.startswith("//")  # markdown-it has encoded backslashes
    return is_own or href.startswith("mailto:") or is_web_address(href)


def _localized(href: str, urls: SiteUrls) -> str:
    if not href.startswith("/"):
        return href
    return f"{urls.root if href.startswith(UNLOCALIZED_PATHS) else urls.page_root}{href}"


def _add_anchors(tokens: Iterable[Token]) -> tuple[tuple[str, str], ...]:
    """Give every heading an id, and a level below the title of the page; return those of the top level."""
    headings: list[tuple[str, str]] = []
    used_ids = dict.fromkeys(RESERVED_IDS, 1)
    all_tokens = list(tokens)
    for index, token in enumerate(all_tokens):
        if token.type == "table_open":
            token.attrs["class"] = "table"
        if token.type not in {"heading_open", "heading_close"}:
            continue
        level = min(max(int(token.tag[1:]), TOP_LEVEL), LOWEST_LEVEL)
        token.tag = f"h{level}"
        if token.type == "heading_open":
            heading = _plain_text(all_tokens[index + 1])
            token.attrs["id"] = anchor = _unique_id(slug(heading) or "part", used_ids)
            headings += [(anchor, heading)] if level == TOP_LEVEL else []
    return tuple(headings)


def _plain_text(inline: Token) -> str:
    return "".join(child.content for child in inline.children or ())


def _unique_id(name: str, used_ids: dict[str, int]) -> str:
    """Return a name as an unused id, numbered if necessary; `used_ids` counts how often each name was used."""
    unique = name
    while unique in used_ids:
        used_ids[name] += 1
        unique = f"{name}-{used_ids[name]}"
    used_ids[unique] = 1
    return unique
