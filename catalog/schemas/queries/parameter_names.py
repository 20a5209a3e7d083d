"""Unknown parameters: what other sites call the parameters of this one, and the message that names the nearest."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from catalog.messages import Message, MessageId
from catalog.text import FORBIDDEN_CHARACTERS, nearest

OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("query", "search", "text", "term", "terms", "keyword", "keywords", "words"), "q"),
        **dict.fromkeys(("limit", "rows", "count", "size", "pagesize", "page_size", "page[size]", "$top"), "per_page"),
        **dict.fromkeys(("p", "pg", "page[number]", "pagenumber", "page_number"), "page"),
        **dict.fromkeys(("page", "offset", "skip", "start", "cursor", "start_after", "starting_after"), "after"),
        **dict.fromkeys(("order", "orderby", "order_by", "sortby", "sort_by"), "sort"),
        **dict.fromkeys(("from", "since", "after", "published", "published_after", "date_from"), "published_from"),
        **dict.fromkeys(("to", "until", "before", "published_before", "date_to"), "published_to"),
        **dict.fromkeys(("type", "types", "resource_type", "kind"), "format"),
        **dict.fromkeys(("officers", "sworn_officers"), "sworn"),
        **dict.fromkeys(("category", "categories", "subject", "subjects", "theme"), "topic"),
        **dict.fromkeys(("locale", "hl"), "lang"),
        **dict.fromkeys(("select", "include", "$select"), "fields"),
        **dict.fromkeys(("highlight", "highlights", "passages", "excerpts"), "snippets"),
        **dict.fromkeys(("aggs", "aggregations"), "facets"),
        **dict.fromkeys(("updated_since", "modified_since", "updated_after", "modified_after"), "changed_since"),
    }
)
"""What other sites and libraries call a parameter, by that name."""


def unknown_parameter(name: str, known: Collection[str]) -> Message:
    """Return the message for an unknown parameter; it names the nearest known one, or else all of them."""
    other_name = OTHER_NAMES.get(name.casefold())
    if guess := other_name if other_name in known else nearest(name, known):
        return Message(MessageId.UNKNOWN_PARAMETER_NEAREST, nearest=guess)
    return Message(MessageId.UNKNOWN_PARAMETER, known=tuple(known))


def refused_name(name: str) -> str:
    """Return a parameter's name as an error may quote it: without control characters, and cut if it is long."""
    return FORBIDDEN_CHARACTERS.sub("\ufffd", name)[:80]
