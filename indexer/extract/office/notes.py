"""Sentences for editors about what was not read of a document."""

from __future__ import annotations

_SAVE_AGAIN = "open the document in its own program, save it again, and use that copy."


def unread_part(name: str) -> str:
    """Return the note about a part that is missing, damaged or of a kind that cannot be read."""
    return f"A part of this document ({name}) was not read: {_SAVE_AGAIN}"


def incomplete_part(name: str) -> str:
    """Return the note about a part that ends too early, or is nested too deeply."""
    return f"A part of this document ({name}) was not read completely: {_SAVE_AGAIN}"


def embedded_file(program: str = "") -> str:
    """Return the note about a file inside a document, which `program` would open."""
    kind = f" ({program})" if program else ""
    return (
        f"An embedded file{kind} was not read: if its text matters, save it as a file of its own, and add that to the "
        "documents."
    )
