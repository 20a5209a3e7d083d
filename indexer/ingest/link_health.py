"""What visitors see of checks of links, for each record. Opens no connection: `check-links` checks them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path

from catalog.model import LinkHealth
from catalog.store.stored_record import StoredRecord
from indexer.harvest.link_states import known_links
from indexer.harvest.model import FetchError

LinkHealthOf = Callable[[StoredRecord], LinkHealth]
"""A function that returns what checks found of the addresses of a record."""
NO_LINK_HEALTH = LinkHealth()


def link_health_of_records(data: Path, notify: Callable[[str], None]) -> LinkHealthOf:
    """Return what checks found of the addresses of each record; nothing for links that were never checked.

    If the list of checked links cannot be read, `notify` gets a sentence, and nothing is known.
    """
    try:
        states = known_links(data)
    except FetchError as error:
        notify(f"{error} Until then, visitors do not see when links were last reached.")
        states = {}

    def link_health(stored: StoredRecord) -> LinkHealth:
        urls = _urls(stored) if states else ()
        known = [states[url] for url in urls if url in states]
        if not known:
            return NO_LINK_HEALTH
        shown_on = states[urls[0]].shown_on if urls[0] in states else ""
        is_dead = len(known) == len(urls) and all(state.is_dead for state in known)
        return LinkHealth(dt.date.fromisoformat(shown_on) if shown_on else None, is_dead)

    return link_health


def _urls(stored: StoredRecord) -> Sequence[str]:
    """Return the addresses of a record, its own one first. Making a Record of each would take four times as long."""
    record = json.loads(stored.encoded)["record"]
    documents = (document.url for document in stored.details.documents)
    return [url for url in (record.get("url"), record.get("listed_at"), *documents) if url]
