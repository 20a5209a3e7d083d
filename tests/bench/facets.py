"""Facet values for records that bring none: drawn, always the same, some common and many rare, as in real catalogs.

A publisher has a few kinds of resources, one of them most often; resources of one kind have the same values. That makes
several thousand combinations in 60,000 records. A record's language and what it says of itself are kept.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from catalog.model import AgencySize, Document, DocumentText, Entry, Rating, Record
from tests.bench.catalogs import TAXONOMY

KINDS = 12
"""Kinds of resources of one publisher, at most."""
SIZES = (None, AgencySize(None, 49), AgencySize(50, 249), AgencySize(None, 249), AgencySize(250, None))
SIZE_SHARES = (70, 12, 8, 6, 4)
RATINGS = (None, *(Rating("CrimeSolutions", value) for value in ("Promising", "No Effects", "Effective")))
RATING_SHARES = (96, 2, 1, 1)
TYPES = (
    None,
    "application/pdf",
    "text/csv",
    "text/html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "text/vtt",
)
TYPE_SHARES = (40, 30, 12, 10, 4, 2, 2)
LANGUAGES, LANGUAGE_SHARES = ("en", "es", None), (90, 4, 6)


@dataclass(frozen=True, slots=True)
class Kind:
    """The facet values that the resources of one kind share."""

    topics: tuple[str, ...]
    format: str
    agency_size: AgencySize | None
    audiences: tuple[str, ...]
    engagement: tuple[str, ...]
    language: str | None
    rating: Rating | None
    media_type: str | None


def dressed(record: Record) -> Entry:
    """Return an entry of the record with the facet values of one of its publisher's kinds."""
    chance = random.Random(record.id)  # noqa: S311  # the same each time
    kind = _kind(" ".join(record.publishers), min(int(chance.paretovariate(1)), KINDS))
    documents = (Document(url=f"https://www.example.org/{record.id}"),) if kind.media_type else ()
    changed = replace(
        record,
        topics=kind.topics,
        format=kind.format,
        agency_size=kind.agency_size,
        audiences=kind.audiences,
        engagement=kind.engagement,
        language=record.language or kind.language,
        rating=kind.rating,
        documents=documents,
    )
    return Entry(changed, tuple(DocumentText(kind.media_type, 100_000) for _ in documents))


@cache
def _kind(publisher: str, number: int) -> Kind:
    chance = random.Random(f"{publisher} {number}")  # noqa: S311  # the same each time
    return Kind(
        topics=_some("topic", publisher, chance, (0, 60, 28, 12)),
        format=_some("format", publisher, chance, (0, 100))[0],
        agency_size=chance.choices(SIZES, SIZE_SHARES)[0],
        audiences=_some("audience", publisher, chance, (15, 35, 35, 15)),
        engagement=_some("engagement", publisher, chance, (88, 10, 2)),
        language=chance.choices(LANGUAGES, LANGUAGE_SHARES)[0],
        rating=chance.choices(RATINGS, RATING_SHARES)[0],
        media_type=chance.choices(TYPES, TYPE_SHARES)[0],
    )


def _some(facet: str, publisher: str, chance: random.Random, shares: Sequence[int]) -> tuple[str, ...]:
    """Return as many values as `shares` (how often none, one, two ...) has it, those a publisher likes most often."""
    values = [term.value for term in TAXONOMY.terms(facet)]
    taste = random.Random(f"{publisher} {facet}")  # noqa: S311  # the same each time
    # Everybody's favorites are early in the list, and each publisher's own order differs from it.
    liked = sorted(values, key=lambda value: (values.index(value) + 1) * taste.random())
    number = chance.choices(range(len(shares)), shares)[0]
    picked = chance.choices(liked, [1 / place for place in range(1, len(liked) + 1)], k=number)
    return tuple(dict.fromkeys(picked))
