"""Turns response bodies into readable text."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from hashlib import sha256

from tests.responses.exchange import Response

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BUNDLED = frozenset({"text/css", "text/javascript"})
"""Types of bundled files, whose content is not recorded."""
READABLE = re.compile(r"text/.*|.*[/+](?:xml|svg)|application/x-(?:bibtex|research-info-systems)")
PDF_STREAM = re.compile(rb"stream\r?\n(.*?)\s*endstream", re.DOTALL)
PDF_TEXT = re.compile(rb"\(((?:\\.|[^\\()])*)\) Tj", re.DOTALL)
PDF_LINK = re.compile(rb"/URI \(((?:\\.|[^\\()])*)\)", re.DOTALL)
PDF_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)


def body_text(response: Response, *, extract: bool = True) -> str:
    """Return a body as text: JSON indented, the text of PDF and Word, the size and digest of any other binary file.

    Without `extract`, PDF and Word are treated as any other binary file.
    """
    body, kind = response.body, response.media_type
    encoding = response.header("Content-Encoding")
    if encoding not in ("", "gzip"):
        return f"<compressed by {encoding}>"
    if not body or kind in BUNDLED:
        return ""
    return _text(gzip.decompress(body) if encoding else body, kind, extract=extract)


def _text(body: bytes, kind: str, *, extract: bool) -> str:
    if kind.endswith("json"):
        return _json_text(body)
    if READABLE.fullmatch(kind):
        return body.decode("utf-8", "replace")
    if extract and kind in EXTRACTORS:
        return EXTRACTORS[kind](body)
    return f"<{len(body)} bytes, SHA-256 {sha256(body).hexdigest()}>"


def _json_text(body: bytes) -> str:
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, indent=2)
    except ValueError:
        return body.decode("utf-8", "replace")


def pdf_text(content: bytes) -> str:
    """Return the text and links of a PDF whose streams are plain, or compressed and ASCII85-encoded."""
    streams = [_inflated(match.group(1)) for match in PDF_STREAM.finditer(content)]
    texts = [_unescaped(match.group(1)) for stream in streams for match in PDF_TEXT.finditer(stream)]
    links = [f"<{_unescaped(match.group(1))}>" for match in PDF_LINK.finditer(content)]
    return "\n".join([f"<{len(streams)} streams>", *texts, *links])


def _inflated(stream: bytes) -> bytes:
    try:
        data = base64.a85decode(stream.removesuffix(b"~>")) if stream.endswith(b"~>") else stream
        return zlib.decompress(data)
    except (ValueError, zlib.error):
        return stream


def _unescaped(text: bytes) -> str:
    def character(escape: re.Match[bytes]) -> bytes:
        code = escape.group(1)
        return bytes([int(code, 8) & 0xFF]) if code.isdigit() else code

    return PDF_ESCAPE.sub(character, text).decode("cp1252", "replace")


def docx_text(content: bytes) -> str:
    """Return the text, headers, footers, properties and links of a Word document, one paragraph per line."""
    lines = []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in sorted(parts.namelist()):
            text = parts.read(name).decode("utf-8", "replace")
            if re.fullmatch(r"word/(?:document|header\d*|footer\d*)\.xml|docProps/core\.xml", name):
                plain = re.sub(r"<[^>]+>", "", re.sub(r"</(?:w:p|dc\w*:\w+|cp:\w+)>", "\n", text))
                lines += [f"<{name}>", *(line for line in html.unescape(plain).splitlines() if line.strip())]
            elif name == "word/_rels/document.xml.rels":
                lines += sorted(re.findall(r'Target="(https?:[^"]+)"', text))
    return "\n".join(lines)


EXTRACTORS: Mapping[str, Callable[[bytes], str]] = {PDF: pdf_text, DOCX: docx_text}
