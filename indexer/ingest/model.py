"""The options of a run, its progress and its report."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from catalog.errors import Problem
from catalog.store.field_note import FieldNote

if TYPE_CHECKING:
    from indexer.ingest.watched.model import WatchedReport


class Progress(Protocol):
    """Receives the progress of a run."""

    def start(self, step: str, total: int) -> None:
        """Begin a step of `total` parts, 0 if unknown, and end the previous step."""

    def advance(self) -> None:
        """Report that one part of the step is done."""

    def notify(self, sentence: str) -> None:
        """Display a sentence at once, before the report."""


class NoProgress:
    """Ignores all progress."""

    def start(self, step: str, total: int) -> None:
        """Do nothing."""

    def advance(self) -> None:
        """Do nothing."""

    def notify(self, sentence: str) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True)
class IngestOptions:
    """Options of a run.

    `full` starts from scratch, `dry_run` writes nothing, `strict` publishes only without problems, and `force`
    publishes even if unusually many records are removed or refused. With `watched`, the first results of the watched
    queries are compared; with `explain`, their scores, too. `intended` are the ids of records that a command changed:
    if they are gone, that is meant. A dry run reads the contents of `planned` record files from elsewhere, by their
    paths in the folder of records.
    """

    full: bool = False
    dry_run: bool = False
    strict: bool = False
    force: bool = False
    watched: bool = True
    explain: bool = False
    intended: Collection[str] = ()
    planned: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordChange:
    """A record that was added, changed or removed, and the names of the fields that changed."""

    id: str
    title: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """The records that differ between two generations, by id, and the kinds of editorial content that do.

    `indexed_again` counts the records that are as before, but were indexed in another way: by another taxonomy, or
    with documents read in another way.
    """

    added: tuple[RecordChange, ...] = ()
    changed: tuple[RecordChange, ...] = ()
    removed: tuple[RecordChange, ...] = ()
    indexed_again: int = 0
    editorial: tuple[str, ...] = ()


class Blocker(StrEnum):
    """What prevents publication."""

    ANY_PROBLEM = "any-problem"
    REMOVED_RECORDS = "removed-records"
    REFUSED_RECORDS = "refused-records"
    LOST_DOCUMENTS = "lost-documents"
    UNREADABLE_DOCUMENTS = "unreadable-documents"


@dataclass(frozen=True, slots=True)
class Withholding:
    """Why an index is not published: what prevents it, and the reason as the end of a sentence."""

    blocker: Blocker
    reason: str


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document that was read, or would be in a dry run: its path, its record, and the length of its text."""

    document: str
    record: str
    pages: int | None = None
    duration_s: int | None = None
    words: int | None = None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a run did. `generation` is the current one afterwards.

    `withheld` is the reason for not publishing, and `blocker` what prevents it. `stale` has the ids of records and the
    paths of documents that could not be read, whose last good version stays. `is_first` tells that nothing was
    published before. `unnamed_files` are the paths in the documents folder that no record names, and `renamed` are
    pairs of a removed and an added id that seem to be the same resource. `unopened` counts the new documents that a
    dry run did not read. `watched` is None if no watched queries were compared. It `is_repeatable` if a run finds the
    very same as long as no listed file changes.
    """

    generation: str | None
    published: bool
    records: Mapping[str, int]
    documents: Mapping[str, int]
    problems: tuple[Problem, ...]
    took_s: float
    withheld: str | None = None
    notes: tuple[str, ...] = ()
    understood: tuple[FieldNote, ...] = ()
    dry_run: bool = False
    total: int = 0
    stale: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    blocker: Blocker | None = None
    is_first: bool = False
    changes: Changes = field(default_factory=Changes)
    read: tuple[ReadDocument, ...] = ()
    unnamed_files: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    unopened: int = 0
    watched: WatchedReport | None = None
    is_repeatable: bool = True

    def is_blocking(self, problem: Problem) -> bool:
        """Return whether a problem is one of those that prevented publication."""
        match self.blocker:
            case Blocker.REFUSED_RECORDS | Blocker.REMOVED_RECORDS:
                return problem.kind == "record"
            case Blocker.LOST_DOCUMENTS | Blocker.UNREADABLE_DOCUMENTS:
                return problem.document is not None
        return False
