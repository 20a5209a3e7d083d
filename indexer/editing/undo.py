"""Takes change sets back, also if files have changed elsewhere since."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from catalog.settings import Settings
from indexer.editing.atomic_files import read_or_none
from indexer.editing.change_set import ChangeDraft, ChangeSet, EditKind, FileCopy, FileVersions
from indexer.editing.history import History, HistoryError
from indexer.editing.line_merge import merged


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What undoing a set would do.

    `conflicts` are files that changed since in the same places: they stay, and so do the `kept_documents` of records in
    them.
    """

    change_set: ChangeSet
    draft: ChangeDraft
    conflicts: tuple[str, ...]
    kept_documents: tuple[str, ...] = ()


def plan_undo(settings: Settings, number: int | None = None) -> UndoPlan:
    """Return how to take a set back, by default the last one that is not undone; raise HistoryError if it cannot be."""
    history = History(settings)
    undone = history.undone_by()
    change_set = history.get(number) if number else _last_set(history, undone.keys())
    if change_set.number in undone:
        raise HistoryError(f"change set {change_set.number} was already undone, by {undone[change_set.number]}")
    files: dict[PurePosixPath, FileVersions | FileCopy] = {}
    conflicts = []
    for path, versions in _files(history, change_set):
        current = read_or_none(settings.corpus / path)
        if current == versions.before:
            continue
        is_unchanged = current == versions.after
        restored = versions.before if is_unchanged else _merged(versions, current)
        if is_unchanged or restored is not None:
            files[path] = FileVersions(current, restored)
        else:
            conflicts.append(str(path))
    kept = _documents_of_kept_records(files, conflicts)
    files = {path: versions for path, versions in files.items() if path not in kept}
    title = f"Undo {change_set.number}: {change_set.title}"
    draft = ChangeDraft(EditKind.UNDO, title, files, change_set.fields, undoes=change_set.number)
    return UndoPlan(change_set, draft, tuple(conflicts), tuple(map(str, kept)))


def _documents_of_kept_records(files: Collection[PurePosixPath], conflicts: Collection[str]) -> list[PurePosixPath]:
    """Return the documents that records in files which stay may name: without them, the records would have no text.

    Of a file with many records, it is not known which of them stay.
    """
    records = [PurePosixPath(path) for path in conflicts if path.startswith("records/")]
    has_many = any(path.suffix == ".jsonl" for path in records)
    ids = {path.stem for path in records}
    return [path for path in files if path.parts[0] == "documents" and records and (has_many or path.parts[1] in ids)]


def _last_set(history: History, undone: Collection[int]) -> ChangeSet:
    """Return the last set that is neither undone nor an undo."""
    candidates = (item for item in history.sets() if item.kind is not EditKind.UNDO and item.number not in undone)
    change_set = next(candidates, None)
    if change_set is None:
        raise HistoryError("there is nothing to undo")
    return change_set


def _files(history: History, change_set: ChangeSet) -> Iterator[tuple[PurePosixPath, FileVersions]]:
    for file in change_set.files:
        yield PurePosixPath(file.path), history.versions(file)


def _merged(versions: FileVersions, current: bytes | None) -> bytes | None:
    """Return the current content without the change, or None if it was changed since in the same places."""
    if current is None or versions.after is None or versions.before is None:
        return None
    return merged(versions.after, current, versions.before)
