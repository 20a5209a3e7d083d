"""Which kind of text some bytes are: HTML, captions, Markdown, a table, plain text, or no text at all."""

from __future__ import annotations

import csv
import re

from indexer.extract.decoding import decoded
from indexer.extract.media_types import CSV, HTML, MARKDOWN, PLAIN, SBV, SRT, TSV, VTT

HEAD_BYTES = 64 * 1024
MAX_CONTROLS = 0.05
"""A larger share of control characters and undecodable bytes than this is no text."""

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
_XML_START = re.compile(r"<\?xml\s")
_MARKDOWN_SIGNS = tuple(
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
MANY_TAGS = 5
ENOUGH_SIGNS = 3
TABLE_ROWS = 3
TABLE_COLUMNS = 3


def text_type(data: bytes, named: str) -> str:
    """Return the media type of a text, or an empty string if the bytes are no text that can be read.

    `named` is the media type that the file name suggests, or empty. Only the first HEAD_BYTES are looked at.
    """
    text = decoded(data[:HEAD_BYTES]).lstrip("\ufeff\0 \t\r\n").replace("\r\n", "\n").replace("\r", "\n")
    if named == HTML and _HTML_TAG.search(text):
        return HTML
    if _share_of_controls(text) > MAX_CONTROLS:
        return ""
    return _caption_type(text, named) or _markup_type(text, named)


def _share_of_controls(text: str) -> float:
    controls = sum((sign < " " and sign not in "\t\n\f\x1b") or sign == "\ufffd" for sign in text)
    return controls / max(len(text), 1)


def _caption_type(text: str, named: str) -> str:
    if text.startswith("WEBVTT"):
        return VTT
    if _SBV_CUE.match(text):
        return SBV
    if cue := _CUE.search(text):
        first_lines = text[: cue.start()].split()
        if named in {VTT, SRT}:
            return named
        if not first_lines or first_lines == ["1"]:
            return SRT
    return named if named in {VTT, SRT, SBV} else ""


def _markup_type(text: str, named: str) -> str:
    """Return HTML, Markdown, a table or plain text; empty for other XML."""
    bare = _COMMENT.sub("", text).lstrip()
    is_xml = bool(_XML_START.match(bare))
    if _HTML_START.match(bare) or (is_xml and _HTML_START.search(bare)):
        return HTML
    if is_xml:
        return ""
    if named in {MARKDOWN, CSV, TSV}:
        return named
    if (bare.startswith("<") and _HTML_TAG.match(bare)) or (
        named != PLAIN and len(_HTML_TAG.findall(bare)) >= MANY_TAGS
    ):
        return HTML
    if sum(bool(sign.search(text)) for sign in _MARKDOWN_SIGNS) >= ENOUGH_SIGNS:
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
        if len(widths) >= TABLE_ROWS and len(set(widths)) == 1 and widths[0] >= TABLE_COLUMNS:
            return media_type
    return ""
