"""Sitemaps and indexes of sitemaps (sitemaps.org, version 0.9), also compressed by gzip, and lists of addresses."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO

from catalog.schemas import is_web_address
from indexer.extract.decoding import decode_text
from indexer.extract.office.xml.xml_flow import local_name
from indexer.importers.readers.web.xml_bytes import ends_with_root, parsed, utf8_xml
from indexer.importers.rows import SourceFault, SourceItem, SourceRow
from indexer.importers.values.dates import partial_date
from indexer.importers.values.row_draft import for_message
from indexer.importers.values.text import plain_line

PAGE, SITEMAP = "page", "sitemap"
"""What an address leads to."""

MAX_SITEMAP_BYTES = 100 << 20
"""The protocol allows half of that."""
MAX_ADDRESSES = 100_000

NOT_A_SITEMAP = "This is not a sitemap: check its address, which often ends in /sitemap.xml."
DAMAGED = "The sitemap is damaged or breaks off: addresses may be missing."
TOO_LARGE = "The sitemap is too large, so only its beginning was read."
NOT_AN_ADDRESS = "'{text}' is not a web address, so it was left out."

_GZIP = b"\x1f\x8b"
_GZIP_FORMAT = 31  # zlib.h: a header of gzip, and the largest window
_KINDS = {"url": PAGE, "sitemap": SITEMAP}


def read(file: BinaryIO) -> Iterator[SourceItem]:
    """Yield a row for each address: `kind` is PAGE or SITEMAP, `url` the address, `modified` a date if there is one."""
    data, is_whole = _unpacked(file)
    xml = utf8_xml(data)
    root = parsed(xml)
    if root is not None and local_name(root) in {"urlset", "sitemapindex"}:
        is_complete = ends_with_root(xml, root)
        elements = [element for element in root if local_name(element) in _KINDS]
        elements = elements if is_complete else elements[:-1]  # the last one may lack a part of its address
        for number, element in enumerate(elements[:MAX_ADDRESSES], 1):
            yield _address_item(element, number)
        is_whole = is_whole and len(elements) <= MAX_ADDRESSES
        if is_whole and not is_complete:
            yield SourceFault("sitemap", DAMAGED)
    elif lines := _address_lines(data):
        yield from (SourceRow(f"line {number}", {"kind": PAGE, "url": line}) for number, line in lines)
    else:
        yield SourceFault("sitemap", NOT_A_SITEMAP)
    if not is_whole:
        yield SourceFault("sitemap", TOO_LARGE)


def _unpacked(file: BinaryIO) -> tuple[bytes, bool]:
    """Return the bytes of a sitemap, at most MAX_SITEMAP_BYTES, and whether they are all."""
    data = file.read(MAX_SITEMAP_BYTES + 1)
    if data.startswith(_GZIP):
        with suppress(zlib.error):
            data = zlib.decompressobj(_GZIP_FORMAT).decompress(data, MAX_SITEMAP_BYTES + 1)
    return data[:MAX_SITEMAP_BYTES], len(data) <= MAX_SITEMAP_BYTES


def _address_item(element: Any, number: int) -> SourceItem:
    kind = _KINDS[local_name(element)]
    place, address = f"{kind} {number}", plain_line(element.findtext("{*}loc"))
    if not is_web_address(address):
        return SourceFault(place, NOT_AN_ADDRESS.format(text=for_message(address)))
    modified = partial_date(element.findtext("{*}lastmod"))
    return SourceRow(place, {"kind": kind, "url": address, **({"modified": modified} if modified else {})})


def _address_lines(data: bytes) -> list[tuple[int, str]]:
    """Return the addresses of a text with one on each line, with the numbers of the lines; none if it is another."""
    head = decode_text(data[:2000])
    if not re.match(r"\s*https?://\S+\s*(?:\n|\Z)", head):
        return []
    lines = enumerate(decode_text(data).splitlines(), 1)
    return [(number, line.strip()) for number, line in lines if is_web_address(line.strip())][:MAX_ADDRESSES]
