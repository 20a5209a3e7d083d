"""Finds the content of a page: its landmarks, or the part with most text outside links, or the whole page."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import Tag

from indexer.extract.html.tree import ARTICLE, MAIN, landmark, walk

MIN_CONTENT_SHARE = 0.25
"""Content with a smaller share of the page's text is assumed to be a wrong guess."""

MIN_MAIN_SHARE = 0.05
"""The main landmark of a page has at least this share of its text outside links; some have only its title."""

MIN_ARTICLES_SHARE = 0.5
"""The articles of a page without a main landmark have at least this share; on some, they are only teasers."""

MIN_DENSEST_SHARE = 0.8
"""The content is the deepest container with at least this share of the page's text outside links."""

CONTAINERS = frozenset("html body div section article table tbody tr td center form font span".split())
"""Elements that may contain all of a page, with its headings."""

MIN_MENU_LINKS = 4
MIN_MENU_LINK_SHARE = 0.7
"""A block with at least this number of links, and this share of its text in links, is a menu."""

MENU_BLOCKS = frozenset({"ul", "ol", "dl", "div", "section", "table", "tr", "td", "p", "center"})


@dataclass(frozen=True, slots=True)
class Content:
    """The elements with the content of a page, in document order, without the tags whose `id()` is in `excluded`."""

    roots: tuple[Tag, ...]
    method: str
    excluded: frozenset[int] = frozenset()


@dataclass(slots=True)
class _TextSize:
    """Counts of an element: characters other than spaces, those of them in links, and links."""

    text: int = 0
    linked: int = 0
    links: int = 0

    @property
    def unlinked(self) -> int:
        return self.text - self.linked

    def add(self, other: _TextSize) -> None:
        self.text += other.text
        self.linked += other.linked
        self.links += other.links


def main_content(page: Tag) -> Content:
    """Return the page's content and how it was found: `landmark`, `density` or `whole`."""
    sizes = _sizes(page)
    total = sizes[id(page)].text
    for kind, share in ((MAIN, MIN_MAIN_SHARE), (ARTICLE, MIN_ARTICLES_SHARE)):
        roots = _outermost(page, kind)
        if sum(sizes[id(root)].text for root in roots) > share * sizes[id(page)].unlinked:
            return Content(roots, "landmark")
    root = _densest(page, sizes)
    menus = _menus(root, sizes)
    remaining = sizes[id(root)].text - sum(sizes[menu].text for menu in menus)
    if remaining > MIN_CONTENT_SHARE * total:
        return Content((root,), "density", menus)
    return Content((page,), "whole")


def _sizes(page: Tag) -> dict[int, _TextSize]:
    """Return the text size of every element that may be content, by `id()`."""
    sizes: dict[int, _TextSize] = {}
    path: list[_TextSize] = []
    links = 0
    for step, tag, text in walk(page):
        if step == "open":
            path.append(_TextSize(links=int(tag.name == "a")))
            links += tag.name == "a"
        elif step == "text":
            count = len("".join(text.split()))
            path[-1].add(_TextSize(count, count if links else 0))
        else:
            sizes[id(tag)] = size = path.pop()
            links -= tag.name == "a"
            if path:
                path[-1].add(size)
    return sizes


def _outermost(page: Tag, kind: str) -> tuple[Tag, ...]:
    """Return the landmarks of a kind, without those inside another one of that kind."""
    landmarks: list[Tag] = []
    inside = 0
    for step, tag, _ in walk(page):
        if step == "text" or landmark(tag) != kind:
            continue
        if step == "open" and not inside:
            landmarks.append(tag)
        inside += 1 if step == "open" else -1
    return tuple(landmarks)


def _densest(page: Tag, sizes: dict[int, _TextSize]) -> Tag:
    """Return the deepest container that has most of the page's text outside links."""
    minimum = max(1, MIN_DENSEST_SHARE * sizes[id(page)].unlinked)
    tag = page
    while True:
        inner = [child for child in tag.contents if isinstance(child, Tag) and id(child) in sizes]
        heaviest = max(inner, key=lambda child: sizes[id(child)].unlinked, default=None)
        if heaviest is None or heaviest.name not in CONTAINERS or sizes[id(heaviest)].unlinked < minimum:
            return tag
        tag = heaviest


def _menus(root: Tag, sizes: dict[int, _TextSize]) -> frozenset[int]:
    """Return the `id()` of the outermost blocks in `root` that are mostly links."""
    menus: set[int] = set()
    inside = 0
    for step, tag, _ in walk(root):
        if step == "text" or tag is root or tag.name not in MENU_BLOCKS:
            continue
        size = sizes[id(tag)]
        if size.links < MIN_MENU_LINKS or size.linked < MIN_MENU_LINK_SHARE * size.text:
            continue
        if step == "open" and not inside:
            menus.add(id(tag))
        inside += 1 if step == "open" else -1
    return frozenset(menus)
