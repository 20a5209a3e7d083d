"""The history of the corpus: every change set with the content of its files, so that each can be taken back.

`var/history/sets/000012.json` is a change set, `var/history/contents/ab/abcd...` the compressed content of a file by
its SHA-256. A set is written before its files are: `var/history/unfinished.json` is there until all of them are in
place, so that an interrupted change is finished by the next command. If the contents take more than the setting
`history_mb`, those of the oldest sets are removed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path, PurePosixPath
from typing import Any

from catalog.errors import CatalogError
from catalog.generations.lock import ignore_notice, locked
from catalog.generations.manifest import sync_folder
from catalog.settings import Settings
from indexer.editing.atomic_files import (
    WritingError,
    content_hash,
    read_or_none,
    remove_file,
    remove_unfinished,
    write_file,
    write_protected,
)
from indexer.editing.change_set import ChangedFile, ChangeDraft, ChangeSet, EditError, EditKind, FileCopy, FileVersions
from indexer.editing.forgotten_sets import hashes_of, sets_to_forget

LOCK_WAIT_S = 30.0
COMPRESSION_LEVEL = 6
SET_FILES = "[0-9][0-9][0-9][0-9][0-9][0-9].json"
"""The names of the files of sets. Others, such as copies that somebody made, are not of the history."""
HALF_DONE = (
    "Some files are changed already: the next command that changes files, or 'clearinghouse index', completes it"
)
_PRIVATE = 0o700


class HistoryError(CatalogError):
    """There is no such change set, or its content is missing or damaged."""


class History:
    """The change sets of a corpus, in the data folder."""

    def __init__(self, settings: Settings) -> None:
        """Take the settings; nothing is read yet."""
        self._corpus = settings.corpus
        self._data = settings.data
        self._folder = settings.data / "history"
        self._unfinished = self._folder / "unfinished.json"
        self._limit = settings.history_mb * 1_000_000

    def sets(self) -> tuple[ChangeSet, ...]:
        """Return all change sets that can be read, the newest first."""
        return tuple(item for item in self._read_sets() if isinstance(item, ChangeSet))

    def faults(self) -> tuple[HistoryError, ...]:
        """Return an error for each change set that cannot be read, the newest first."""
        return tuple(item for item in self._read_sets() if isinstance(item, HistoryError))

    def get(self, number: int) -> ChangeSet:
        """Return a change set; raise HistoryError if there is none with this number, or it cannot be read."""
        path = self._set_path(number)
        if not path.exists():
            last = self.newest()
            known = f"the last one is {last}" if last else "no command has changed anything yet"
            raise HistoryError(f"there is no change {number}: {known}; 'clearinghouse history' lists them")
        return _read_set(path)

    def newest(self) -> int:
        """Return the number of the newest change set, 0 if there is none."""
        return self._next_number() - 1

    def _read_sets(self) -> Iterator[ChangeSet | HistoryError]:
        for path in sorted((self._folder / "sets").glob(SET_FILES), reverse=True):
            try:
                yield _read_set(path)
            except HistoryError as error:
                yield error

    def undone_by(self) -> Mapping[int, int]:
        """Return the number of the set that took each undone set back, by its number.

        A set whose undo was itself undone counts as it was before.
        """
        undone: dict[int, int] = {}
        for change_set in reversed(self.sets()):
            if change_set.undoes is not None:
                undone[change_set.undoes] = change_set.number
                undone = {number: by for number, by in undone.items() if by != change_set.undoes}
        return undone

    def content(self, sha256: str | None) -> bytes | None:
        """Return the content of a file by its hash, None for none; raise HistoryError if it is missing or damaged."""
        if sha256 is None:
            return None
        try:
            content = zlib.decompress(self._content_path(sha256).read_bytes())
        except (OSError, zlib.error) as error:
            raise HistoryError(f"the content {sha256[:12]} is missing from {self._folder}, or damaged") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise HistoryError(f"the content {sha256[:12]} in {self._folder} is damaged")
        return content

    def versions(self, file: ChangedFile) -> FileVersions:
        """Return the content of a changed file before and after its set."""
        return FileVersions(self.content(file.before), self.content(file.after))

    def apply(self, draft: ChangeDraft, who: str, notify: Callable[[str], None] = ignore_notice) -> ChangeSet:
        """Write the files of a draft, and return the change set.

        Raises EditError if a file is not as the draft expects it or is write-protected, LockedError if the index is
        being written, and WritingError if the disk is full, for instance; then all files are as they were, unless it
        says HALF_DONE.
        """
        with self.writing(notify):
            self._refuse_other_content(draft)
            self._refuse_write_protected(draft)
            change_set = ChangeSet(
                self._next_number(),
                draft.kind,
                draft.title,
                who,
                dt.datetime.now(dt.UTC).replace(microsecond=0),
                tuple(self._stored(path, file) for path, file in sorted(draft.files.items())),
                draft.fields,
                draft.why,
                draft.undoes,
            )
            write_file(self._unfinished, _set_json(change_set))
            try:
                self._finish()
            except WritingError as error:
                self._take_back(change_set, error)
                raise
            with suppress(WritingError, OSError):  # the change is made; the next one tries again
                self._make_room()
        return change_set

    def finish_interrupted(self, notify: Callable[[str], None] = ignore_notice) -> None:
        """Put the files of an interrupted change in place, if there is one."""
        if self._unfinished.exists():
            with self.writing(notify):
                pass

    @contextmanager
    def writing(self, notify: Callable[[str], None] = ignore_notice) -> Iterator[None]:
        """Hold the lock of the index, so that no run reads a half-made change; an interrupted one is finished first."""
        with ExitStack() as stack:
            try:
                self._folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
                stack.enter_context(locked(self._data / "lock", LOCK_WAIT_S, notify))
            except OSError as error:
                raise _writing_error(self._folder, error) from error
            self._finish()
            yield

    def _finish(self) -> None:
        """Put the files of the unfinished set in place. A file that somebody changed in between stays as it is."""
        if not self._unfinished.exists():
            return
        change_set = _read_set(self._unfinished)
        for folder in {(self._corpus / file.path).parent for file in change_set.files}:
            remove_unfinished(folder)
        for file in change_set.files:
            path = self._corpus / file.path
            content = read_or_none(path)
            if content_hash(content) == file.before:
                self._put(path, self.content(file.after))
        sets = self._folder / "sets"
        try:
            sets.mkdir(mode=_PRIVATE, exist_ok=True)
            self._unfinished.replace(self._set_path(change_set.number))
            sync_folder(sets)
        except OSError as error:
            raise _writing_error(sets, error) from error

    def _make_room(self) -> None:
        """Forget the oldest sets if the contents take too much space: mark them, then remove what no other set has."""
        for folder in (self._folder / "contents").glob("*"):
            remove_unfinished(folder)
        contents = {path.name: path for path in (self._folder / "contents").glob("*/*")}
        sets = self.sets()
        forgotten = sets_to_forget(sets, {name: path.stat().st_size for name, path in contents.items()}, self._limit)
        for change_set in forgotten:
            content = _set_json(replace(change_set, is_forgotten=True))
            write_file(self._set_path(change_set.number), content, mode=0o600)
        gone = {change_set.number for change_set in (*forgotten, *(item for item in sets if item.is_forgotten))}
        kept = {sha256 for item in sets if item.number not in gone for sha256 in hashes_of(item)}
        for change_set in sets if forgotten else ():
            for sha256 in hashes_of(change_set) - kept:
                if sha256 in contents:
                    contents[sha256].unlink(missing_ok=True)

    def _take_back(self, change_set: ChangeSet, reason: WritingError) -> None:
        """Make the files as they were before an unfinished set; raise WritingError if that fails, too."""
        try:
            for file in change_set.files:
                path = self._corpus / file.path
                if content_hash(read_or_none(path)) == file.after:
                    self._put(path, self.content(file.before))
            self._unfinished.unlink(missing_ok=True)
        except (CatalogError, OSError) as error:
            raise WritingError(f"{reason}. {HALF_DONE}") from error

    def _put(self, path: Path, content: bytes | None) -> None:
        if content is None:
            remove_file(path, self._corpus)
        else:
            write_file(path, content)

    def _refuse_other_content(self, draft: ChangeDraft) -> None:
        for path, file in draft.files.items():
            if read_or_none(self._corpus / path) != file.before:
                raise EditError(f"{path} was changed in the meantime; nothing was written: run the command again")

    def _refuse_write_protected(self, draft: ChangeDraft) -> None:
        for path in draft.files:
            protected = write_protected(self._corpus / path)
            if protected:
                name = path if protected == self._corpus / path else protected
                advice = "allow yourself to write it, and run the command again"
                raise EditError(f"{name} is write-protected; nothing was written: {advice}")

    def _stored(self, path: PurePosixPath, file: FileVersions | FileCopy) -> ChangedFile:
        after = read_or_none(file.source) if isinstance(file, FileCopy) else file.after
        return ChangedFile(str(path), self._store(file.before), self._store(after))

    def _store(self, content: bytes | None) -> str | None:
        """Store the content of a file, and return its hash."""
        if content is None:
            return None
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._content_path(sha256)
        if not path.exists():
            write_file(path, zlib.compress(content, COMPRESSION_LEVEL), mode=0o600)
        return sha256

    def _content_path(self, sha256: str) -> Path:
        return self._folder / "contents" / sha256[:2] / sha256

    def _set_path(self, number: int) -> Path:
        return self._folder / "sets" / f"{number:06d}.json"

    def _next_number(self) -> int:
        numbers = (int(path.stem) for path in (self._folder / "sets").glob(SET_FILES))
        return max(numbers, default=0) + 1


def _writing_error(path: Path, error: OSError) -> WritingError:
    return WritingError(f"{path}: this could not be written: {error.strerror or error}")


def _set_json(change_set: ChangeSet) -> bytes:
    content = {**asdict(change_set), "at": change_set.at.isoformat()}
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def _read_set(path: Path) -> ChangeSet:
    try:
        content: dict[str, Any] = json.loads(path.read_bytes())
        return ChangeSet(
            **{
                **content,
                "kind": EditKind(content["kind"]),
                "at": dt.datetime.fromisoformat(content["at"]),
                "files": tuple(ChangedFile(**file) for file in content["files"]),
                "fields": {key: tuple(names) for key, names in content["fields"].items()},
            }
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise HistoryError(f"{path} is damaged: this change can be neither shown nor taken back") from error


def editor_name(settings: Settings) -> str:
    """Return who makes a change: the setting `editor`, or the name of the user of this system."""
    return settings.editor or os.environ.get("USER", "") or f"user {os.getuid()}"
