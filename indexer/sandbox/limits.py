"""What one document may cost while its text is read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one guarded extraction.

    `wall_s` also bounds processor time; `memory_bytes` is the child's whole address space, libraries included
    (about 100 MB of it); `output_bytes` bounds the answer on its way back; `input_bytes` the document itself.
    """

    wall_s: float = 30.0
    memory_bytes: int = 1 << 30
    output_bytes: int = 64 << 20
    input_bytes: int = 200 << 20


DEFAULT_LIMITS = Limits()


def spoken_size(size_bytes: int) -> str:
    """Return a size as people say it: `1 GB`, `200 MB`, `12 kB` (powers of 1,024)."""
    for unit, shift in (("GB", 30), ("MB", 20), ("kB", 10)):
        if size_bytes >= 1 << shift:
            return f"{size_bytes / (1 << shift):.3g} {unit}"
    return f"{size_bytes} bytes"
