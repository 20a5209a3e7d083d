"""The limits for extracting one document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from catalog.settings import Settings


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one extraction.

    `wall_s` also limits processor time. `memory_bytes` is the address space of the child, including about 100 MB of
    libraries. `input_bytes` limits the document, `output_bytes` the answer of the child.
    """

    wall_s: float
    memory_bytes: int
    output_bytes: int = 64 << 20
    input_bytes: int = 200 << 20

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """Return the limits that the settings ask for."""
        return cls(wall_s=settings.document_wall_s, memory_bytes=settings.document_memory_mb << 20)


@dataclass(frozen=True, slots=True)
class StreamLimits:
    """The limits of reading a file as a stream of frames.

    The parent waits at most `frame_s` for each frame and `total_s` for all of them, without the time in which it does
    not read; `total_s` also limits processor time. `memory_bytes` is the address space of the child, as in Limits.
    `input_bytes` limits the file.
    """

    frame_s: float
    memory_bytes: int
    input_bytes: int
    total_s: float = 3600.0

    @classmethod
    def from_settings(cls, settings: Settings) -> Self:
        """Return the limits that the settings ask for."""
        return cls(
            frame_s=settings.document_wall_s,
            memory_bytes=settings.document_memory_mb << 20,
            input_bytes=settings.import_max_mb << 20,
        )


def format_size(size_bytes: int) -> str:
    """Return a size for people: `1 GB`, `200 MB`, `12 kB` (powers of 1,024)."""
    for unit, shift in (("GB", 30), ("MB", 20), ("kB", 10)):
        if size_bytes >= 1 << shift:
            return f"{size_bytes / (1 << shift):.3g} {unit}"
    return f"{size_bytes} bytes"
