"""Media types: which ones browsers display, and their names for people."""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath

from catalog.messages import to_translate
from webui.i18n.locale import gettext

PDF = "application/pdf"
HTML = frozenset({"text/html", "application/xhtml+xml"})
CAPTIONS = frozenset({"text/vtt", "application/x-subrip"})
VIEWER_TYPES = frozenset(
    {PDF, "audio/mp4", "audio/mpeg", "audio/ogg", "audio/wav", "video/mp4", "video/ogg", "video/webm"}
)
"""Types that browsers open in a viewer or player of their own, which does not work in a sandbox."""
INLINE_TYPES = (
    VIEWER_TYPES
    | HTML
    | frozenset({"image/gif", "image/jpeg", "image/png", "image/webp", "text/markdown", "text/plain"})
)
"""Types that browsers display; documents of any other type are downloaded."""

EXPORT_TYPES = {
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "csv": "text/csv",
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
"""The types of feeds and files with records, by extension: from RFC 4287 (section 7), the RSS Advisory Board, RFC 7111
and the registry of IANA; Zotero and others open the last three."""

MEDIA_TYPE_NAMES = {
    PDF: to_translate("PDF"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": to_translate("Word document"),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": to_translate("PowerPoint slides"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": to_translate("Excel workbook"),
    "application/vnd.oasis.opendocument.text": to_translate("OpenDocument text"),
    "application/vnd.oasis.opendocument.presentation": to_translate("OpenDocument slides"),
    "application/vnd.oasis.opendocument.spreadsheet": to_translate("OpenDocument spreadsheet"),
    "text/html": to_translate("Web page"),
    "application/xhtml+xml": to_translate("Web page"),
    "multipart/related": to_translate("Web page"),
    "text/markdown": to_translate("Text (Markdown)"),
    "text/plain": to_translate("Plain text"),
    "text/csv": to_translate("Table (CSV)"),
    "text/vtt": to_translate("Captions (WebVTT)"),
    "application/x-subrip": to_translate("Captions (SubRip)"),
}
EXTENSIONS = {
    "application/x-subrip": ".srt",
    "text/markdown": ".md",
    "text/vtt": ".vtt",
}
"""File extensions of media types that Python does not know on every system."""


def type_words(media_type: str) -> str:
    """Return the name of a media type, or its subtype in capitals if it has none."""
    return (
        gettext(MEDIA_TYPE_NAMES[media_type])
        if media_type in MEDIA_TYPE_NAMES
        else media_type.rpartition("/")[2].upper()
    )


def name_with_extension(name: str, media_type: str | None) -> str:
    """Return a file's name, with the extension of its content's type if its own extension is that of another type."""
    type_of_name = mimetypes.guess_type(name)[0]
    both_named = type_of_name in MEDIA_TYPE_NAMES and media_type in MEDIA_TYPE_NAMES
    if not both_named or media_type is None or type_of_name is None:
        return name
    if type_words(type_of_name) == type_words(media_type):
        return name
    extension = EXTENSIONS.get(media_type) or mimetypes.guess_extension(media_type) or ""
    return str(PurePosixPath(name).with_suffix(extension))
