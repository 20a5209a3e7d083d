"""Where a page's content is: landmarks first, then the part with most text outside links, the whole page last."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import Tag

from indexer.extract.html.tree import ARTICLE, MAIN, landmark, walk

ENOUGH_SHARE = 0.25
"""Content that holds less than this share of the page's text was the wrong guess."""

DEEPER_SHARE = 0.8
"""The content is the deepest element with this share of the page's text outside links."""

MENU_LINKS = 4
MENU_SHARE = 0.7
"""A block with so many links and such a share of its text in links is a menu."""

MENU_BLOCKS = frozenset({"ul", "ol", "dl", "div", "section", "table", "tr", "td", "p", "center"})


@dataclass(frozen=True, slots=True)
class Content:
    """The elements that hold a page's content, in document order, less the tags whose `id()` is in `without`."""

    roots: tuple[Tag, ...]
    method: str
    without: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Weight:
    """How many characters that are no spaces an element holds, how many of them in links, and how many links."""

    text: int = 0
    linked: int = 0
    links: int = 0

    @property
    def own(self) -> int:
        return self.text - self.linked

    def add(self, other: _Weight) -> None:
        self.text += other.text
        self.linked += other.linked
        self.links += other.links


def main_content(page: Tag) -> Content:
    """Return the page's content and how it was found: `landmark`, `density` or `whole`."""
    weights = _weights(page)
    total = weights[id(page)].text
    for kind, share in ((MAIN, 0.0), (ARTICLE, ENOUGH_SHARE)):
        roots = _topmost(page, kind)
        if sum(weights[id(root)].text for root in roots) > share * total:
            return Content(roots, "landmark")
    root = _densest(page, weights)
    menus = _menus(root, weights)
    kept = weights[id(root)].text - sum(weights[menu].text for menu in menus)
    if kept > ENOUGH_SHARE * total:
        return Content((root,), "density", menus)
    return Content((page,), "whole")


def _weights(page: Tag) -> dict[int, _Weight]:
    """Return the weight of every element that may be content, by `id()`."""
    weights: dict[int, _Weight] = {}
    path: list[_Weight] = []
    links = 0
    for step, tag, text in walk(page):
        if step == "open":
            path.append(_Weight(links=int(tag.name == "a")))
            links += tag.name == "a"
        elif step == "text":
            size = len("".join(text.split()))
            path[-1].add(_Weight(size, size if links else 0))
        else:
            weights[id(tag)] = weight = path.pop()
            links -= tag.name == "a"
            if path:
                path[-1].add(weight)
    return weights


def _topmost(page: Tag, kind: str) -> tuple[Tag, ...]:
    """Return the landmarks of a kind that are in no other of that kind."""
    found: list[Tag] = []
    inside = 0
    for step, tag, _ in walk(page):
        if step == "text" or landmark(tag) != kind:
            continue
        if step == "open" and not inside:
            found.append(tag)
        inside += 1 if step == "open" else -1
    return tuple(found)


def _densest(page: Tag, weights: dict[int, _Weight]) -> Tag:
    """Return the deepest element that still holds most of the page's text outside links."""
    enough = max(1, DEEPER_SHARE * weights[id(page)].own)
    tag = page
    while True:
        inner = [child for child in tag.contents if isinstance(child, Tag) and id(child) in weights]
        heaviest = max(inner, key=lambda child: weights[id(child)].own, default=None)
        if heaviest is None or weights[id(heaviest)].own < enough:
            return tag
        tag = heaviest


def _menus(root: Tag, weights: dict[int, _Weight]) -> frozenset[int]:
    """Return the `id()` of the topmost blocks below `root` that are mostly links."""
    menus: set[int] = set()
    inside = 0
    for step, tag, _ in walk(root):
        if step == "text" or tag is root or tag.name not in MENU_BLOCKS:
            continue
        weight = weights[id(tag)]
        if weight.links < MENU_LINKS or weight.linked < MENU_SHARE * weight.text:
            continue
        if step == "open" and not inside:
            menus.add(id(tag))
        inside += 1 if step == "open" else -1
    return frozenset(menus)
