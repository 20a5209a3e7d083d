"""The media type of a text file: HTML, captions, Markdown, a table, or plain text."""

from __future__ import annotations

import csv
import re

from indexer.extract.decoding import decode_text
from indexer.extract.media_types import CSV, HTML, MARKDOWN, MHTML, PLAIN, SBV, SRT, TSV, VTT

HEAD_BYTES = 64 * 1024
MAX_CONTROL_SHARE = 0.05
"""Bytes with a larger share of control characters and undecodable bytes are not text."""

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?[.,]\d{1,3}"
_CUE = re.compile(rf"^[ \t]*{_TIME}[ \t]*-->", re.MULTILINE)
_SBV_CUE = re.compile(r"\d{1,2}:\d{2}:\d{2}\.\d{3},\d{1,2}:\d{2}:\d{2}\.\d{3}[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HTML_START = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta|frameset)\b", re.IGNORECASE)
_HTML_TAG = re.compile(
    r"</?(?:a|article|b|body|br|center|div|dl|em|font|form|h[1-6]|head|html|i|img|li|link|main|math|meta|ol|p|pre|script"
    r"|section|select|span|strong|style|svg|table|tbody|td|title|tr|ul)[\s/>]",
    re.IGNORECASE,
)
_MHTML_HEADERS = (
    re.compile(r"^MIME-Version:", re.MULTILINE | re.IGNORECASE),
    re.compile(r"^Content-Type:\s*(?:multipart/|text/html|application/xhtml)", re.MULTILINE | re.IGNORECASE),
)
_XML_START = re.compile(r"<\?xml\s")
_MARKDOWN_PATTERNS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"\A---[ \t]*\n[\w-]+:",  # front matter
        r"^#{1,6}[ \t]+\S",
        r"\[[^\[\]\n]{1,200}\]\([^()\s]{1,500}\)",
        r"^(?:```|~~~)",
        r"\*\*\S[^*\n]{0,200}\*\*",
        r"^[-*+][ \t]+\S",
        r"^>[ \t]+\S",
    )
)
MIN_HTML_TAGS = 5
MIN_MARKDOWN_PATTERNS = 3
MIN_TABLE_ROWS = 3
MIN_TABLE_COLUMNS = 3


def detect_text_type(data: bytes, suffix_type: str) -> str:
    """Return the media type of a text file, or an empty string if the bytes are not text that can be read.

    `suffix_type` is the media type that the file name suggests, or empty. Only the first HEAD_BYTES are examined.
    """
    text = decode_text(data[:HEAD_BYTES]).lstrip("\ufeff\0 \t\r\n").replace("\r\n", "\n").replace("\r", "\n")
    headers = text.partition("\n\n")[0]
    if all(header.search(headers) for header in _MHTML_HEADERS):
        return MHTML
    if suffix_type == HTML and _HTML_TAG.search(text):
        return HTML
    if _control_share(text) > MAX_CONTROL_SHARE:
        return ""
    return _caption_type(text, suffix_type) or _markup_type(text, suffix_type)


def _control_share(text: str) -> float:
    controls = sum((char < " " and char not in "\t\n\f\x1b") or char == "\ufffd" for char in text)
    return controls / max(len(text), 1)


def _caption_type(text: str, suffix_type: str) -> str:
    if text.startswith("WEBVTT"):
        return VTT
    if _SBV_CUE.match(text):
        return SBV
    if cue := _CUE.search(text):
        first_lines = text[: cue.start()].split()
        if suffix_type in {VTT, SRT}:
            return suffix_type
        if not first_lines or first_lines == ["1"]:
            return SRT
    return suffix_type if suffix_type in {VTT, SRT, SBV} else ""


def _markup_type(text: str, suffix_type: str) -> str:
    """Return HTML, Markdown, a table or plain text; empty for other XML."""
    markup = _COMMENT.sub("", text).lstrip()
    is_xml = bool(_XML_START.match(markup))
    if _HTML_START.match(markup) or (is_xml and _HTML_START.search(markup)):
        return HTML
    if is_xml:
        return ""
    if suffix_type in {MARKDOWN, CSV, TSV}:
        return suffix_type
    if (markup.startswith("<") and _HTML_TAG.match(markup)) or (
        suffix_type != PLAIN and len(_HTML_TAG.findall(markup)) >= MIN_HTML_TAGS
    ):
        return HTML
    if sum(bool(pattern.search(text)) for pattern in _MARKDOWN_PATTERNS) >= MIN_MARKDOWN_PATTERNS:
        return MARKDOWN
    return _table_type(text) or PLAIN


def _table_type(text: str) -> str:
    """Return CSV or TSV if the first lines all have the same number of cells, and enough of them."""
    lines = text[: text.rfind("\n")].split("\n")[:20] if "\n" in text else []
    for delimiter, media_type in (("\t", TSV), (",", CSV), (";", CSV)):
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        if len(widths) >= MIN_TABLE_ROWS and len(set(widths)) == 1 and widths[0] >= MIN_TABLE_COLUMNS:
            return media_type
    return ""
