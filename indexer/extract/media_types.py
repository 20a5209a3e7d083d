"""The kinds of document that can be read: media type, extractor module, and the word for people."""

from __future__ import annotations

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
VTT = "text/vtt"
SRT = "application/x-subrip"
SBV = "text/x-sbv"
CSV = "text/csv"
TSV = "text/tab-separated-values"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"


class Kind(NamedTuple):
    """The module of this package that reads a kind of document, and what people call it."""

    module: str
    spoken: str


KINDS = {
    PDF: Kind("pdf.pdf_file", "PDF"),
    DOCX: Kind("office.docx_file", "Word document"),
    PPTX: Kind("office.pptx_file", "PowerPoint presentation"),
    XLSX: Kind("office.xlsx_file", "Excel workbook"),
    ODT: Kind("office.odf_file", "OpenDocument text"),
    ODP: Kind("office.odf_file", "OpenDocument presentation"),
    ODS: Kind("office.odf_file", "OpenDocument spreadsheet"),
    HTML: Kind("html.html_file", "web page"),
    VTT: Kind("caption_file", "caption file"),
    SRT: Kind("caption_file", "caption file"),
    SBV: Kind("caption_file", "caption file"),
    CSV: Kind("csv_file", "CSV table"),
    TSV: Kind("csv_file", "table"),
    MARKDOWN: Kind("markdown_file", "Markdown text"),
    PLAIN: Kind("text_file", "text"),
}

SUFFIXES = {
    ".pdf": PDF,
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), DOCX),
    **dict.fromkeys((".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"), PPTX),
    **dict.fromkeys((".xlsx", ".xlsm", ".xltx", ".xltm"), XLSX),
    **dict.fromkeys((".odt", ".ott"), ODT),
    **dict.fromkeys((".odp", ".otp"), ODP),
    **dict.fromkeys((".ods", ".ots"), ODS),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".asp", ".aspx", ".php"), HTML),
    ".vtt": VTT,
    ".srt": SRT,
    ".sbv": SBV,
    ".csv": CSV,
    ".tsv": TSV,
    **dict.fromkeys((".md", ".markdown"), MARKDOWN),
    **dict.fromkeys((".txt", ".text"), PLAIN),
}
"""What a file name says; it only breaks ties."""
