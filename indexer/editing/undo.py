"""Takes change sets back, also if files have changed elsewhere since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from catalog.settings import Settings
from indexer.editing.atomic_files import read_or_none
from indexer.editing.change_set import ChangeDraft, ChangeSet, EditKind, FileCopy, FileVersions
from indexer.editing.history import History, HistoryError
from indexer.editing.texts.line_merge import merged


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What undoing a set would do.

    `conflicts` are files that changed since in the same places, each with the numbers of the sets that did it, none if
    it was done by hand: they stay, and so do the `kept_documents` of records in them, unless what was changed is
    discarded. `first` is the newest of these sets that can be taken back before, None if there is none. `later` is the
    newest change, if that was taken back already and this is an older one.
    """

    change_set: ChangeSet
    draft: ChangeDraft
    conflicts: Mapping[str, tuple[int, ...]]
    kept_documents: tuple[str, ...] = ()
    first: int | None = None
    later: ChangeSet | None = None


def plan_undo(settings: Settings, number: int | None = None, *, discard: bool = False) -> UndoPlan:
    """Return how to take a set back, by default the last one that is not undone; raise HistoryError if it cannot be.

    With `discard`, what was changed since in the same places is lost, instead of being a conflict.
    """
    history = History(settings)
    sets, undone = history.sets(), history.undone_by()
    change_set = history.get(number) if number else _last_set(sets, undone.keys())
    if change_set.number in undone:
        raise HistoryError(_already_undone(change_set.number, undone[change_set.number]))
    if change_set.is_forgotten:
        raise HistoryError(_forgotten(settings, change_set))
    files: dict[PurePosixPath, FileVersions | FileCopy] = {}
    conflicts: dict[str, tuple[int, ...]] = {}
    newer = _newer_sets(sets, change_set.number, undone.keys())
    for path, versions in _files(history, change_set):
        current = read_or_none(settings.corpus / path)
        if current == versions.before:
            continue
        is_unchanged = current == versions.after
        restored = versions.before if is_unchanged else _merged(versions, current, discard=discard)
        if is_unchanged or restored is not None or discard:
            files[path] = FileVersions(current, restored)
        else:
            conflicts[str(path)] = tuple(item.number for item in newer if _changes(item, str(path)))
    kept = _documents_of_kept_records(files, conflicts)
    files = {path: versions for path, versions in files.items() if path not in kept}
    title = f"Undo {change_set.number}: {change_set.title}"
    draft = ChangeDraft(EditKind.UNDO, title, files, change_set.fields, undoes=change_set.number)
    newest = next((item for item in sets if item.kind is not EditKind.UNDO), change_set)
    named = {by for numbers in conflicts.values() for by in numbers}
    first = (
        item for item in newer if item.number in named and item.kind is not EditKind.UNDO and not item.is_forgotten
    )
    later = newest if number is None and newest.number != change_set.number else None
    return UndoPlan(
        change_set, draft, conflicts, tuple(map(str, kept)), next((item.number for item in first), None), later
    )


def _already_undone(number: int, by: int) -> str:
    return f"change {number} was already undone, by {by}: 'clearinghouse undo {by}' makes it again"


def _forgotten(settings: Settings, change_set: ChangeSet) -> str:
    return (
        f"change {change_set.number} can no longer be taken back: the history keeps about {settings.history_mb} MB "
        "(the setting history_mb), and newer changes needed the space"
    )


def _newer_sets(sets: Iterable[ChangeSet], number: int, undone: Collection[int]) -> list[ChangeSet]:
    """Return the sets after the one with a number, the newest first, without those that cancel each other.

    An undo and the set that it took back leave nothing, if both came later.
    """
    return [
        item
        for item in sets
        if item.number > number and item.number not in undone and (item.undoes is None or item.undoes < number)
    ]


def _changes(change_set: ChangeSet, path: str) -> bool:
    return any(file.path == path for file in change_set.files)


def _documents_of_kept_records(files: Collection[PurePosixPath], conflicts: Collection[str]) -> list[PurePosixPath]:
    """Return the documents that records in files which stay may name: without them, the records would have no text.

    Of a file with many records, it is not known which of them stay.
    """
    records = [PurePosixPath(path) for path in conflicts if path.startswith("records/")]
    has_many = any(path.suffix == ".jsonl" for path in records)
    ids = {path.stem for path in records}
    return [path for path in files if path.parts[0] == "documents" and records and (has_many or path.parts[1] in ids)]


def _last_set(sets: Iterable[ChangeSet], undone: Collection[int]) -> ChangeSet:
    """Return the last set that is neither undone nor an undo."""
    candidates = (item for item in sets if item.kind is not EditKind.UNDO and item.number not in undone)
    change_set = next(candidates, None)
    if change_set is None:
        raise HistoryError(
            "there is nothing to undo: no change of a command is left. Changes by hand are not known to undo; "
            "'clearinghouse rollback' shows visitors the previous catalog again"
        )
    return change_set


def _files(history: History, change_set: ChangeSet) -> Iterator[tuple[PurePosixPath, FileVersions]]:
    for file in change_set.files:
        yield PurePosixPath(file.path), history.versions(file)


def _merged(versions: FileVersions, current: bytes | None, *, discard: bool) -> bytes | None:
    """Return the current content without the change, or None if it was changed since in the same places.

    With `discard`, what was changed in the same places is lost; the content is None if there was no file before.
    """
    if current is None or versions.after is None or versions.before is None:
        return versions.before if discard else None
    return merged(versions.after, current, versions.before, prefers_theirs=discard)
