"""A walk over the tree of a page that skips elements without content. It does not recurse, so depth does not matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bs4 import Tag
from bs4.element import CData, NavigableString, RubyParenthesisString, RubyTextString, TemplateString

SKIPPED_TAGS = frozenset(
    "script style template noscript nav aside title link meta button select option optgroup datalist "
    "textarea input object embed iframe applet canvas audio video dialog map progress meter defs symbol desc".split()
)
"""Without `head`: if a page omits the end of its head, the parser puts HTML 5 elements into it."""

SKIPPED_CLASSES = frozenset({"usa-banner", "usa-skipnav", "usa-identifier"})
"""What the U.S. Web Design System puts on every page of the government."""

PARTS_WITH_FOOTERS = frozenset("article section blockquote figure details".split())
PARTS_WITH_HEADERS = PARTS_WITH_FOOTERS | {"main"}
"""Elements whose headers and footers, such as headings, sources and footnotes, are theirs and not those of the page."""

MAX_LEVELS = 50
"""The number of elements around a header or footer in which its part is looked for."""

SKIPPED_ROLES = frozenset("navigation banner contentinfo complementary search menu menubar dialog".split())
MAIN, ARTICLE, NO_LANDMARK = "main", "article", ""

_TEXT_TYPES = frozenset(  # not comments and declarations
    {NavigableString, CData, TemplateString, RubyTextString, RubyParenthesisString}
)
_FILE_NAME = re.compile(r"\S+\.\w{3,4}")

Step = tuple[str, Tag, str]
"""("open", tag, ""), ("text", parent, string) or ("close", tag, "")."""


def walk(root: Tag, excluded: frozenset[int] = frozenset()) -> Iterator[Step]:
    """Yield the content of `root` in document order, the root included.

    Navigation, page headers and footers, asides, scripts, form controls, hidden elements and the tags whose `id()` is
    in `excluded` are left out. The root itself is never left out.
    """
    stack = [(root, iter(root.contents))]
    yield "open", root, ""
    while stack:
        tag, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "close", tag, ""
        elif isinstance(child, Tag):
            if is_hidden(child) or is_boilerplate(child) or id(child) in excluded:
                continue
            if text := _alternative_text(child):
                yield "text", tag, f" {text} "
            else:
                stack.append((child, iter(child.contents)))
                yield "open", child, ""
        elif type(child) in _TEXT_TYPES:
            yield "text", tag, str(child)


def landmark(tag: Tag) -> str:
    """Return the landmark that a tag is: MAIN, ARTICLE or NO_LANDMARK."""
    if tag.name == MAIN or tag.get("role") == MAIN:
        return MAIN
    return ARTICLE if tag.name == ARTICLE else NO_LANDMARK


def is_hidden(tag: Tag) -> bool:
    """Return whether an element is not shown, unless by a script."""
    return tag.get("aria-hidden") == "true" or tag.get("hidden") not in {None, "until-found"}


def is_boilerplate(tag: Tag) -> bool:
    """Return whether a tag is navigation or other boilerplate; the header or footer of a part of a page is content."""
    if tag.name in SKIPPED_TAGS or (tag.name in {"header", "footer"} and not _belongs_to_part(tag)):
        return True
    return bool(tag.attrs) and (
        tag.get("role") in SKIPPED_ROLES or not SKIPPED_CLASSES.isdisjoint(tag.get_attribute_list("class"))
    )


def _belongs_to_part(tag: Tag) -> bool:
    """Return whether a header or footer is that of an article, section or quotation (HTML Standard, 4.3.8)."""
    parts = PARTS_WITH_HEADERS if tag.name == "header" else PARTS_WITH_FOOTERS
    around = islice(tag.parents, MAX_LEVELS)
    return any(outer.name in parts or (tag.name == "header" and landmark(outer) == MAIN) for outer in around)


def _alternative_text(tag: Tag) -> str:
    """Return the text that a picture has for readers who cannot see it; empty for a file name and for other tags."""
    text = tag.get("alt") if tag.name == "img" else tag.get("aria-label") if tag.get("role") == "img" else None
    line = " ".join(str(text or "").split())
    return "" if _FILE_NAME.fullmatch(line) else line
