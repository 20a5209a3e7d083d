"""A walk over a page's tree that skips what is not content; it never recurses, so no nesting is too deep."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag
from bs4.element import CData, NavigableString

SKIPPED = frozenset(
    "script style template noscript nav footer aside title link meta button select option optgroup datalist "
    "textarea input object embed iframe applet canvas audio video svg dialog map progress meter".split()
)
"""`head` is not one of them: where a page leaves out the end of its head, the parser puts HTML 5 elements into it."""

SKIPPED_ROLES = frozenset("navigation banner contentinfo complementary search menu menubar dialog".split())
MAIN, ARTICLE, NEITHER = "main", "article", ""

Step = tuple[str, Tag, str]
"""("open", tag, ""), ("text", its parent, string) or ("close", tag, "")."""


def walk(root: Tag, without: frozenset[int] = frozenset()) -> Iterator[Step]:
    """Yield what lies in and below `root` in document order, for content only.

    Navigation, page headers and footers, asides, scripts, form controls, hidden parts and the tags whose `id()` is in
    `without` are left out, unless the root itself is one.
    """
    stack = [(root, iter(root.contents))]
    landmarks = int(bool(landmark(root)))
    yield "open", root, ""
    while stack:
        tag, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            landmarks -= bool(landmark(tag))
            yield "close", tag, ""
        elif isinstance(child, Tag):
            if not _is_furniture(child, in_landmark=landmarks > 0) and id(child) not in without:
                landmarks += bool(landmark(child))
                stack.append((child, iter(child.contents)))
                yield "open", child, ""
        elif type(child) in {NavigableString, CData}:  # comments and the like are other subclasses
            yield "text", tag, str(child)


def landmark(tag: Tag) -> str:
    """Return whether the page itself calls this its content: MAIN, ARTICLE or NEITHER."""
    if tag.name == MAIN or tag.get("role") == MAIN:
        return MAIN
    return ARTICLE if tag.name == ARTICLE else NEITHER


def _is_furniture(tag: Tag, *, in_landmark: bool) -> bool:
    """Tell whether a tag holds none of the page's own content; a header inside the content is content."""
    if tag.name in SKIPPED or (tag.name == "header" and not in_landmark):
        return True
    if not tag.attrs:
        return False
    return (
        tag.get("role") in SKIPPED_ROLES
        or tag.get("aria-hidden") == "true"
        or tag.get("hidden") not in {None, "until-found"}
    )
