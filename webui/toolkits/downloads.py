"""Responses with a toolkit as a file or a feed."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext

from flask import Response

from catalog.toolkit_changes import ResolvedToolkit
from webui.context import app_context, public_site_urls
from webui.i18n.labels import localized
from webui.toolkits import files

FORMAT_LABELS = tuple((file_format.extension, file_format.label) for file_format in files.FORMATS)
"""The extension and the label of each file format."""
FEED_LABELS = tuple((file_format.extension, file_format.label) for file_format in files.FEEDS)
"""The extension and the label of each feed, for toolkits with their own URL."""
SLOW_FORMATS = frozenset({"pdf", "docx"})
"""Files that take long to write for the largest toolkits."""


def send(
    extension: str, resolved: ResolvedToolkit, toolkit_url: str | None = None, expires: dt.date | None = None
) -> Response:
    """Return a response with a toolkit in one of its formats.

    `toolkit_url` is its public URL, None for a draft, and `expires` the last day that it works. Raises NotFoundError
    for an unknown format, and BusyError if too many slow files are being written.
    """
    generation = app_context().live.current_generation()
    entries = [generation.searcher.head(record.id) for record in resolved.records()]
    source = files.ToolkitSource(
        resolved=resolved,
        taxonomy=localized(generation.searcher.taxonomy),
        urls=public_site_urls(),
        published_at=generation.published_at,
        today=app_context().today(),
        toolkit_url=toolkit_url,
        expires=expires,
        texts={entry.record.id: entry.texts for entry in entries if entry},
    )
    with app_context().slow_files.slot() if extension in SLOW_FORMATS else nullcontext():
        file = files.toolkit_file(extension, source)
    return Response(file.content, headers=dict(file.headers))
