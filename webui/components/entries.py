"""The entry of a resource by the id in a URL."""

from __future__ import annotations

from catalog.errors import NotFoundError
from catalog.messages import Message
from catalog.model import Entry
from catalog.search.searcher import Searcher
from webui.i18n.messages import SiteMessageId


def find_entry(record_id: str, searcher: Searcher) -> Entry:
    """Return a resource without the text of its documents, by its id or a former id; raise NotFoundError if unknown."""
    entry = searcher.head(record_id)
    if entry is None:
        raise NotFoundError(Message(SiteMessageId.NO_RESOURCE, name=record_id[:80]))
    return entry
