"""A toolkit as a file or a feed, sent to whoever asks."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext

from flask import Response

from catalog.toolkit_changes import ResolvedToolkit
from webui.context import app_context, public_site_urls
from webui.i18n.labels import localized
from webui.toolkits import files

FORMATS = tuple((each.ending, each.label) for each in files.FORMATS)
"""Files: the ending of each, and what people call it."""
FEEDS = tuple((each.ending, each.label) for each in files.FEEDS)
"""Feeds, of toolkits whose address stays."""
SLOW = frozenset({"pdf", "docx"})
"""Files that take seconds to write, if a toolkit is as large as it may be."""


def send(ending: str, held: ResolvedToolkit, own_url: str | None = None, expires: dt.date | None = None) -> Response:
    """Answer with a toolkit in one of its forms.

    `own_url` is its public address, None for a draft, and `expires` the last day of that. Raises NotFoundError for a
    form that there is not, BusyError where too many slow ones are in the making.
    """
    opened = app_context().live.opened()
    entries = [opened.searcher.get(record.id) for record in held.records()]
    source = files.ToolkitSource(
        held=held,
        taxonomy=localized(opened.searcher.taxonomy),
        urls=public_site_urls(),
        made=dt.datetime.fromisoformat(opened.manifest.published_at),
        today=app_context().today(),
        own_url=own_url,
        expires=expires,
        texts={entry.record.id: entry.texts for entry in entries if entry},
    )
    with app_context().slow_files.slot() if ending in SLOW else nullcontext():
        file = files.toolkit_file(ending, source)
    return Response(file.content, headers=dict(file.headers))
