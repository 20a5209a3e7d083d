"""What visitors see of checks of links, for each record. Opens no connection: `check-links` checks them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from catalog.model import LinkHealth, Record
from indexer.harvest.link_states import known_links
from indexer.harvest.model import FetchError

LinkHealthOf = Callable[[Record], LinkHealth]
"""A function that returns what checks found of the addresses of a record."""


def link_health_of_records(data: Path, notify: Callable[[str], None]) -> LinkHealthOf:
    """Return what checks found of the addresses of each record; nothing for links that were never checked.

    If the list of checked links cannot be read, `notify` gets a sentence, and nothing is known.
    """
    try:
        states = known_links(data)
    except FetchError as error:
        notify(f"{error} Until then, visitors do not see when links were last reached.")
        states = {}

    def link_health(record: Record) -> LinkHealth:
        urls = [url for url in (record.url, record.listed_at, *(item.url for item in record.documents)) if url]
        known = [states[url] for url in urls if url in states]
        if not known:
            return LinkHealth()
        shown_on = states[urls[0]].shown_on if urls[0] in states else ""
        is_dead = len(known) == len(urls) and all(state.is_dead for state in known)
        return LinkHealth(dt.date.fromisoformat(shown_on) if shown_on else None, is_dead)

    return link_health
