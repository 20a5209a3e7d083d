"""The kind of a document, decided from its content; the file name only breaks ties."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from catalog.errors import ExtractError
from indexer.extract.media_types import DOCX, ODP, ODS, ODT, PDF, PPTX, SUFFIXES, XLSX
from indexer.extract.sniff.text import text_type

MAX_DIRECTORY_BYTES = 1 << 20
PDF_HEADER_WITHIN = 1024  # ISO 32000-1, annex H.3.4.1: readers accept the header anywhere in the first 1,024 bytes

READABLE = (
    "PDF, Word (.docx), PowerPoint (.pptx), Excel (.xlsx), OpenDocument, HTML, Markdown, CSV, captions (.vtt, .srt) "
    "or plain text"
)

_FOREIGN = {
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"II*\0": "picture",
    b"MM\0*": "picture",
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
    rb"|vnd\.ms-(word|powerpoint|excel)\.\w+\.macroEnabled(?:Template)?\.main\+xml"
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


def media_type_of(data: bytes, name: str) -> str:
    """Return the media type of a document, one that has an extractor.

    Raises ExtractError: `empty`, `encrypted` for an Office file in an encrypted wrapper, `unknown-type` otherwise.
    """
    if not data.strip(b"\0\t\n\r\f "):
        raise ExtractError("empty", "This document is empty: put the right file in its place.")
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"PK"):
        return _package_type(data, suffix)
    if data.startswith(_COMPOUND_FILE):
        raise _compound_file(data)
    if b"%PDF-" in data[:PDF_HEADER_WITHIN] and not data.lstrip().startswith(b"<"):
        return PDF
    for magic, what in _FOREIGN.items():
        if data.startswith(magic):
            raise unknown(what)
    found = text_type(data, SUFFIXES.get(suffix, ""))
    if not found:
        raise unknown("sound or video file" if data[4:8] == b"ftyp" else "file")
    return found


def unknown(what: str) -> ExtractError:
    """Return the refusal of a kind of file that has no extractor."""
    return ExtractError("unknown-type", f"This {what} is not a kind of document that can be read. Use {READABLE}.")


def _package_type(data: bytes, suffix: str) -> str:
    """Return what a ZIP package is: by its mimetype entry (ODF), its content types (Open XML), or its parts."""
    named = SUFFIXES.get(suffix, "")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found = _declared_type(package)
    except Exception:  # noqa: BLE001 - zipfile raises many kinds for a damaged directory, and each means the same
        found = named if named in {DOCX, PPTX, XLSX, ODT, ODP, ODS} else ""
    if not found:
        raise unknown("archive")
    return found


def _declared_type(package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    if "mimetype" in names:
        mimetype = _beginning(package, "mimetype").decode("ascii", "replace").strip().removesuffix("-template")
        return mimetype if mimetype in {ODT, ODP, ODS} else ""
    if "[Content_Types].xml" in names and (main := _MAIN_PART.search(_beginning(package, "[Content_Types].xml"))):
        return _FAMILIES[main[1] or main[2]]
    return next((kind for part, kind in _PARTS.items() if part in names), "")


def _beginning(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        return part.read(MAX_DIRECTORY_BYTES)


def _compound_file(data: bytes) -> ExtractError:
    if _ENCRYPTED_PACKAGE in data:
        return ExtractError("encrypted", "This document is encrypted: save a copy without a password and try again.")
    return ExtractError(
        "unknown-type",
        "This is a file of an older Office version (.doc, .ppt, .xls), which is not a kind of document that can be "
        "read: save it as .docx, .pptx, .xlsx or PDF.",
    )
