"""The text of a citation: spans with or without italics, and the full stops and spaces between its elements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_SENTENCE_END = re.compile("[.?!][\"'\u2019\u201d]*$")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a citation. `named` marks names of the resource, which may not be in English."""

    text: str
    italic: bool = False
    named: bool = False


Spans = tuple[Span, ...]


def ends_sentence(text: str) -> bool:
    """Return whether a text ends with a full stop, question mark or exclamation mark, quotation marks aside."""
    return bool(_SENTENCE_END.search(text))


def with_full_stop(spans: Spans) -> Spans:
    """Return an element that ends with a full stop, unless it ends a sentence already; empty if it has no text."""
    filled = tuple(span for span in spans if span.text)
    return filled if not filled or ends_sentence(filled[-1].text) else (*filled, Span("."))


def join_elements(elements: Iterable[Spans]) -> Spans:
    """Return the elements as one text, separated by spaces; empty elements are left out."""
    spans: list[Span] = []
    for element in filter(None, elements):
        spans += [Span(" "), *element] if spans else element
    return tuple(spans)


def plain_text(spans: Spans) -> str:
    """Return a citation as plain text."""
    return "".join(span.text for span in spans)
