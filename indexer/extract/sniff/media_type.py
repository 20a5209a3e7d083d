"""The media type of a document, decided from its content; the file name only breaks ties."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from catalog.errors import ExtractError, ExtractErrorKind
from indexer.extract.media_types import DOCX, ODP, ODS, ODT, PDF, PPTX, TYPES_BY_SUFFIX, XLSX
from indexer.extract.office.xml.archive import PartNames
from indexer.extract.sniff.text import detect_text_type

MAX_PART_BYTES = 1 << 20
PDF_HEADER_BYTES = 1024  # ISO 32000-1, annex H.3.4.1: readers accept the header anywhere in the first 1,024 bytes

READABLE_TYPES = (
    "PDF, Word (.docx), PowerPoint (.pptx), Excel (.xlsx), OpenDocument, HTML, Markdown, CSV, captions (.vtt, .srt) "
    "or plain text"
)

_PICTURE_TYPES = (
    (re.compile(rb"\x89PNG"), "image/png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg"),
    (re.compile(rb"GIF8[79]a"), "image/gif"),
    (re.compile(rb"II\*\0|MM\0\*"), "image/tiff"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp"),
    (re.compile(rb"BM....\0\0\0\0", re.DOTALL), "image/bmp"),
)
_UNREADABLE_TYPES = {
    b"ID3": "sound or video file",
    b"OggS": "sound or video file",
    b"RIFF": "sound or video file",
    b"\x1f\x8b": "archive",
    b"7z\xbc\xaf": "archive",
    b"Rar!": "archive",
    b"{\\rtf": "Rich Text file",
    b"%!PS": "PostScript file",
}
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2: Office before 2007, and encrypted Office files
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 1.3.3
_MAIN_PART = re.compile(
    rb"officedocument\.(wordprocessing|presentation|spreadsheet)ml\.\w+\.main\+xml"
    rb"|vnd\.ms-(word|powerpoint|excel)\.\w+\.macroEnabled(?:Template)?\.main\+xml",
    re.IGNORECASE,
)
_FAMILIES = {
    b"wordprocessing": DOCX,
    b"word": DOCX,
    b"presentation": PPTX,
    b"powerpoint": PPTX,
    b"spreadsheet": XLSX,
    b"excel": XLSX,
}
_PARTS = {"word/document.xml": DOCX, "ppt/presentation.xml": PPTX, "xl/workbook.xml": XLSX}


def detect_media_type(data: bytes, name: str) -> str:
    """Return the media type of a document that an extractor can read.

    Raises ExtractError: `empty`, `encrypted` for an Office file in an encrypted wrapper, `unknown-type` otherwise.
    """
    if not data.strip(b"\0\t\n\r\f "):
        raise ExtractError(ExtractErrorKind.EMPTY, "This document is empty: replace it with the right file.")
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"PK"):
        return _package_type(data, suffix)
    if data.startswith(_COMPOUND_FILE):
        raise _compound_file_error(data)
    if b"%PDF-" in data[:PDF_HEADER_BYTES] and not data.lstrip().startswith(b"<"):
        return PDF
    if picture_type := next((name for pattern, name in _PICTURE_TYPES if pattern.match(data)), None):
        return picture_type
    for magic, file_kind in _UNREADABLE_TYPES.items():
        if data.startswith(magic):
            raise unknown_type_error(file_kind)
    media_type = detect_text_type(data, TYPES_BY_SUFFIX.get(suffix, ""))
    if not media_type:
        raise unknown_type_error("sound or video file" if data[4:8] == b"ftyp" else "file")
    return media_type


def unknown_type_error(file_kind: str) -> ExtractError:
    """Return the error for a kind of file without an extractor."""
    return ExtractError(ExtractErrorKind.UNKNOWN_TYPE, f"This {file_kind} cannot be read. Use {READABLE_TYPES}.")


def _package_type(data: bytes, suffix: str) -> str:
    """Return the media type of a ZIP package by its mimetype (ODF), content types (Open XML), or parts."""
    suffix_type = TYPES_BY_SUFFIX.get(suffix, "")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            media_type = _declared_type(package)
    except Exception:  # noqa: BLE001 - zipfile raises many types of error for a damaged directory
        media_type = suffix_type if suffix_type in {DOCX, PPTX, XLSX, ODT, ODP, ODS} else ""
    if not media_type:
        raise unknown_type_error("archive")
    return media_type


def _declared_type(package: zipfile.ZipFile) -> str:
    names = PartNames(package)
    if mimetype_part := names.find("mimetype"):
        mimetype = _read_beginning(package, mimetype_part).decode("ascii", "replace").strip()
        return next((media_type for media_type in (ODT, ODP, ODS) if mimetype.startswith(media_type)), "")
    types_part = names.find("[Content_Types].xml")
    main = _MAIN_PART.search(_read_beginning(package, types_part)) if types_part else None
    if main:
        return _FAMILIES[(main[1] or main[2]).lower()]
    return next((media_type for part, media_type in _PARTS.items() if names.find(part)), "")


def _read_beginning(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with package.open(entry) as part:
        return part.read(MAX_PART_BYTES)


def _compound_file_error(data: bytes) -> ExtractError:
    if _ENCRYPTED_PACKAGE in data:
        return ExtractError(ExtractErrorKind.ENCRYPTED, "This document is encrypted: save a copy without a password.")
    return ExtractError(
        ExtractErrorKind.UNKNOWN_TYPE,
        "This file is in an older Office format (.doc, .ppt, .xls), which cannot be read: "
        "save it as .docx, .pptx, .xlsx or PDF.",
    )
