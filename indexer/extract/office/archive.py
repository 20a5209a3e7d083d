"""Checks of ZIP packages (Office and OpenDocument files) before a parser inflates them."""

from __future__ import annotations

import io
import re
import zipfile

from catalog.errors import ExtractError, ExtractErrorKind

MAX_ENTRIES = 2_000
MAX_ENTRY_BYTES = 50 << 20
MAX_TOTAL_BYTES = 200 << 20
CHUNK_BYTES = 1 << 16

_ENCRYPTED = 0x1  # APPNOTE.TXT 4.4.4, general purpose bit 0
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the methods that OPC and ODF packages may use
_ENTITY_SPELLINGS = tuple("<!ENTITY".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_PICTURES = re.compile(r"((word|ppt|xl)/media|Pictures)/.")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")


def open_checked(data: bytes) -> zipfile.ZipFile:
    """Return the package open for reading, after inflating every entry once within the limits.

    Raises ExtractError: `too-large` for a ZIP bomb, `encrypted`, or `unsafe` for XML that declares entities. For a
    damaged package it raises whatever zipfile raises.
    """
    package = zipfile.ZipFile(io.BytesIO(data))
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise ExtractError(
            ExtractErrorKind.TOO_LARGE, f"This document has more than {MAX_ENTRIES:,} parts: save it as a PDF."
        )
    remaining = MAX_TOTAL_BYTES
    for entry in entries:
        remaining -= _inflated_bytes(package, entry, min(remaining, MAX_ENTRY_BYTES))
    return package


def to_transitional(package: zipfile.ZipFile, data: bytes) -> bytes:
    """Return an Office file with the namespaces of Strict Open XML replaced by the transitional ones.

    For reading text, the two conformance classes of ISO/IEC 29500 differ only in these names, and the libraries know
    only the transitional ones. A package that is not Strict is returned unchanged.
    """
    if "_rels/.rels" not in package.namelist() or not _STRICT.search(package.read("_rels/.rels")):
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as rewritten:
        for entry in package.infolist():
            content = package.read(entry)
            if _is_xml(entry):
                content = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", content)
            rewritten.writestr(entry.filename, content)
    return out.getvalue()


def has_pictures(data: bytes) -> bool:
    """Return whether a document is an Office or OpenDocument package that contains pictures."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return any(_PICTURES.match(name) for name in package.namelist())


def _inflated_bytes(package: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> int:
    """Return the inflated size of an entry; raise ExtractError as soon as it exceeds `limit`."""
    if entry.flag_bits & _ENCRYPTED:
        raise ExtractError(ExtractErrorKind.ENCRYPTED, "This document is encrypted: save a copy without a password.")
    if entry.compress_type not in _METHODS:
        raise zipfile.BadZipFile(f"method {entry.compress_type} in an office package")
    size, end = 0, b""
    with package.open(entry) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            size += len(chunk)
            if size > limit:
                raise ExtractError(
                    ExtractErrorKind.TOO_LARGE, "This document unpacks to far more than its size: save it as a PDF."
                )
            if _is_xml(entry) and any(spelling in end + chunk for spelling in _ENTITY_SPELLINGS):
                raise ExtractError(
                    ExtractErrorKind.UNSAFE,
                    "This document declares XML entities: open it in its own program and save it again.",
                )
            end = chunk[-len(_ENTITY_SPELLINGS[1]) :]
    return size


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith((".xml", ".rels"))
