"""The media type of what was fetched: decided from the beginning of its content, without parsing anything."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from catalog.errors import ExtractError
from indexer.extract.media_types import DOCX, HTML, MARKDOWN, MHTML, ODP, ODS, ODT, PLAIN, PPTX, TYPES_BY_SUFFIX, XLSX
from indexer.extract.sniff.media_type import detect_media_type

HEAD_BYTES = 8 * 1024
TAIL_BYTES = 256 * 1024
"""The end of a ZIP file, where its parts are listed."""
UNKNOWN = "application/octet-stream"

_PARTS = {b"word/": DOCX, b"ppt/": PPTX, b"xl/": XLSX}
_MAY_BE_PAGES = frozenset({HTML, MHTML, MARKDOWN, PLAIN})
"""Types whose files servers also show as web pages."""
_FILES = frozenset(TYPES_BY_SUFFIX.values()) - _MAY_BE_PAGES
_SIGN_IN_PATH = re.compile(
    r"(?:^|/)(?:(?:user|account|wp)[-_]?)?(?:log-?[io]n|sign-?[io]n|sso|saml2?|adfs|oauth2?|cas)(?:[/._]|$)",
    re.IGNORECASE,
)


def content_media_type(path: Path, name: str, declared: str) -> str:
    """Return the media type of a file by its content, or else the one that its server `declared`.

    Whether it can be read is decided later, in the sandbox: a ZIP file is not opened here.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        file.seek(max(0, path.stat().st_size - TAIL_BYTES))
        tail = file.read(TAIL_BYTES)
    declared = declared.partition(";")[0].strip().lower() or UNKNOWN
    if head.startswith(b"PK"):
        return _package_type(head, tail) or declared
    try:
        return detect_media_type(head, name)
    except ExtractError:
        return declared


def name_in_url(url: str) -> str:
    """Return the name of the file at a URL; empty if its path ends with a slash."""
    return PurePosixPath(unquote(urlsplit(url).path)).name


def is_page_in_place_of_file(url: str, media_type: str, *other_types: str) -> bool:
    """Return whether a web page was sent for another kind of file, as sites do for missing files.

    Which kind it should be says the name in the URL, or one of the other types: what the server calls it, and what it
    was before.
    """
    if media_type != HTML:
        return False
    suffix_type = TYPES_BY_SUFFIX.get(PurePosixPath(name_in_url(url)).suffix.lower(), HTML)
    return not _FILES.isdisjoint({suffix_type, *(name.partition(";")[0].strip().lower() for name in other_types)})


def leads_to_sign_in(url: str, final_url: str) -> bool:
    """Return whether redirects lead from a URL to a page that asks people to sign in."""
    return bool(_SIGN_IN_PATH.search(urlsplit(final_url).path)) and not _SIGN_IN_PATH.search(urlsplit(url).path)


def _package_type(head: bytes, tail: bytes) -> str:
    """Return the media type of a ZIP package by the names of its parts, empty if it is another kind of archive."""
    if b"mimetype" in head[:64]:
        return next((kind for kind in (ODT, ODP, ODS) if kind.encode() in head[:256]), "")
    if b"[Content_Types].xml" not in head and b"[Content_Types].xml" not in tail:
        return ""
    return next((kind for part, kind in _PARTS.items() if part in tail), "")
