"""Media types: which ones browsers show, and what people call them."""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath

PDF = "application/pdf"
HTML = frozenset({"text/html", "application/xhtml+xml"})
CAPTIONS = frozenset({"text/vtt", "application/x-subrip"})
PLAYED = frozenset({PDF, "audio/mp4", "audio/mpeg", "audio/ogg", "audio/wav", "video/mp4", "video/ogg", "video/webm"})
"""What a browser opens in a player or reader of its own, which a sandbox would keep from working."""
SHOWN = PLAYED | HTML | frozenset({"image/gif", "image/jpeg", "image/png", "image/webp", "text/markdown", "text/plain"})
"""What browsers show; anything else is offered to be saved."""

NAMES = {
    PDF: "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint slides",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel workbook",
    "application/vnd.oasis.opendocument.text": "OpenDocument text",
    "application/vnd.oasis.opendocument.presentation": "OpenDocument slides",
    "application/vnd.oasis.opendocument.spreadsheet": "OpenDocument spreadsheet",
    "text/html": "Web page",
    "application/xhtml+xml": "Web page",
    "text/markdown": "Text (Markdown)",
    "text/plain": "Plain text",
    "text/csv": "Table (CSV)",
    "text/vtt": "Captions (WebVTT)",
    "application/x-subrip": "Captions (SubRip)",
}
ENDINGS = {
    "application/x-subrip": ".srt",
    "text/markdown": ".md",
    "text/vtt": ".vtt",
}
"""Endings of media types that Python does not know everywhere."""


def type_words(media_type: str) -> str:
    """Return what people call a media type; its last part where it has no name here."""
    return NAMES.get(media_type) or media_type.rpartition("/")[2].upper()


def fitting_name(name: str, media_type: str | None) -> str:
    """Return a file's name with the ending of its content's type, where its own ending says another type."""
    named = mimetypes.guess_type(name)[0]
    known = named in NAMES and media_type in NAMES
    if not known or media_type is None or named is None or type_words(named) == type_words(media_type):
        return name
    return str(PurePosixPath(name).with_suffix(ENDINGS.get(media_type) or mimetypes.guess_extension(media_type) or ""))
