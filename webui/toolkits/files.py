"""A toolkit in every form to take along or to follow: what there is, and how it is sent."""

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
from webui.formats.toolkits.html import toolkit_html
from webui.formats.toolkits.json import toolkit_json
from webui.formats.toolkits.source import ToolkitSource
from webui.formats.toolkits.table import toolkit_table
from webui.i18n.messages import SiteMessageId

__all__ = ["FEEDS", "FORMATS", "Format", "ToolkitFile", "ToolkitSource", "toolkit_file"]

FILE_NAME = 60
"""Characters of a title in a file's name."""


class Format(NamedTuple):
    """A form: the ending of its address and its files, what people call it, and its media type."""

    ending: str
    label: str
    media_type: str


FORMATS = (
    Format("pdf", "PDF", "application/pdf"),
    Format("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    Format("html", "HTML", "text/html; charset=utf-8"),
    Format("csv", "CSV", "text/csv; charset=utf-8"),
    Format("ris", "RIS", "application/x-research-info-systems; charset=utf-8"),
    Format("bib", "BibTeX", "application/x-bibtex; charset=utf-8"),
    Format("json", "JSON", "application/json"),
)
"""The files, in the order in which they are offered. The labels are names, the same in every language."""
FEEDS = (
    Format("atom", "Atom", "application/atom+xml; charset=utf-8"),
    Format("rss", "RSS", "application/rss+xml; charset=utf-8"),
)
"""The feeds of toolkits whose address stays: shared and featured ones."""


@dataclass(frozen=True, slots=True)
class ToolkitFile:
    """What is sent: the bytes, and the headers that say what they are and under which name to keep them."""

    content: bytes
    headers: Mapping[str, str]


def _atom(source: ToolkitSource) -> str:
    page = _page(source)
    return atom(source.listing(), html=page, own=f"{page}.atom", feed_id=page, page_links={})


def _rss(source: ToolkitSource) -> str:
    page = _page(source)
    return rss(source.listing(), html=page, own=f"{page}.rss")


def _page(source: ToolkitSource) -> str:
    if source.own_url is None:
        raise NotFoundError(Message(SiteMessageId.NO_TOOLKIT_FEED))
    return source.own_url


def _pdf(source: ToolkitSource) -> bytes:
    # The library takes a worker some 10 MB, and most workers write no PDF all day: imported when first asked for.
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
        "csv": toolkit_table,
        "ris": lambda source: ris(source.listing()),
        "bib": lambda source: bibtex(source.listing()),
        "json": toolkit_json,
        "atom": _atom,
        "rss": _rss,
    }
)
_TYPES = {form.ending: form.media_type for form in (*FORMATS, *FEEDS)}
_FOLLOWED = frozenset(form.ending for form in FEEDS)


def toolkit_file(ending: str, source: ToolkitSource) -> ToolkitFile:
    """Return a toolkit in a form of FORMATS or FEEDS, by its ending.

    The address of a feed is the toolkit's own with the ending behind. Equal sources give equal bytes. Raises
    NotFoundError for an ending that there is not, and for a feed of a toolkit that has no address.
    """
    if ending not in WRITERS:
        raise NotFoundError(Message(SiteMessageId.NO_TOOLKIT_FORMAT, ending=ending[:20], known=tuple(WRITERS)))
    written = WRITERS[ending](source)
    content = written if isinstance(written, bytes) else written.encode("utf-8")
    headers = {"Content-Type": _TYPES[ending]}
    if ending not in _FOLLOWED:
        headers["Content-Disposition"] = f'attachment; filename="{file_name(source.title)}.{ending}"'
    return ToolkitFile(content, headers)


def file_name(title: str) -> str:
    """Return the name for a toolkit's file without its ending: letters, digits and hyphens of ASCII (RFC 6266, D)."""
    name = slug(title)
    return (name if len(name) <= FILE_NAME else name[:FILE_NAME].rpartition("-")[0] or name[:FILE_NAME]) or "toolkit"
