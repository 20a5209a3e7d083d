"""Files of a cache: private, replaced at once, and with a checksum, so that a damaged one counts as missing."""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import suppress
from pathlib import Path

_SUM_BYTES = hashlib.sha256().digest_size


def read_checked(path: Path, version: str) -> bytes | None:
    """Return the content that `write_checked` wrote for this version, or None if there is none that is intact."""
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    content = memoryview(stored)[_SUM_BYTES:]
    return bytes(content) if stored[:_SUM_BYTES] == _checksum(version, content) else None


def write_checked(path: Path, version: str, content: bytes) -> None:
    """Replace a file. Without space on the disk, or if it cannot be written, it is removed: others will be read."""
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(prefix=".unfinished-", dir=path.parent, delete=False) as file:
            unfinished = Path(file.name)
            try:
                file.write(_checksum(version, content))
                file.write(content)
                file.flush()
                unfinished.replace(path)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                path.unlink(missing_ok=True)
                raise


def _checksum(version: str, content: bytes | memoryview) -> bytes:
    digest = hashlib.sha256(f"{len(version)} {version}\n".encode())
    digest.update(content)
    return digest.digest()
