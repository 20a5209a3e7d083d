"""The parts of a ZIP package (Office and OpenDocument files), checked before a parser sees them."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from catalog.errors import ExtractError, ExtractErrorKind

MAX_ENTRIES = 2_000
MAX_ENTRY_BYTES = 50 << 20
MAX_TOTAL_BYTES = 200 << 20
CHUNK_BYTES = 1 << 16

_ENCRYPTED = 0x1  # APPNOTE.TXT 4.4.4, general purpose bit 0
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the methods that OPC and ODF packages may use
_ENTITY_SPELLINGS = tuple("<!ENTITY".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_PICTURES = re.compile(r"((word|ppt|xl)/media|pictures)/.")


class PartNames:
    """The parts of a package by name.

    Names are compared without regard to case (ISO/IEC 29500-2, 6.2.2.3), percent-encoding, and the direction of their
    slashes: some programs write backslashes. Of parts with equivalent names, the one spelled as asked for counts.
    """

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._by_name: dict[str, zipfile.ZipInfo] = {}
        for entry in package.infolist():
            self._by_name.setdefault(_folded(entry.filename), entry)
            self._by_name[entry.filename] = entry

    def __iter__(self) -> Iterator[str]:
        """Yield the names as they are spelled in the package, and as they are compared."""
        return iter(self._by_name)

    def find(self, name: str) -> zipfile.ZipInfo | None:
        """Return the part with a name, or None."""
        return self._by_name.get(name) or self._by_name.get(_folded(name))


class Archive:
    """A package open for reading, within the limits."""

    def __init__(self, data: bytes) -> None:
        """Inflate every part once.

        Raises ExtractError: `too-large` for a ZIP bomb, `encrypted`, or `unsafe` for XML that declares entities. For a
        damaged package it raises whatever zipfile raises.
        """
        self._package = zipfile.ZipFile(io.BytesIO(data))
        entries = self._package.infolist()
        if len(entries) > MAX_ENTRIES:
            raise ExtractError(
                ExtractErrorKind.TOO_LARGE, f"This document has more than {MAX_ENTRIES:,} parts: save it as a PDF."
            )
        remaining = MAX_TOTAL_BYTES
        for entry in entries:
            remaining -= _inflated_bytes(self._package, entry, min(remaining, MAX_ENTRY_BYTES))
        self._names = PartNames(self._package)

    def __contains__(self, name: str) -> bool:
        """Return whether there is a part with this name."""
        return self._names.find(name) is not None

    def read(self, name: str) -> bytes:
        """Return the content of a part; raise KeyError if it is missing."""
        entry = self._names.find(name)
        if entry is None:
            raise KeyError(f"no part {name}")
        return self._package.read(entry)


def has_pictures(data: bytes) -> bool:
    """Return whether a document is an Office or OpenDocument package that contains pictures."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return any(_PICTURES.match(name) for name in PartNames(package))


def _folded(name: str) -> str:
    """Return a name in the form in which names are compared."""
    return posixpath.normpath(f"/{unquote(name)}".replace("\\", "/")).lstrip("/").casefold()


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
    return entry.filename.lower().endswith((".xml", ".rels", ".vml"))
