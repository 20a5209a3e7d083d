"""The errors of the sandbox itself, as opposed to those of extractors, with messages for editors."""

from __future__ import annotations

from catalog.errors import ExtractError, ExtractErrorKind
from indexer.sandbox.limits import Limits, format_size


def time_error(limits: Limits) -> ExtractError:
    """Return the error for a document that takes too long."""
    return ExtractError(
        ExtractErrorKind.TIME,
        f"This document took longer than {limits.wall_s:g} seconds to read: split it, or save a simpler copy.",
    )


def memory_error(limits: Limits) -> ExtractError:
    """Return the error for a document that needs too much memory."""
    return ExtractError(
        ExtractErrorKind.MEMORY,
        f"This document needs more than {format_size(limits.memory_bytes)} of memory to read: "
        "split it, or save a copy without large pictures.",
    )


def crash_error() -> ExtractError:
    """Return the error for a document on which the extractor failed."""
    return ExtractError(
        ExtractErrorKind.CRASH,
        "This document could not be read: open it in its own program, save a new copy, and use that.",
    )


def unreadable_error(error: OSError) -> ExtractError:
    """Return the error for a file that cannot be opened, or read to its end."""
    return ExtractError(
        ExtractErrorKind.UNREADABLE, f"This file cannot be opened ({error.strerror}): check its name and permissions."
    )


def file_size_error(limits: Limits) -> ExtractError:
    """Return the error for a file that is too large."""
    return ExtractError(
        ExtractErrorKind.TOO_LARGE,
        f"This file is larger than {format_size(limits.input_bytes)}: save a smaller copy, or split it.",
    )


def text_size_error(limits: Limits) -> ExtractError:
    """Return the error for a document with too much text."""
    return ExtractError(
        ExtractErrorKind.TOO_LARGE,
        f"The text of this document is larger than {format_size(limits.output_bytes)}: split it into several files.",
    )


def section_count_error(limit: int) -> ExtractError:
    """Return the error for a document with too many sections."""
    return ExtractError(
        ExtractErrorKind.TOO_LARGE, f"This document has more than {limit:,} sections: split it into several files."
    )
