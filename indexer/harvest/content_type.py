"""The media type of what was fetched: decided from the beginning of its content, without parsing anything."""

from __future__ import annotations

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


def is_page_in_place_of_file(url: str, media_type: str) -> bool:
    """Return whether a web page was sent for a URL that names another kind of file, as sites do for missing files."""
    suffix_type = TYPES_BY_SUFFIX.get(PurePosixPath(name_in_url(url)).suffix.lower(), HTML)
    return media_type == HTML and suffix_type not in _MAY_BE_PAGES


def _package_type(head: bytes, tail: bytes) -> str:
    """Return the media type of a ZIP package by the names of its parts, empty if it is another kind of archive."""
    if b"mimetype" in head[:64]:
        return next((kind for kind in (ODT, ODP, ODS) if kind.encode() in head[:256]), "")
    if b"[Content_Types].xml" not in head and b"[Content_Types].xml" not in tail:
        return ""
    return next((kind for part, kind in _PARTS.items() if part in tail), "")
