"""Typed links in headers: the Link header of RFC 8288."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

MAX_LINK_HEADER = 4_000
"""Characters of a Link header; proxies refuse responses whose headers are much longer."""
_URL_CHARACTERS = "!#$%&'()*+,/:;=?@[]~"
"""Characters besides letters, digits and `-._` that a URL in a header keeps; all others are percent-encoded."""
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class WebLink:
    """A link to a URL, with its relation; `media_type` and `profile` are empty if unknown."""

    relation: str
    url: str
    media_type: str = ""
    profile: str = ""


def link_header(links: Iterable[WebLink]) -> str:
    """Return the value of a Link header. Links at the end are left out if it would be too long."""
    value = ""
    for link in links:
        longer = f"{value}, {_link_value(link)}" if value else _link_value(link)
        if len(longer) > MAX_LINK_HEADER:
            break
        value = longer
    return value


def _link_value(link: WebLink) -> str:
    value = f'<{quote(link.url, safe=_URL_CHARACTERS)}>; rel="{link.relation}"'
    if _MEDIA_TYPE.fullmatch(link.media_type):
        value += f'; type="{link.media_type}"'
    return f'{value}; profile="{link.profile}"' if link.profile else value
