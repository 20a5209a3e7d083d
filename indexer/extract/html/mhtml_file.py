"""MHTML: a web page and its pictures in one file, as browsers and Word save it (RFC 2557)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import replace
from email.message import Message
from email.parser import BytesParser

from catalog.model import Locator
from indexer.extract.decoding import decode_text
from indexer.extract.html import html_file
from indexer.extract.result import ExtractedSection, Extraction

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_FRAMESET = re.compile(rb"<frameset[\s>]", re.IGNORECASE)
_BEFORE_HEADERS = codecs.BOM_UTF8 + b" \t\r\n"


def read(data: bytes, media_type: str) -> Extraction:
    """Return the main content of the page; of a page with frames, the content of the frames."""
    return _read(data, media_type, html_file.read)


def read_whole(data: bytes, media_type: str) -> Extraction:
    """Return all of a page that is a part of another document."""
    return _read(data, media_type, html_file.read_whole)


def _read(data: bytes, media_type: str, read_page: Callable[[bytes, str], Extraction]) -> Extraction:
    message = BytesParser().parsebytes(data.lstrip(_BEFORE_HEADERS))
    pages = [part for part in message.walk() if part.get_content_type() in PAGE_TYPES]
    pages.sort(key=lambda part: part.get("Content-ID", "") != message.get_param("start"))  # the page, before its frames
    extraction = Extraction(media_type, ())
    if pages:
        extraction = read_page(_page_bytes(pages[0]), media_type)
    if len(pages) > 1 and _FRAMESET.search(_page_bytes(pages[0])):  # its text is for browsers without frames
        extraction = replace(extraction, sections=())
    if not extraction.sections:
        frames = [section for part in pages[1:] for section in read_page(_page_bytes(part), media_type).sections]
        extraction = replace(extraction, sections=tuple(frames) or tuple(map(_plain_section, _plain_parts(message))))
    return extraction


def _page_bytes(part: Message) -> bytes:
    """Return a page in UTF-8 if the headers of its part name its encoding, and otherwise as it is."""
    content = _content(part)
    charset = part.get_content_charset()
    return codecs.BOM_UTF8 + decode_text(content, charset).encode("utf-8", "replace") if charset else content


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _plain_parts(message: Message) -> list[Message]:
    return [part for part in message.walk() if part.get_content_type() == "text/plain"]


def _plain_section(part: Message) -> ExtractedSection:
    return ExtractedSection(Locator(), decode_text(_content(part), part.get_content_charset() or ""))
