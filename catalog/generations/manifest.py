"""Manifests: the contents of a generation, with the SHA-256 of every file. Also writes files durably."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from catalog.errors import DamagedError, UnreadableError

MANIFEST = "manifest.json"
MANIFEST_CHECKSUM = "manifest.sha256"

HASHED_BYTES = 16 << 20
"""Bytes of a file that are hashed at a time: so many that other threads can work in between."""
FileFacts = Mapping[str, Any]
"""The `size` in bytes and the `sha256` of a file."""
_FileIdentity = tuple[int, int, int]
"""The device, inode and modification time of a file."""
ABSENT = (FileNotFoundError, NotADirectoryError)
"""The errors that tell that a file does not exist. Others tell nothing about it, and may pass: too many open files."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A difference from what was published; `may_pass` if the part could not be read, which another attempt may do."""

    text: str
    may_pass: bool = False


class VerifiedFiles:
    """The files that were read and found intact, so that they need not be read again.

    Generations of a large index share files. Not safe to share between threads.
    """

    def __init__(self) -> None:
        """Start with no files."""
        self._earlier: dict[_FileIdentity, str] = {}
        self._used: dict[_FileIdentity, str] = {}

    def includes(self, identity: _FileIdentity, sha256: str) -> bool:
        """Return whether a file is known to have this SHA-256."""
        is_known = sha256 in (self._used.get(identity), self._earlier.get(identity))
        if is_known:
            self._used[identity] = sha256
        return is_known

    def add(self, identity: _FileIdentity, sha256: str) -> None:
        """Remember a file and its SHA-256."""
        self._used[identity] = sha256

    def forget_unused(self) -> None:
        """Forget the files that were neither added nor asked for since this was called before."""
        self._earlier, self._used = self._used, {}


@dataclass(frozen=True, slots=True)
class Manifest:
    """The contents of a generation, and the size and SHA-256 of each of its files by name.

    `ocr` says whether scanned pages could be read when it was built: `available`, `languages` and `version`.
    """

    generation: str
    published_at: str
    engine: str
    format: str
    digest: str
    records: int
    documents: int
    files: Mapping[str, FileFacts] = field(default_factory=dict)
    ocr: Mapping[str, Any] = field(default_factory=lambda: {"available": False, "languages": [], "version": None})


def read_manifest(folder: Path) -> Manifest:
    """Return a generation's manifest; raise DamagedError if it is missing or was changed, or UnreadableError."""
    name = folder.name
    try:
        content = (folder / MANIFEST).read_bytes()
        if (folder / MANIFEST_CHECKSUM).read_bytes() == _checksum(content):
            return Manifest(**json.loads(content))
    except (*ABSENT, ValueError, TypeError) as error:
        raise DamagedError(f"generation {name} has no readable manifest", (f"{name}/{MANIFEST}",)) from error
    except OSError as error:
        message = f"the manifest of generation {name} cannot be read: {error.strerror}"
        raise UnreadableError(message, (f"{name}/{MANIFEST}",)) from error
    raise DamagedError(f"the manifest of generation {name} was changed", (f"{name}/{MANIFEST}",))


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write a manifest and its checksum, durably."""
    content = json.dumps(asdict(manifest), indent=1).encode()
    write_durably(folder / MANIFEST, content)
    write_durably(folder / MANIFEST_CHECKSUM, _checksum(content))
    sync_folder(folder)


def _checksum(manifest: bytes) -> bytes:
    """Return the content of the file MANIFEST_CHECKSUM."""
    return f"{hashlib.sha256(manifest).hexdigest()}\n".encode()


def sync_and_hash(path: Path) -> FileFacts:
    """Sync a file to disk, read it back, and return its size and hash."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
    return {"size": path.stat().st_size, "sha256": _sha256(path)}


def file_faults(folder: Path, files: Mapping[str, FileFacts], verified: VerifiedFiles) -> dict[str, Fault]:
    """Return the faults of the files of a folder by name: files that were changed, are missing, or not in the manifest.

    Files in `verified` are not read again, and those found intact are added to it.
    """
    faults = {name: _fault(folder / name, facts, verified) for name, facts in files.items()}
    extra = {path.name for path in folder.iterdir()} - {MANIFEST, MANIFEST_CHECKSUM, *files}
    faults |= dict.fromkeys(sorted(extra), Fault("is not in the manifest"))
    return {name: fault for name, fault in faults.items() if fault}


def _fault(path: Path, facts: FileFacts, verified: VerifiedFiles) -> Fault | None:
    """Return the fault of a file, or None."""
    try:
        status = path.stat()
        if status.st_size != facts["size"]:
            return Fault(f"has {status.st_size:,} bytes instead of {facts['size']:,}")
        identity = (status.st_dev, status.st_ino, status.st_mtime_ns)
        if not verified.includes(identity, facts["sha256"]) and _sha256(path) != facts["sha256"]:
            return Fault("was changed")
    except ABSENT:
        return Fault("is missing")
    except OSError as error:
        return Fault(f"cannot be read: {error.strerror}", may_pass=True)
    verified.add(identity, facts["sha256"])
    return None


def read_intact(path: Path, facts: FileFacts | None) -> bytes | None:
    """Return the content of a file of a generation, or None if it is not in the manifest or was changed."""
    if facts is None:
        return None
    content = path.read_bytes()
    return content if hashlib.sha256(content).hexdigest() == facts["sha256"] else None


def _sha256(path: Path) -> str:
    digest, buffer = hashlib.sha256(), bytearray(min(path.stat().st_size, HASHED_BYTES))
    with path.open("rb", buffering=0) as file:
        while size := file.readinto(buffer):
            digest.update(memoryview(buffer)[:size])
    return digest.hexdigest()


def write_durably(path: Path, content: bytes) -> None:
    """Write a file and sync it to disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Sync a folder's list of files to disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
