"""Queries that people are known to type, which editors wrote down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownQuery:
    """A query, its language, and the ids of the records that answer it.

    It succeeds if one of `records` is among its first results; without records, any result will do.
    """

    text: str
    language: str = "en"
    records: tuple[str, ...] = ()
