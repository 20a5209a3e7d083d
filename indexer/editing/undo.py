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
    """What undoing a set would do. `conflicts` are files that changed since in the same places: they stay."""

    change_set: ChangeSet
    draft: ChangeDraft
    conflicts: tuple[str, ...]


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
    title = f"Undo {change_set.number}: {change_set.title}"
    draft = ChangeDraft(EditKind.UNDO, title, files, change_set.fields, undoes=change_set.number)
    return UndoPlan(change_set, draft, tuple(conflicts))


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
