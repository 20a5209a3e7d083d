"""How long a resource takes: its recording, its pages, or what is usual for its format."""

from __future__ import annotations

import math
from collections.abc import Iterable

from catalog.model import DocumentText, Record
from catalog.recommend.model import Pace
from catalog.taxonomy import Taxonomy

MINUTES_PER_PAGE = 2
DEFAULT_MINUTES = 20
"""Minutes for a first look at a resource of unknown length, if the taxonomy has no `reading_minutes` for its format."""


def pace(record: Record, texts: Iterable[DocumentText], taxonomy: Taxonomy) -> Pace:
    """Return how long a resource takes: by the record, else by its documents (`texts`), else by its format."""
    documents = tuple(texts)
    duration_s = record.duration_s or next((each.duration_s for each in documents if each.duration_s), None)
    if duration_s:
        return Pace(math.ceil(duration_s / 60), known=True)
    pages = record.pages or next((each.pages for each in documents if each.pages), None)
    if pages:
        return Pace(pages * MINUTES_PER_PAGE, known=True, pages=pages)
    term = taxonomy.term("format", record.format or "")
    return Pace((term.reading_minutes if term else None) or DEFAULT_MINUTES)
