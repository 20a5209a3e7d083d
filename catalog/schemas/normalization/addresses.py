"""Web addresses as people write them: "www.example.org/x", "https:/example.org", "<https://example.org>"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HOST = r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}"
_WITHOUT_SCHEME = re.compile(rf"(?P<host>{_HOST})(?::\d+)?(?P<rest>[/?#]\S*)?")
_BROKEN_SCHEME = re.compile(rf"(?P<scheme>https?)(?::/{{0,3}}|/{{2,3}}|;//)(?={_HOST}(?:[:/?#]|$))", re.IGNORECASE)
_MARKDOWN_LINK = re.compile(r"\[[^\]]*\]\((?P<url>[^\s()]+)\)")
_FILE_EXTENSIONS = frozenset(
    "pdf doc docx odt rtf txt md ppt pptx odp xls xlsx ods csv htm html mhtml vtt srt sbv mp jpg png zip".split()
)


def address_meanings(text: str) -> Iterator[str]:
    """Yield the web addresses that a text without http:// or https:// can mean. Browsers assume https, and so do we."""
    address = text.strip("<>")
    if link := _MARKDOWN_LINK.fullmatch(text):
        address = link["url"]
    yield address
    if scheme := _BROKEN_SCHEME.match(address):
        yield f"{scheme['scheme'].lower()}://{address[scheme.end() :]}"
    elif is_address_without_scheme(address.removeprefix("//")):
        yield f"https://{address.removeprefix('//')}"


def is_address_without_scheme(text: str) -> bool:
    """Return whether a text begins with the name of a host, such as `example.org/a`; `report.pdf` is a file."""
    match = _WITHOUT_SCHEME.fullmatch(text)
    if match is None:
        return False
    return bool(match["rest"]) or match["host"].rpartition(".")[2].lower() not in _FILE_EXTENSIONS
