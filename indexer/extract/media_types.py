"""The types of document that can be read: media type, extractor module, and name for people."""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple

_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"

PDF = "application/pdf"
DOCX = f"{_OPEN_XML}.wordprocessingml.document"
PPTX = f"{_OPEN_XML}.presentationml.presentation"
XLSX = f"{_OPEN_XML}.spreadsheetml.sheet"
ODT = f"{_OPEN_DOCUMENT}.text"
ODP = f"{_OPEN_DOCUMENT}.presentation"
ODS = f"{_OPEN_DOCUMENT}.spreadsheet"
HTML = "text/html"
MHTML = "multipart/related"  # RFC 2557
VTT = "text/vtt"
SRT = "application/x-subrip"
SBV = "text/x-sbv"
CSV = "text/csv"
TSV = "text/tab-separated-values"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"
PICTURES = frozenset(f"image/{name}" for name in ("bmp", "gif", "jpeg", "png", "tiff", "webp"))


class DocumentType(NamedTuple):
    """A type of document: the module of this package that reads it, and its name for people."""

    module: str
    label: str


DOCUMENT_TYPES = {
    PDF: DocumentType("pdf.pdf_file", "PDF"),
    DOCX: DocumentType("office.docx_file", "Word document"),
    PPTX: DocumentType("office.pptx_file", "PowerPoint presentation"),
    XLSX: DocumentType("office.xlsx_file", "Excel workbook"),
    ODT: DocumentType("office.odf_file", "OpenDocument text"),
    ODP: DocumentType("office.odf_file", "OpenDocument presentation"),
    ODS: DocumentType("office.odf_file", "OpenDocument spreadsheet"),
    HTML: DocumentType("html.html_file", "web page"),
    MHTML: DocumentType("html.mhtml_file", "saved web page"),
    VTT: DocumentType("plain.caption_file", "caption file"),
    SRT: DocumentType("plain.caption_file", "caption file"),
    SBV: DocumentType("plain.caption_file", "caption file"),
    CSV: DocumentType("plain.csv_file", "CSV table"),
    TSV: DocumentType("plain.csv_file", "table"),
    MARKDOWN: DocumentType("plain.markdown_file", "Markdown text"),
    PLAIN: DocumentType("plain.text_file", "text"),
    **dict.fromkeys(sorted(PICTURES), DocumentType("picture_file", "picture")),
}

TYPES_BY_SUFFIX = {
    ".pdf": PDF,
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), DOCX),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"), PPTX),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), XLSX),
    **dict.fromkeys((".odt", ".ott"), ODT),
    **dict.fromkeys((".odp", ".otp"), ODP),
    **dict.fromkeys((".ods", ".ots"), ODS),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".asp", ".aspx", ".php"), HTML),
    **dict.fromkeys((".mht", ".mhtml"), MHTML),
    ".vtt": VTT,
    ".srt": SRT,
    ".sbv": SBV,
    ".csv": CSV,
    ".tsv": TSV,
    **dict.fromkeys((".md", ".markdown"), MARKDOWN),
    **dict.fromkeys((".txt", ".text"), PLAIN),
}
"""Media types by file name suffix; they matter only if the content fits several types."""

TEXT_TYPES = frozenset((PLAIN, MARKDOWN, CSV, TSV, VTT, SRT, SBV))
"""The types of plain characters: the name of one may say that of another."""
UNEXPECTED_TYPE = "This was read as {label}, which its name does not say: check that it is the right file."


def type_note(media_type: str, name: str) -> str:
    """Return what an editor should know of a document that was read as another type than its name says, or nothing."""
    expected = TYPES_BY_SUFFIX.get(PurePath(name).suffix.lower(), "")
    if not expected and media_type in PICTURES:
        return ""
    is_expected = bool(expected) and DOCUMENT_TYPES[expected].module == DOCUMENT_TYPES[media_type].module
    if is_expected or {expected, media_type} <= TEXT_TYPES:
        return ""
    label = DOCUMENT_TYPES[media_type].label
    article = "" if label.endswith("text") else "an " if label[0] in "AEIO" else "a "
    return UNEXPECTED_TYPE.format(label=f"{article}{label}")
