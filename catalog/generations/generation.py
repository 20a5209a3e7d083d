"""Generations: a folder for each published index, with checksums in its manifest, and the file CURRENT.

    data/CURRENT                       the name of the generation that is served, one of those below
    data/generations/<name>/           manifest, taxonomy, editorial content, ledger, and the engine's files
    data/lock                          held by the one process that writes
    data/rollback-logs/<name>.json     the change log of a generation that a rollback made current again
    data/building-...                  a generation being built,
    data/trial-...                     one that a dry run builds and throws away, and
    data/removing-...                  one being removed; after a crash, the next run removes all three

A published generation never changes. Whoosh syncs nothing to disk, so publishing does. An engine may keep entries
elsewhere (`storage.EntryStorage`).
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from catalog.errors import DamagedError, EngineError, EngineUnavailableError, NoGenerationError, UnreadableError
from catalog.generations.change_log import (
    CHANGE_LOG,
    ChangeLog,
    parse_change_log,
    read_rollback_log,
    rollback_log,
    write_rollback_log,
)
from catalog.generations.disk_space import is_space_short, size_bytes, write_error
from catalog.generations.entry_storage import EntryStorage
from catalog.generations.leftovers import TRIAL, in_use, remove_leftovers
from catalog.generations.lock import ignore_notice, locked
from catalog.generations.manifest import (
    ABSENT,
    MANIFEST,
    Fault,
    FileFacts,
    Manifest,
    VerifiedFiles,
    file_faults,
    read_intact,
    read_manifest,
    sync_and_hash,
    sync_folder,
    write_durably,
    write_manifest,
)
from catalog.generations.pruning import outdated, outdated_before_build

CURRENT = "CURRENT"
"""The file that names the generation that is served."""
TAXONOMY = "taxonomy.yaml"
"""The vocabularies that a generation was indexed by."""
EDITORIAL = "editorial.json"
"""The editorial content that was published with a generation."""
MAX_COPIED_BYTES = 16 << 20
"""Up to this size of an index, each generation has its own copy of every file. Larger ones share unchanged files by
hard link, because copies would cost too much time and space."""
RESOURCES = "resources-1.jsonl.gz"
"""All resources of a generation as JSON Lines, by id, as programs download them. Count the number up when lines get
another form (`catalog.schemas.resource_line`), so that all are written again."""
GENERATION_NAME = re.compile(r"[0-9]{6}-\w+", re.ASCII)
MAX_POINTER_BYTES = 100
"""Bytes of CURRENT that are read; a generation's name is shorter."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A generation that is current now. `unsynced` is the reason if the disk did not confirm that, otherwise empty."""

    name: str
    unsynced: str = ""

    @property
    def warning(self) -> str:
        """What may happen if the disk did not confirm the change, otherwise empty."""
        return self.unsynced and (
            f"generation {self.name} is current and is served, but the disk did not confirm it ({self.unsynced}). "
            "After a power failure, the generation before may be served again. Check the disk"
        )


class Generations:
    """The generations of one data folder."""

    def __init__(self, data: Path, storage: EntryStorage, keep: int) -> None:
        """Take the data folder, which need not exist yet, the engine's storage, and how many generations to keep."""
        self._data = data
        self._folder = data / "generations"
        self._storage = storage
        self._keep = keep

    def prepare(self) -> None:
        """Create the data folder, private to its owner; raise EngineError if that fails or it belongs to another."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if not self.names():  # in a folder with generations, others may have changed them
                self._data.chmod(0o700)
            _require_private(self._data)
        except OSError as error:
            raise EngineError(f"the data folder {self._data} cannot be used: {error.strerror}") from error

    def names(self) -> tuple[str, ...]:
        """Return every generation's name, oldest first; raise EngineError if the folder cannot be read."""
        try:
            return tuple(sorted(path.name for path in self._folder.iterdir() if GENERATION_NAME.fullmatch(path.name)))
        except ABSENT:
            return ()
        except OSError as error:
            raise UnreadableError(f"the folder of generations cannot be read: {error.strerror}") from error

    def current(self) -> str:
        """Return the name in CURRENT, which is always one of `names`.

        Raises NoGenerationError if nothing was published, DamagedError if CURRENT is missing or names no generation,
        and UnreadableError if it cannot be read at the moment.
        """
        path = self._data / CURRENT
        try:
            with path.open("rb") as file:
                name = file.read(MAX_POINTER_BYTES).decode(errors="replace").strip()
        except FileNotFoundError:
            if self.names():  # it was removed, or the power failed before the first one was confirmed
                raise DamagedError(
                    f"the file {path} is missing; 'clearinghouse index' repairs it", (CURRENT,)
                ) from None
            raise NoGenerationError("nothing has been indexed yet: run 'clearinghouse index'") from None
        except OSError as error:
            raise UnreadableError(f"the file {path} cannot be read: {error.strerror}", (CURRENT,)) from error
        if name not in self.names():
            what = f"names '{_printable(name)}', and there is no such generation" if name else "is empty"
            raise DamagedError(f"the file {path} {what}; 'clearinghouse index' repairs it", (CURRENT,))
        return name

    def current_or_none(self) -> str | None:
        """Return the name in CURRENT, or None if it cannot be read."""
        try:
            return self.current()
        except EngineError:
            return None

    def folder(self, name: str) -> Path:
        """Return a generation's folder."""
        return self._folder / name

    def manifest(self, name: str) -> Manifest:
        """Return a generation's manifest; raise DamagedError if it cannot be read or was changed."""
        return read_manifest(self.folder(name))

    def faults(self, name: str) -> tuple[str, ...]:
        """Return the differences from what was published, one line for each file or other part."""
        return tuple(f"{name}/{part}: {fault}" for part, fault in self.part_faults(name).items())

    def part_faults(self, name: str) -> Mapping[str, str]:
        """Return the faults of a generation by the file, or other part, that has them; empty if there are none."""
        return {part: fault.text for part, fault in self._faults(name, VerifiedFiles()).items()}

    def _faults(self, name: str, verified: VerifiedFiles) -> Mapping[str, Fault]:
        """Return the faults of a generation by part."""
        folder = self.folder(name)
        try:
            faults = file_faults(folder, self.manifest(name).files, verified)
        except DamagedError as error:
            return {MANIFEST: Fault(str(error), may_pass=isinstance(error, UnreadableError))}
        except OSError as error:
            return {"folder": Fault(f"cannot be read: {error.strerror}", may_pass=not isinstance(error, ABSENT))}
        # Damaged files might mislead the engine.
        return faults or {part: Fault(text) for part, text in self._storage.faults(folder).items()}

    def verify(self, name: str, verified: VerifiedFiles | None = None) -> Manifest:
        """Return a generation's manifest; raise DamagedError if anything differs from it. See `inspect`."""
        return self.inspect(name, verified=verified)[0]

    def inspect(
        self, name: str, derived: tuple[str, ...] = (), verified: VerifiedFiles | None = None
    ) -> tuple[Manifest, frozenset[str]]:
        """Return a generation's manifest, and its files with a `derived` ending that are damaged or missing.

        Raises UnreadableError if other files cannot be read at the moment, and DamagedError for any other fault. Files
        in `verified` are not read again, and those found intact are added to it.
        """
        _require_private(self._data)
        faults = self._faults(name, VerifiedFiles() if verified is None else verified)
        serious = {f"{name}/{part}": fault for part, fault in faults.items() if not part.endswith(derived)}
        if serious:
            details = "; ".join(f"{path}: {fault.text}" for path, fault in serious.items())
            if all(fault.may_pass for fault in serious.values()):
                raise UnreadableError(f"generation {name} cannot be read: {details}", tuple(serious))
            raise DamagedError(f"generation {name} is damaged: {details}", tuple(serious))
        return self.manifest(name), frozenset(faults)

    @contextmanager
    def building(self, base: str | None, *, is_trial: bool = False) -> Iterator[Path]:
        """Yield a folder to build in, with the files of generation `base`; remove it afterwards unless published.

        A trial is never published, so it does not need the writer's lock.
        """
        folder = self._data / f"{TRIAL if is_trial else 'building-'}{os.getpid()}"
        folder.mkdir(mode=0o700)
        try:
            with in_use(folder):
                if base is not None:
                    self._copy_files(base, folder)
                yield folder
        finally:
            self._discard(folder)

    def _copy_files(self, base: str, folder: Path) -> None:
        files = self.manifest(base).files
        is_shared = sum(facts["size"] for facts in files.values()) > MAX_COPIED_BYTES
        for name in files:
            source = self.folder(base) / name
            if is_shared:
                os.link(source, folder / name)
            else:
                shutil.copyfile(source, folder / name)

    def next_name(self) -> str:
        """Return the next generation's name: a number one above the highest, and the time in UTC."""
        last = max((int(name.split("-")[0]) for name in self.names()), default=0)
        return f"{last + 1:06d}-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}"

    def publish(self, folder: Path, manifest: Manifest) -> Publication:
        """Make a built folder the current generation, atomically, and prune.

        The engine seals its entries, then every file is synced and hashed, the manifest last. A crash or an error at
        any point leaves CURRENT as it was. Once CURRENT is replaced, nothing raises an error.
        """
        self._storage.seal(folder)
        hashed = self._hashed_files()
        files = {path.name: hashed.get(path.stat().st_ino) or sync_and_hash(path) for path in sorted(folder.iterdir())}
        name = manifest.generation
        write_manifest(folder, replace(manifest, files=files))
        pointer = self._new_pointer(name)  # the last step that needs space on the disk
        folder.rename(self.folder(name))
        try:
            sync_folder(self._folder)
            publication = self._swap(pointer, name)
        except OSError:
            self.folder(name).rename(folder)
            raise
        with suppress(OSError, EngineError):  # the next run prunes
            self.prune()
        return publication

    def _hashed_files(self) -> dict[int, FileFacts]:
        """Return the facts of the current generation's files by inode, so that hard links are not hashed again."""
        try:
            name = self.current()
            files = self.manifest(name).files.items()
            return {(self.folder(name) / file).stat().st_ino: facts for file, facts in files}
        except (OSError, EngineError):
            return {}

    def rollback(self, name: str | None = None, log: ChangeLog | None = None) -> Publication:
        """Make the generation before the current one, or the named one, current again, with a new change log if given.

        Raises EngineError if there is none, DamagedError if it is not intact.
        """
        name = self.rollback_target(name)
        self.verify(name)
        pointer = self._new_pointer(name)
        if log:
            with suppress(OSError):  # visitors come first
                write_rollback_log(self._data, name, log)
        return self._swap(pointer, name)

    def rollback_target(self, name: str | None = None) -> str:
        """Return the name of the generation before the current one, or the named one if it exists.

        Raises EngineError if there is none.
        """
        name = self._previous() if name is None else name
        if name not in self.names():
            raise EngineError(f"there is no generation '{name}'; use one of: {', '.join(self.names())}")
        return name

    def change_log(self, name: str) -> ChangeLog | None:
        """Return the change log of a generation, or None if it has none that can be read."""
        with suppress(DamagedError):
            content = self.change_log_content(name)
            return parse_change_log(content) if content else None
        return None

    def change_log_content(self, name: str) -> bytes | None:
        """Return the change log of a generation as JSON, or None if it has none, or none that is intact."""
        with suppress(EngineError, OSError):
            return read_rollback_log(self._data, name) or self._published_log_content(name)
        return None

    def has_rollback_log(self, name: str) -> bool:
        """Return whether a rollback made a generation current again, and could write its log."""
        return rollback_log(self._data, name).exists()

    def published_change_log(self, name: str) -> ChangeLog | None:
        """Return the change log that a generation was published with, or None if it has none that is intact."""
        with suppress(EngineError, OSError):
            content = self._published_log_content(name)
            return parse_change_log(content) if content else None
        return None

    def _published_log_content(self, name: str) -> bytes | None:
        return read_intact(self.folder(name) / CHANGE_LOG, self.manifest(name).files.get(CHANGE_LOG))

    def _previous(self) -> str:
        current = self.current()
        earlier = [name for name in self.names() if name < current]
        if not earlier:
            raise EngineError(f"there is no generation before {current}")
        return earlier[-1]

    def prune(self) -> None:
        """Remove all but the newest generations; the current one is always kept."""
        self._remove(outdated(self.names(), self.current(), self._keep))

    def make_room(self) -> None:
        """Remove, before a build, the generations that need not be kept; if disk space is short, one more.

        The current generation and the newest intact one are never removed, and none while CURRENT cannot be read.
        """
        try:
            current = self.current()
        except UnreadableError:
            return
        except EngineError:
            current = None
        names = self.names()
        is_short = bool(names) and is_space_short(self._data, size_bytes(self.folder(current or names[-1])))
        self._remove(outdated_before_build(names, current, self._keep - is_short, lambda name: not self.faults(name)))

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            rollback_log(self._data, name).unlink(missing_ok=True)
            renamed = self._data / f"removing-{name}"
            with suppress(OSError):  # atomic, so that a crash leaves no incomplete generation
                self.folder(name).rename(renamed)
            self._discard(renamed)

    def _discard(self, folder: Path) -> None:
        """Remove a folder, if it exists, and its entries; the next run removes entries that cannot be reached now."""
        with suppress(EngineUnavailableError):
            self._storage.discard(folder)
        shutil.rmtree(folder, ignore_errors=True)

    def _new_pointer(self, name: str) -> Path:
        pointer = self._data / "CURRENT.new"
        write_durably(pointer, f"{name}\n".encode())
        return pointer

    def _swap(self, pointer: Path, name: str) -> Publication:
        """Replace CURRENT with a pointer to a generation. An OSError means that CURRENT is as it was."""
        try:
            pointer.replace(self._data / CURRENT)
            sync_folder(self._data)
        except OSError as error:
            if pointer.exists():
                raise
            return Publication(name, error.strerror or str(error))
        return Publication(name)

    @contextmanager
    def writing(self, wait_s: float = 0.0, notify: Callable[[str], None] = ignore_notice) -> Iterator[None]:
        """Hold the writer's lock, and remove leftovers of a crash; `notify` gets a sentence if it has to wait.

        Raises LockedError if another process still writes after `wait_s` seconds, and EngineError if a write fails.
        """
        self.prepare()
        try:
            with locked(self._data / "lock", wait_s, notify):
                remove_leftovers(self._data)
                self._storage.sweep([self.folder(name) for name in self.names()])
                yield
        except OSError as error:
            index_bytes = size_bytes(self.folder(self.current_or_none() or "none"))
            raise write_error(error, self._data, index_bytes, keep=self._keep) from error


def _printable(text: str) -> str:
    """Return a text without characters that a terminal might obey."""
    return "".join(character if character.isprintable() else "?" for character in text)


def _require_private(data: Path) -> None:
    """Raise EngineError if others could have put files into the data folder: reading index files may run code."""
    status = data.stat()
    if status.st_uid != os.geteuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise EngineError(
            f"the data folder {data} must belong to the user who runs this, and be writable by nobody else"
        )
