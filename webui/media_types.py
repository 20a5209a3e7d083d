"""Media types: which ones browsers show, and what people call them."""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath

from catalog.messages import to_translate
from webui.i18n.locale import gettext

PDF = "application/pdf"
HTML = frozenset({"text/html", "application/xhtml+xml"})
CAPTIONS = frozenset({"text/vtt", "application/x-subrip"})
PLAYED = frozenset({PDF, "audio/mp4", "audio/mpeg", "audio/ogg", "audio/wav", "video/mp4", "video/ogg", "video/webm"})
"""What a browser opens in a player or reader of its own, which a sandbox would keep from working."""
SHOWN = PLAYED | HTML | frozenset({"image/gif", "image/jpeg", "image/png", "image/webp", "text/markdown", "text/plain"})
"""What browsers show; anything else is offered to be saved."""

NAMES = {
    PDF: to_translate("PDF"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": to_translate("Word document"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": to_translate("PowerPoint slides"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": to_translate("Excel workbook"),
    "application/vnd.oasis.opendocument.text": to_translate("OpenDocument text"),
    "application/vnd.oasis.opendocument.presentation": to_translate("OpenDocument slides"),
    "application/vnd.oasis.opendocument.spreadsheet": to_translate("OpenDocument spreadsheet"),
    "text/html": to_translate("Web page"),
    "application/xhtml+xml": to_translate("Web page"),
    "text/markdown": to_translate("Text (Markdown)"),
    "text/plain": to_translate("Plain text"),
    "text/csv": to_translate("Table (CSV)"),
    "text/vtt": to_translate("Captions (WebVTT)"),
    "application/x-subrip": to_translate("Captions (SubRip)"),
}
ENDINGS = {
    "application/x-subrip": ".srt",
    "text/markdown": ".md",
    "text/vtt": ".vtt",
}
"""Endings of media types that Python does not know everywhere."""


def type_words(media_type: str) -> str:
    """Return what people call a media type; its last part where it has no name here."""
    return gettext(NAMES[media_type]) if media_type in NAMES else media_type.rpartition("/")[2].upper()


def fitting_name(name: str, media_type: str | None) -> str:
    """Return a file's name with the ending of its content's type, where its own ending says another type."""
    named = mimetypes.guess_type(name)[0]
    known = named in NAMES and media_type in NAMES
    if not known or media_type is None or named is None or type_words(named) == type_words(media_type):
        return name
    return str(PurePosixPath(name).with_suffix(ENDINGS.get(media_type) or mimetypes.guess_extension(media_type) or ""))
