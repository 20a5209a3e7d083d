"""Puts an initial letter that a Word document sets apart back at the beginning of its word."""

from __future__ import annotations

import re

from indexer.extract.office.xml.xml_flow import XmlElement, attribute, element_at, local_name

_INITIAL = re.compile(r"\W?[^\W\d_]")
"""A letter, with or without a quotation mark before it."""


def join_initials(root: XmlElement) -> None:
    """Move each initial in a frame or text box of its own into the paragraph it begins.

    Word marks most (w:dropCap, ISO/IEC 29500-1, 17.3.1.11). A frame or box without that mark counts if it contains one
    letter and the paragraph goes on in lowercase.
    """
    for frame in list(root.iter("{*}framePr")):
        paragraph = next(frame.iterancestors("{*}p"), None)
        following = _next_paragraph(paragraph)
        is_marked = attribute(frame, "dropCap") in {"drop", "margin"}
        if following is not None and (is_marked or (_is_initial(paragraph) and _continues(following))):
            _prepend(following, paragraph)
    for box in list(root.iter("{*}txbxContent")):
        anchor = next(box.iterancestors("{*}p"), None)
        if anchor is not None and _is_initial(box) and _continues(anchor, after=box):
            _prepend(anchor, *box.iterfind("{*}p"))


def _is_initial(element: XmlElement) -> bool:
    return _INITIAL.fullmatch("".join(element.itertext("{*}t")).strip()) is not None


def _continues(paragraph: XmlElement, after: XmlElement | None = None) -> bool:
    """Return whether a paragraph begins in lowercase, apart from the text of one of its descendants."""
    texts = (text.text for text in paragraph.iter("{*}t") if after is None or after not in text.iterancestors())
    return next(filter(None, texts), "")[:1].islower()


def _next_paragraph(paragraph: XmlElement | None) -> XmlElement | None:
    """Return the paragraph that follows, if there is nothing but marks between the two."""
    siblings = paragraph.itersiblings() if paragraph is not None else ()
    following = next((sibling for sibling in siblings if len(sibling) or local_name(sibling) == "p"), None)
    return following if following is not None and local_name(following) == "p" else None


def _prepend(paragraph: XmlElement, *initials: XmlElement) -> None:
    """Move the content of the paragraphs with an initial to the beginning of the paragraph it belongs to."""
    start = 0 if element_at(paragraph, "pPr") is None else 1
    content = [element for initial in initials for element in initial if local_name(element) != "pPr"]
    for index, element in enumerate(content):
        paragraph.insert(start + index, element)
