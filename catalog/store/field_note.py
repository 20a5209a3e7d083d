"""A note about a value that was understood although it is in another form than the right one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldNote:
    """How the value or the name of a field was understood, with its location."""

    message: str
    file: str
    line: int
    record: str | None
    field: str | None
