"""What an editor is told where the guard, not the reader, refuses a document."""

from __future__ import annotations

from catalog.errors import ExtractError
from indexer.sandbox.limits import Limits, spoken_size


def time_error(limits: Limits) -> ExtractError:
    """Return the refusal of a document that takes too long."""
    return ExtractError(
        "time",
        f"Reading this document took longer than {limits.wall_s:g} seconds and was stopped: "
        "split it, or save a simpler copy.",
    )


def memory_error(limits: Limits) -> ExtractError:
    """Return the refusal of a document that needs more memory than it may have."""
    return ExtractError(
        "memory",
        f"Reading this document needs more than {spoken_size(limits.memory_bytes)} of memory: "
        "split it, or save a simpler copy without large pictures.",
    )


def crash_error() -> ExtractError:
    """Return the refusal of a document that its reader could not cope with."""
    return ExtractError(
        "crash",
        "The program that reads this kind of document failed on this one: "
        "open it in its own application, save a new copy, and try again.",
    )


def input_error(limits: Limits) -> ExtractError:
    """Return the refusal of a file that is too large to be opened."""
    return ExtractError(
        "too-large",
        f"This file is larger than {spoken_size(limits.input_bytes)}: save a smaller copy, or split it.",
    )


def output_error(limits: Limits) -> ExtractError:
    """Return the refusal of a document whose text is too long."""
    return ExtractError(
        "too-large",
        f"The text of this document is larger than {spoken_size(limits.output_bytes)}: split it into several files.",
    )


def sections_error(most: int) -> ExtractError:
    """Return the refusal of a document in too many pieces."""
    return ExtractError("too-large", f"This document has more than {most:,} sections: split it into several files.")
