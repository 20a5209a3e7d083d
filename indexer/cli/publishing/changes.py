"""Prints what changed, for people: a line for each record and document, as long as they are few."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from indexer.cli.terminal import pluralized, say
from indexer.ingest.model import Changes, ReadDocument, RecordChange

MAX_LISTED = 20
"""The records of each kind of change, and the documents, that are listed."""
MAX_FIELDS = 6
"""The changed fields of a record that are named."""
MAX_SUMMARIZED = 3
"""The records of each kind of change that a summary in one sentence names."""
SECONDS_PER_MINUTE = 60
VERBS = ("Added", "Changed", "Removed")


def print_changes(changes: Changes, verbs: tuple[str, str, str] = VERBS) -> None:
    """Print what was added, changed and removed; `verbs` say what happened."""
    for verb, of_kind in zip(verbs, (changes.added, changes.changed, changes.removed), strict=True):
        _print_listed(verb, list(map(_record_words, of_kind[:MAX_LISTED])), len(of_kind))
    for part in changes.editorial:
        _print_listed(verbs[1], [f"the {part}"], 1)
    if changes.indexed_again:
        count = pluralized(changes.indexed_again, "record")
        _print_listed(verbs[1], [f"{count} only by a change of the taxonomy, or of how documents are read"], 1)


def print_read(read: Sequence[ReadDocument], verb: str = "Read") -> None:
    """Print the documents that were read, with the length of their text."""
    _print_listed(verb, list(map(_document_words, read[:MAX_LISTED])), len(read))


def rolled_back_words(newest: str) -> str:
    """Return what visitors see after a rollback from the newest generation, and for how long."""
    return f"Rolled back from {newest}: the next 'clearinghouse index' publishes the corpus again."


def _print_listed(verb: str, lines: Sequence[str], count: int) -> None:
    for line in lines:
        say(f"  {verb:9} {line}")
    if count > len(lines):
        say(f"  {verb:9} and {count - len(lines):,} more")


def _record_words(change: RecordChange) -> str:
    names = [*change.fields[:MAX_FIELDS], *(["..."] if len(change.fields) > MAX_FIELDS else [])]
    changed = f" ({', '.join(names)})" if names else ""
    return f"{change.id}: {change.title}{changed}"


def _document_words(document: ReadDocument) -> str:
    length = ", ".join(_length_words(document))
    return f"{document.document}: {length}" if length else document.document


def _length_words(document: ReadDocument) -> Iterator[str]:
    if document.pages:
        yield pluralized(document.pages, "page")
    if document.duration_s:
        yield f"{max(1, round(document.duration_s / SECONDS_PER_MINUTE)):,} min"
    if document.words is not None:
        yield pluralized(document.words, "word")


def summary_words(summary: Mapping[str, Any] | None) -> str:
    """Return what changed in a generation, by its summary, in one sentence; empty if that is unknown."""
    if summary is None:
        return ""
    kinds = [(verb.lower(), summary[verb.lower()]) for verb in VERBS]
    parts = [f"{kind['count']:,} {verb}{_examples(kind)}" for verb, kind in kinds if kind["count"]]
    if summary["indexed_again"]:
        parts.append(f"{summary['indexed_again']:,} indexed again")
    parts += [f"{part} changed" for part in summary["editorial"]]
    return ", ".join(parts) or "nothing changed"


def _examples(kind: Mapping[str, Any]) -> str:
    ids = kind["first"][:MAX_SUMMARIZED]
    more = ["..."] if kind["count"] > len(ids) else []
    return f" ({', '.join([*ids, *more])})"
