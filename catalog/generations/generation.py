"""Generations: an index folder for each publication, a manifest that vouches for its bytes, and CURRENT.

    data/CURRENT                       the name of the generation that is served
    data/generations/<name>/           manifest.json and the engine's files
    data/lock                          held by the one process that writes
    data/building-...                  a generation being built, and
    data/removing-...                  one being removed; left behind by a crash, they go with the next run

A generation never changes once it is published. Whoosh syncs nothing to disk, so this room does.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from catalog.errors import DamagedError, EngineError, NoGenerationError
from catalog.generations.disk_space import is_short, size_bytes, write_error
from catalog.generations.lock import held, silently

MANIFEST = "manifest.json"
SEAL = "manifest.sha256"
TAXONOMY = "taxonomy.yaml"
"""The vocabularies that a generation was indexed by."""
EDITORIAL = "editorial.json"
"""What editors wrote beside the records, as a generation was published with it."""
COPY_LIMIT = 16 << 20
"""Bytes of an index up to which each generation gets a copy of its own; larger ones share unchanged files by hard
link, as copying would then cost more than the independence is worth."""

Trusted = dict[tuple[int, int, int], str]
"""The SHA-256 of files that were read, by device, inode and time of change."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds, and the SHA-256 and size in bytes of each of its files."""

    generation: str
    published_at: str
    engine: str
    format: str
    digest: str
    records: int
    documents: int
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


class Generations:
    """The generations of one data folder."""

    def __init__(self, data: Path, keep: int = 3) -> None:
        """Take the data folder, which need not exist yet, and how many generations to keep."""
        self._data = data
        self._folder = data / "generations"
        self._keep = keep

    def prepare(self) -> None:
        """Make the data folder, private to its owner; raise EngineError if it cannot be, or is another's."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if not self.names():  # what is in it already was put there by whoever could write to it
                self._data.chmod(0o700)
            _refuse_foreign(self._data)
        except OSError as error:
            raise EngineError(f"the data folder {self._data} cannot be used: {error.strerror}") from error

    def names(self) -> tuple[str, ...]:
        """Return every generation's name, oldest first."""
        return tuple(sorted(path.name for path in self._folder.glob(f"{'[0-9]' * 6}-*")))

    def current(self) -> str:
        """Return the name CURRENT holds; raise NoGenerationError where nothing was published."""
        try:
            return (self._data / "CURRENT").read_text(encoding="utf-8", errors="replace").strip()
        except FileNotFoundError:
            raise NoGenerationError("nothing has been indexed yet: run 'clearinghouse index'") from None
        except OSError as error:
            raise EngineError(f"the index cannot be read: {error.strerror}") from error

    def pointed_at(self) -> str | None:
        """Return the name CURRENT holds, None where there is none to be read."""
        try:
            return self.current()
        except EngineError:
            return None

    def folder(self, name: str) -> Path:
        """Return a generation's folder."""
        return self._folder / name

    def manifest(self, name: str) -> Manifest:
        """Return a generation's manifest; raise DamagedError where it cannot be read."""
        folder = self.folder(name)
        try:
            content = (folder / MANIFEST).read_bytes()
            if (folder / SEAL).read_bytes() == _seal(content):
                return Manifest(**json.loads(content))
        except (OSError, ValueError, TypeError) as error:
            raise DamagedError(f"generation {name} has no readable manifest", (f"{name}/{MANIFEST}",)) from error
        raise DamagedError(f"the manifest of generation {name} was changed", (f"{name}/{MANIFEST}",))

    def faults(self, name: str) -> tuple[str, ...]:
        """Return what differs from the manifest, a line for each file that is changed, missing or extra."""
        return tuple(f"{name}/{file}: {fault}" for file, fault in self._faults(name, {}).items())

    def _faults(self, name: str, trusted: Trusted) -> dict[str, str]:
        """Return what is wrong with each file that is not as it should be."""
        folder = self.folder(name)
        try:
            manifest = self.manifest(name)
        except DamagedError as error:
            return {MANIFEST: str(error)}
        found = {file: _fault(folder / file, known, trusted) for file, known in manifest.files.items()}
        extra = {path.name for path in folder.iterdir()} - {MANIFEST, SEAL, *manifest.files}
        found |= dict.fromkeys(sorted(extra), "is not in the manifest")
        return {file: fault for file, fault in found.items() if fault}

    def verify(self, name: str) -> Manifest:
        """Return a generation's manifest if every byte is as it says; raise DamagedError that names the files."""
        return self.inspect(name)[0]

    def inspect(
        self, name: str, spare: tuple[str, ...] = (), trusted: Trusted | None = None
    ) -> tuple[Manifest, frozenset[str]]:
        """Return a generation's manifest, and which of its files with a `spare` ending are damaged or lost.

        Raises DamagedError for a fault of any other file. Files in `trusted` are not read again, and those found
        whole join it.
        """
        _refuse_foreign(self._data)
        found = self._faults(name, {} if trusted is None else trusted)
        if worse := [f"{name}/{file}: {fault}" for file, fault in found.items() if not file.endswith(spare or "/")]:
            raise DamagedError(f"generation {name} is damaged: {'; '.join(worse)}", tuple(worse))
        return self.manifest(name), frozenset(found)

    @contextmanager
    def building(self, base: str | None) -> Iterator[Path]:
        """Yield a folder to build in, with the files of generation `base`; gone afterwards unless published."""
        folder = self._data / f"building-{os.getpid()}"
        folder.mkdir(mode=0o700)
        try:
            if base is not None:
                self._carry_over(base, folder)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _carry_over(self, base: str, folder: Path) -> None:
        files = self.manifest(base).files
        share = sum(known["size"] for known in files.values()) > COPY_LIMIT
        for name in files:
            source = self.folder(base) / name
            if share:
                os.link(source, folder / name)
            else:
                shutil.copyfile(source, folder / name)

    def next_name(self) -> str:
        """Return the name of the next generation: a number that only grows, and the time in UTC."""
        last = max((int(name.split("-")[0]) for name in self.names()), default=0)
        return f"{last + 1:06d}-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%SZ}"

    def publish(self, folder: Path, manifest: Manifest) -> Manifest:
        """Make a built folder the current generation, atomically, and remove the oldest; return its manifest.

        Every file is synced and hashed first, the manifest last; a crash at any point leaves the old CURRENT.
        """
        shared = self._shared()
        files = {path.name: shared.get(path.stat().st_ino) or _sealed(path) for path in sorted(folder.iterdir())}
        complete = replace(manifest, files=files)
        content = json.dumps(asdict(complete), indent=1).encode()
        _write_synced(folder / MANIFEST, content)
        _write_synced(folder / SEAL, _seal(content))
        _sync_folder(folder)
        pointer = self._new_pointer(complete.generation)  # the last to need room on the disk: renaming needs none
        folder.rename(self.folder(complete.generation))
        _sync_folder(self._folder)
        self._swap(pointer)
        self.prune()
        return complete

    def _shared(self) -> dict[int, Mapping[str, Any]]:
        """Return what is known of the current generation's files, by inode: a link to one is already sealed."""
        try:
            name = self.current()
            known = self.manifest(name).files.items()
            return {(self.folder(name) / file).stat().st_ino: sealed for file, sealed in known}
        except (OSError, EngineError):
            return {}

    def rollback(self, name: str | None = None) -> str:
        """Make the generation before the current one, or the named one, current again; return its name."""
        current, names = self.current(), self.names()
        if name is None:
            earlier = [each for each in names if each < current]
            if not earlier:
                raise EngineError(f"there is no generation before {current}")
            name = earlier[-1]
        elif name not in names:
            raise EngineError(f"there is no generation '{name}'; there are {', '.join(names)}")
        self.verify(name)
        self._swap(self._new_pointer(name))
        return name

    def prune(self) -> None:
        """Remove all but the newest generations; the current one always stays."""
        self._remove(set(self.names()[: -self._keep]) - {self.current()})

    def make_room(self) -> None:
        """Remove, before a build, what the settings do not keep; where the disk is short, what it will replace too.

        The current generation stays, and so does the newest one that is whole.
        """
        names, current = self.names(), self.pointed_at()
        short = bool(names) and is_short(self._data, size_bytes(self.folder(current or names[-1])))
        gone = set(names[: -max(1, self._keep - short)]) - {current}
        if gone:
            newest = sorted(names, key=lambda name: (name == current, name), reverse=True)
            self._remove(gone - {next((name for name in newest if not self.faults(name)), None)})

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            gone = self._data / f"removing-{name}"
            with suppress(OSError):  # whole at once, so that a crash leaves no half of it among the generations
                self.folder(name).rename(gone)
            shutil.rmtree(gone, ignore_errors=True)

    def _new_pointer(self, name: str) -> Path:
        pointer = self._data / "CURRENT.new"
        _write_synced(pointer, f"{name}\n".encode())
        return pointer

    def _swap(self, pointer: Path) -> None:
        pointer.replace(self._data / "CURRENT")
        _sync_folder(self._data)

    @contextmanager
    def writing(self, wait_s: float = 0.0, say: Callable[[str], None] = silently) -> Iterator[None]:
        """Hold the writer's lock, and clear away what a crash left behind; `say` is told if another still writes.

        Raises LockedError if another still writes after `wait_s` seconds, EngineError if the disk refuses a write.
        """
        self.prepare()
        try:
            with held(self._data / "lock", wait_s, say):
                for left in (*self._data.glob("building-*"), *self._data.glob("removing-*")):
                    shutil.rmtree(left, ignore_errors=True)
                yield
        except OSError as error:
            present = size_bytes(self.folder(self.pointed_at() or "none"))
            raise write_error(error, self._data, present, keep=self._keep) from error


def logical_digest(stamps: Mapping[str, str]) -> str:
    """Return the SHA-256 of what was indexed, whatever the steps that led there: every id with its stamp."""
    lines = "".join(f"{key}\t{stamp}\n" for key, stamp in sorted(stamps.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def _fault(path: Path, known: Mapping[str, Any], trusted: Trusted) -> str:
    """Return what is wrong with a file, or an empty text."""
    try:
        status = path.stat()
        if status.st_size != known["size"]:
            return f"has {status.st_size:,} bytes instead of {known['size']:,}"
        identity = (status.st_dev, status.st_ino, status.st_mtime_ns)
        if trusted.get(identity) != known["sha256"] and _sha256(path) != known["sha256"]:
            return "was changed"
    except FileNotFoundError:
        return "is missing"
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    trusted[identity] = known["sha256"]
    return ""


def _refuse_foreign(data: Path) -> None:
    """Raise where someone else could have put files into the data folder: index files may run code when read."""
    status = data.stat()
    if status.st_uid != os.geteuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise EngineError(
            f"the data folder {data} must belong to the user who runs this, and be writable by nobody else"
        )


def _seal(manifest: bytes) -> bytes:
    """Return what the manifest's seal holds, to the byte."""
    return f"{hashlib.sha256(manifest).hexdigest()}\n".encode()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sealed(path: Path) -> dict[str, Any]:
    """Sync a file to disk; return its size and hash as read back."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return {"size": path.stat().st_size, "sha256": _sha256(path)}


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
