"""The time that a resource takes: from its duration, its pages, or the default of its format."""

from __future__ import annotations

import math
from collections.abc import Iterable

from catalog.model import DocumentText, Record
from catalog.recommend.model import TimeEstimate
from catalog.taxonomy import Taxonomy

MINUTES_PER_PAGE = 2
DEFAULT_MINUTES = 20
"""Minutes for a first look at a resource of unknown length, if the taxonomy has no `reading_minutes` for its format."""


def estimate_time(record: Record, texts: Iterable[DocumentText], taxonomy: Taxonomy) -> TimeEstimate:
    """Return the time a resource takes, from its record, else from its documents (`texts`), else from its format."""
    documents = tuple(texts)
    duration_s = record.duration_s or next((text.duration_s for text in documents if text.duration_s), None)
    if duration_s:
        return TimeEstimate(math.ceil(duration_s / 60), measured=True)
    pages = record.pages or next((text.pages for text in documents if text.pages), None)
    if pages:
        return TimeEstimate(pages * MINUTES_PER_PAGE, measured=True, pages=pages)
    term = taxonomy.term("format", record.format or "")
    return TimeEstimate((term.reading_minutes if term else None) or DEFAULT_MINUTES)
