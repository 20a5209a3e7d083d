"""How long a resource takes: its recording, its pages, or what is usual for its format."""

from __future__ import annotations

import math
from collections.abc import Iterable
from types import MappingProxyType

from catalog.model import DocumentText, Record
from catalog.recommend.model import Pace

A_PAGE = 2
"""Minutes to read a page."""
BY_FORMAT = MappingProxyType(
    {
        "webinar": 60,
        "training": 60,
        "podcast": 30,
        "publication": 30,
        "research": 30,
        "best-practice": 30,
        "toolkit": 30,
        "lessons-learned": 20,
        "model-policy": 20,
        "statistics": 15,
        "case-study": 15,
        "peer-exchange": 15,
        "newsletter": 10,
        "model-program": 10,
        "technical-assistance": 10,
        "website": 10,
    }
)
"""Minutes for a first look at a resource whose length nobody noted."""
OTHER = 20
"""Minutes for one of any other format, or none."""


def pace(record: Record, texts: Iterable[DocumentText]) -> Pace:
    """Return how long a resource takes, from the record first and from its documents (`texts`) otherwise."""
    known = tuple(texts)
    duration = record.duration_s or next((each.duration_s for each in known if each.duration_s), None)
    if duration:
        return Pace(math.ceil(duration / 60), known=True)
    pages = record.pages or next((each.pages for each in known if each.pages), None)
    if pages:
        return Pace(pages * A_PAGE, known=True, pages=pages)
    return Pace(BY_FORMAT.get(record.format or "", OTHER))
