"""The files and feeds of a toolkit, with their headers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from catalog.errors import NotFoundError
from catalog.messages import Message
from catalog.text import slug
from webui.formats.records.atom import atom
from webui.formats.records.bibtex import bibtex
from webui.formats.records.ris import ris
from webui.formats.records.rss import rss
from webui.formats.toolkits.csv import toolkit_csv
from webui.formats.toolkits.html import toolkit_html
from webui.formats.toolkits.json import toolkit_json
from webui.formats.toolkits.source import ToolkitSource
from webui.i18n.messages import SiteMessageId

__all__ = ["FEEDS", "FORMATS", "FileFormat", "ToolkitFile", "ToolkitSource", "toolkit_file"]

MAX_FILE_NAME_CHARACTERS = 60
"""Characters of a title in the name of a file."""


class FileFormat(NamedTuple):
    """A format: the extension of its URL and files, its label, and its media type."""

    extension: str
    label: str
    media_type: str


FORMATS = (
    FileFormat("pdf", "PDF", "application/pdf"),
    FileFormat("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    FileFormat("html", "HTML", "text/html; charset=utf-8"),
    FileFormat("csv", "CSV", "text/csv; charset=utf-8"),
    FileFormat("ris", "RIS", "application/x-research-info-systems; charset=utf-8"),
    FileFormat("bib", "BibTeX", "application/x-bibtex; charset=utf-8"),
    FileFormat("json", "JSON", "application/json"),
)
"""The file formats, in the order of the page. Their labels are the same in every language."""
FEEDS = (
    FileFormat("atom", "Atom", "application/atom+xml; charset=utf-8"),
    FileFormat("rss", "RSS", "application/rss+xml; charset=utf-8"),
)
"""The feeds of toolkits that have their own URL: shared and featured ones."""


@dataclass(frozen=True, slots=True)
class ToolkitFile:
    """A file and its headers: its media type and, for a download, its name."""

    content: bytes
    headers: Mapping[str, str]


def _atom(source: ToolkitSource) -> str:
    page = _page(source)
    return atom(source.listing(), page_url=page, feed_url=f"{page}.atom", feed_id=page, page_links={})


def _rss(source: ToolkitSource) -> str:
    page = _page(source)
    return rss(source.listing(), page_url=page, feed_url=f"{page}.rss")


def _page(source: ToolkitSource) -> str:
    if source.toolkit_url is None:
        raise NotFoundError(Message(SiteMessageId.NO_TOOLKIT_FEED))
    return source.toolkit_url


def _pdf(source: ToolkitSource) -> bytes:
    # Imported at the first use: the library takes 10 MB of memory, and most workers never write a PDF.
    from webui.formats.toolkits.pdf import toolkit_pdf  # noqa: PLC0415

    return toolkit_pdf(source)


def _docx(source: ToolkitSource) -> bytes:
    from webui.formats.toolkits.docx import toolkit_docx  # noqa: PLC0415  # the same as for PDF

    return toolkit_docx(source)


WRITERS: Mapping[str, Callable[[ToolkitSource], str | bytes]] = MappingProxyType(
    {
        "pdf": _pdf,
        "docx": _docx,
        "html": toolkit_html,
        "csv": toolkit_csv,
        "ris": lambda source: ris(source.listing()),
        "bib": lambda source: bibtex(source.listing()),
        "json": toolkit_json,
        "atom": _atom,
        "rss": _rss,
    }
)
_MEDIA_TYPES = {file_format.extension: file_format.media_type for file_format in (*FORMATS, *FEEDS)}
_FEED_EXTENSIONS = frozenset(file_format.extension for file_format in FEEDS)


def toolkit_file(extension: str, source: ToolkitSource) -> ToolkitFile:
    """Return a toolkit in the format of FORMATS or FEEDS with an extension.

    The URL of a feed is that of the toolkit with the extension. Equal sources give equal bytes. Raises NotFoundError
    for an unknown extension, and for a feed of a toolkit without a URL.
    """
    if extension not in WRITERS:
        raise NotFoundError(Message(SiteMessageId.NO_TOOLKIT_FORMAT, extension=extension[:20], known=tuple(WRITERS)))
    result = WRITERS[extension](source)
    content = result if isinstance(result, bytes) else result.encode("utf-8")
    headers = {"Content-Type": _MEDIA_TYPES[extension]}
    if extension not in _FEED_EXTENSIONS:
        headers["Content-Disposition"] = f'attachment; filename="{file_name(source.title)}.{extension}"'
    return ToolkitFile(content, headers)


def file_name(title: str) -> str:
    """Return the name of a toolkit's file without its extension, in ASCII letters, digits and hyphens (RFC 6266, D)."""
    name = slug(title)
    if len(name) > MAX_FILE_NAME_CHARACTERS:
        start = name[:MAX_FILE_NAME_CHARACTERS]
        name = start.rpartition("-")[0] or start
    return name or "toolkit"
