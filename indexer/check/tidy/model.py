"""The kinds of repairs, and what they change in a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class RepairKind(StrEnum):
    """What is repaired. The values are the names that editors choose by."""

    DATES = "dates"
    """Dates in another form become YYYY-MM-DD."""
    VALUES = "values"
    """Labels and other forms become the values of the taxonomy."""
    FORMS = "forms"
    """Other values in a form that `index` understands become what it reads them as."""
    MARKUP = "markup"
    """HTML entities become characters, and HTML tags disappear."""
    SPACES = "spaces"
    """Non-breaking, double and trailing spaces."""
    QUOTES = "quotes"
    """Curly quotes and apostrophes become straight ones."""
    PERIODS = "periods"
    """The period at the end of a title disappears."""
    PUBLISHERS = "publishers"
    """Abbreviations and synonyms of publishers become their labels."""
    TRACKING = "tracking"
    """Parameters that follow readers disappear from addresses."""
    HOSTS = "hosts"
    """Addresses on hosts that moved lead to the new ones."""
    HTTPS = "https"
    """Addresses begin with https:// if the corpus has another one on their host that does."""
    IDENTIFIERS = "identifiers"
    """DOIs and NCJ numbers lose what is written before them; the DOI in an address becomes an identifier, too."""
    REPEATS = "repeats"
    """Lists have each item once."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One field that is repaired, with its value before and after; None for no value."""

    kind: RepairKind
    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RecordRepairs:
    """The repairs of one record in their order, and what its fields become; None removes a field."""

    record: str
    repairs: tuple[Repair, ...]
    changes: Mapping[str, Any]
