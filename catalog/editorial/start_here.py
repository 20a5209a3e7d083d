"""What editors recommend to newcomers to a topic."""

from __future__ import annotations

from dataclasses import dataclass

MIN_RECORDS, MAX_RECORDS = 3, 5
"""How many resources editors choose for a topic."""


@dataclass(frozen=True, slots=True)
class StartHere:
    """The resources to start with on a topic, by the ids of their records, in reading order."""

    topic: str
    records: tuple[str, ...]
