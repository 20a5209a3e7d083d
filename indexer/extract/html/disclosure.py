"""Opens what a page shows on request: accordions, tabs and other panels, whose labels are buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from indexer.extract.html.tree import MAIN, is_boilerplate, is_hidden, landmark

HEADING_LIKE_TAGS = frozenset("h1 h2 h3 h4 h5 h6 dt summary legend caption".split())
PANEL_TAGS = frozenset("div section article p ul ol dl dd li table tbody tr blockquote fieldset form".split())

_SENTENCE_TAGS = frozenset("p li dd td blockquote".split())

MAX_LEVELS = 6
"""The number of elements around a label or a panel that are taken into account."""

_TARGET_ATTRIBUTES = ("aria-controls", "data-target", "data-bs-target", "href")
_PANEL_CLASS = re.compile(
    r"accordion|collapse|collapsible|disclosure|expand|tab-?(?:pane|panel|content)|tabs-?(?:panel|content)|faq"
)
_POPUP_CLASS = re.compile(r"modal|dialog|dropdown|menu|navbar|tooltip|popover|offcanvas|cookie|consent|lightbox")
_POPUP_TOGGLES = frozenset({"modal", "dropdown", "offcanvas", "tooltip", "popover"})
_COMPONENT_LABELS = ("header", "heading")  # of web components, such as <va-accordion-item header="...">


@dataclass(slots=True)
class _Page:
    """The elements of a page that matter here, as far as they are not in navigation or other boilerplate."""

    ids: dict[str, Tag] = field(default_factory=dict)
    toggles: list[Tag] = field(default_factory=list)
    toggles_in_headings: set[int] = field(default_factory=set)
    hidden: list[Tag] = field(default_factory=list)
    components: list[tuple[Tag, str]] = field(default_factory=list)


def open_panels(soup: BeautifulSoup) -> None:
    """Show the panels of a page and make their labels ordinary text, in place.

    A panel is an element that a button, tab or link controls or precedes, or that has the role or class of one. Menus,
    dialogs and other hidden elements stay hidden.
    """
    page = _survey(soup)
    near_toggles = {id(tag) for toggle in page.toggles for tag in (toggle, *islice(toggle.parents, 2))}
    for tag in page.hidden:
        if _is_panel(tag, near_toggles):
            _show(tag)
    shown: set[int] = set()
    for toggle in page.toggles:
        panels = [panel for panel in _targets(toggle, page.ids) if not _is_popup(panel)]
        for panel in panels:
            if id(panel) not in shown:
                _show_with_wrappers(panel, toggle)
                shown.add(id(panel))
        if id(toggle) in page.toggles_in_headings or _is_in_sentence(toggle):
            toggle.name = "span"
        elif len(panels) == 1 or toggle.get("role") == "tab" or _precedes_panel(toggle):
            toggle.name = "p"
    for tag, label in page.components:
        heading = soup.new_tag("h3")
        heading.string = label
        tag.insert(0, heading)


def _survey(soup: BeautifulSoup) -> _Page:
    """Return the elements that matter. The main landmark and what is around it are shown at once."""
    page = _Page()
    stack: list[tuple[Tag, Iterator[object]]] = [(soup, iter(soup.contents))]
    headings = 0
    while stack:
        tag, children = stack[-1]
        child = next((child for child in children if isinstance(child, Tag)), None)
        if child is None:
            stack.pop()
            headings -= _is_heading(tag)
            continue
        if child.name == "template" and child.has_attr("shadowrootmode"):
            child.name = "div"
        if child.name != "button" and is_boilerplate(child):
            continue
        if landmark(child) == MAIN or child.name in {"html", "body"}:
            for outer in (child, *(outer for outer, _ in stack)):
                _show(outer)
        _add(page, child, in_heading=headings > 0)
        headings += _is_heading(child)
        stack.append((child, iter(child.contents)))
    return page


def _add(page: _Page, tag: Tag, *, in_heading: bool) -> None:
    """Add an element to those of the page that matter."""
    if not tag.attrs and tag.name != "button":
        return
    if tag_id := tag.get("id"):
        page.ids.setdefault(str(tag_id), tag)
    if is_hidden(tag):
        page.hidden.append(tag)
    if _is_toggle(tag):
        page.toggles.append(tag)
        if in_heading and _is_alone(tag):
            page.toggles_in_headings.add(id(tag))
    if "-" in tag.name and (label := next((tag[name] for name in _COMPONENT_LABELS if tag.get(name)), None)):
        page.components.append((tag, str(label)))


def _is_heading(tag: Tag) -> bool:
    return tag.name in HEADING_LIKE_TAGS or tag.get("role") == "heading"


def _is_toggle(tag: Tag) -> bool:
    """Return whether an element may be the label of a panel."""
    kinds = {str(tag.get("data-toggle")), str(tag.get("data-bs-toggle"))}
    if tag.get("aria-haspopup") not in {None, "false"} or not kinds.isdisjoint(_POPUP_TOGGLES):
        return False
    return tag.name == "button" or tag.get("role") in {"button", "tab"} or kinds != {"None"}


def _is_alone(tag: Tag) -> bool:
    """Return whether a button is all that its heading has, and not an icon next to the heading's text."""
    if tag.has_attr("aria-expanded") or tag.has_attr("aria-controls") or tag.parent is None:
        return True
    others = (child for child in tag.parent.contents[:MAX_LEVELS] if child is not tag)
    return not any(
        str(child).strip() if not isinstance(child, Tag) else any(child.stripped_strings) for child in others
    )


def _targets(toggle: Tag, ids: dict[str, Tag]) -> Iterator[Tag]:
    """Yield the elements that a toggle controls."""
    for name in _TARGET_ATTRIBUTES:
        value = toggle.get(name)
        for target in (value if isinstance(value, list) else str(value or "").split())[:MAX_LEVELS]:
            if (name != "href" or target.startswith("#")) and (tag := ids.get(target.removeprefix("#"))):
                yield tag


def _is_panel(tag: Tag, near_toggles: set[int]) -> bool:
    """Return whether a hidden element is a panel by its role, its class, or the label before it."""
    if _is_popup(tag) or (tag.name not in PANEL_TAGS and "-" not in tag.name):
        return False
    if tag.get("role") == "tabpanel" or _PANEL_CLASS.search(_classes(tag)):
        return True
    before = tag.find_previous_sibling(name=True)
    return before is not None and id(before) in near_toggles


def _precedes_panel(toggle: Tag) -> bool:
    """Return whether a button without a target is the label of the element after it."""
    following = toggle.find_next_sibling(name=True)
    return (
        (toggle.has_attr("aria-expanded") or _PANEL_CLASS.search(_classes(toggle)) is not None)
        and isinstance(following, Tag)
        and following.name in PANEL_TAGS
        and not _is_popup(following)
    )


def _is_in_sentence(toggle: Tag) -> bool:
    """Return whether a button is a word of a sentence that goes on after it, such as one that explains the word."""
    following = toggle.next_sibling
    return (
        toggle.name == "button"
        and toggle.parent is not None
        and toggle.parent.name in _SENTENCE_TAGS
        and isinstance(following, NavigableString)
        and not following.isspace()
    )


def _is_popup(tag: Tag) -> bool:
    """Return whether an element covers the page or lists commands."""
    return _POPUP_CLASS.search(_classes(tag)) is not None or tag.get("aria-modal") == "true"


def _classes(tag: Tag) -> str:
    """Return the class of an element, as it is written."""
    value = tag.get("class") or ""
    return (value if isinstance(value, str) else " ".join(value)).lower()


def _show_with_wrappers(panel: Tag, toggle: Tag) -> None:
    """Show a panel with its items, and the elements around it that do not contain its label."""
    for item in panel.contents:
        if isinstance(item, Tag) and item.name in PANEL_TAGS and not _is_popup(item):
            _show(item)
    around_toggle = {id(tag) for tag in islice(toggle.parents, MAX_LEVELS)}
    for tag in (panel, *islice(panel.parents, MAX_LEVELS)):
        if id(tag) in around_toggle or _is_popup(tag):
            return
        _show(tag)


def _show(tag: Tag) -> None:
    """Make an element visible."""
    for name in ("hidden", "aria-hidden"):
        if name in tag.attrs:
            del tag[name]
