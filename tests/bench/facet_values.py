"""Facet values for records that have none: random but reproducible, some common and many rare, as in real catalogs.

A publisher has a few kinds of resources, one of them most often; resources of one kind have the same values. That makes
several thousand combinations in 60,000 records. A record's own language is kept.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from catalog.model import AgencySize, Document, DocumentText, Entry, Rating, Record
from tests.bench.catalogs import TAXONOMY

MAX_KINDS = 12
"""Kinds of resources that one publisher has at most."""
SIZES = (None, AgencySize(None, 49), AgencySize(50, 249), AgencySize(None, 249), AgencySize(250, None))
SIZE_SHARES = (70, 12, 8, 6, 4)
RATINGS = (None, *(Rating("CrimeSolutions", value) for value in ("Promising", "No Effects", "Effective")))
RATING_SHARES = (96, 2, 1, 1)
MEDIA_TYPES = (
    None,
    "application/pdf",
    "text/csv",
    "text/html",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "text/vtt",
)
MEDIA_TYPE_SHARES = (40, 30, 12, 10, 4, 2, 2)
LANGUAGES, LANGUAGE_SHARES = ("en", "es", None), (90, 4, 6)


@dataclass(frozen=True, slots=True)
class ResourceKind:
    """The facet values that the resources of one kind share."""

    topics: tuple[str, ...]
    format: str
    agency_size: AgencySize | None
    audiences: tuple[str, ...]
    engagement: tuple[str, ...]
    language: str | None
    rating: Rating | None
    media_type: str | None


def with_facet_values(record: Record) -> Entry:
    """Return an entry of the record with the facet values of one of its publisher's kinds of resources."""
    rng = random.Random(record.id)  # noqa: S311  # the same values in every run
    kind = _kind(" ".join(record.publishers), min(int(rng.paretovariate(1)), MAX_KINDS))
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
def _kind(publisher: str, number: int) -> ResourceKind:
    rng = random.Random(f"{publisher} {number}")  # noqa: S311  # the same values in every run
    return ResourceKind(
        topics=_random_values("topic", publisher, rng, (0, 60, 28, 12)),
        format=_random_values("format", publisher, rng, (0, 100))[0],
        agency_size=rng.choices(SIZES, SIZE_SHARES)[0],
        audiences=_random_values("audience", publisher, rng, (15, 35, 35, 15)),
        engagement=_random_values("engagement", publisher, rng, (88, 10, 2)),
        language=rng.choices(LANGUAGES, LANGUAGE_SHARES)[0],
        rating=rng.choices(RATINGS, RATING_SHARES)[0],
        media_type=rng.choices(MEDIA_TYPES, MEDIA_TYPE_SHARES)[0],
    )


def _random_values(facet: str, publisher: str, rng: random.Random, shares: Sequence[int]) -> tuple[str, ...]:
    """Return random values of a facet, mostly those that the publisher prefers.

    `shares` has the relative frequency of no value, one value, two values, and so on.
    """
    values = [term.value for term in TAXONOMY.terms(facet)]
    preference = random.Random(f"{publisher} {facet}")  # noqa: S311  # the same order in every run
    # Values early in the list are common with all publishers, but each publisher has an order of its own.
    preferred = sorted(values, key=lambda value: (values.index(value) + 1) * preference.random())
    number = rng.choices(range(len(shares)), shares)[0]
    chosen = rng.choices(preferred, [1 / rank for rank in range(1, len(preferred) + 1)], k=number)
    return tuple(dict.fromkeys(chosen))
