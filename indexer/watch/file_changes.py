"""Waits for changes of files in the corpus: not of temporary files, and not of what indexing itself writes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path, PurePath
from threading import Event

from watchfiles import Change, watch

TICK_MS = 200
"""How long one wait takes at most."""
POLL_DELAY_MS = 2_000
"""How often files are compared where the system does not report changes."""
NETWORK_TYPES = re.compile(
    r"nfs\d*|cifs|smb\w*|afs|9p|ceph|fuse\.(?!portal)\S+|fuseblk|glusterfs|lustre|vboxsf|vmhgfs|drvfs|virtiofs"
)
"""Types of file systems whose changes by other computers the kernel does not report."""
_TEMPORARY = re.compile(
    r"[.#].*|~\$.*|.*~|.*\.(?:sw[a-z]|tmp|temp|part|partial|crdownload|download)|thumbs\.db|desktop\.ini|4913",
    re.IGNORECASE,
)
"""Names of files that editors, office programs, browsers and systems make for themselves; 4913 is Vim's."""


def _is_list_of_files(change: Change, path: str) -> bool:
    """Return whether only the list of files in a folder changed: what changed in it is reported by itself."""
    return change is Change.modified and Path(path).is_dir()


def is_temporary(relative: PurePath) -> bool:
    """Return whether a path below the corpus is a temporary or hidden file, or in a hidden folder."""
    is_hidden = any(part.startswith(".") for part in relative.parts)
    return is_hidden or _TEMPORARY.fullmatch(relative.name) is not None


_LOST = (-1, -1)
"""The identity of a folder that was not there: whichever is there next is another one."""


class FileChanges:
    """The changes of the files in a corpus, which may vanish and come back.

    With `polling`, files are compared from time to time, as network drives need it.
    """

    def __init__(self, corpus: Path, data: Path, stop: Event, *, polling: bool) -> None:
        """Take the folders; nothing is watched yet. Waiting ends when `stop` is set."""
        self._corpus = corpus.absolute()
        self._data = data.resolve()
        self._stop = stop
        self.polling = polling
        self._identity: tuple[int, int] | None = None
        self._changes: Iterator[set[tuple[Change, str]]] | None = None

    def exists(self) -> bool:
        """Return whether the corpus folder is there."""
        return self._corpus.is_dir()

    def wait(self, notify: Callable[[str], None]) -> bool:
        """Wait for a moment, and return whether a file has changed, or the folder was replaced by another one.

        Changes between two calls count for the second one. If the system cannot report changes, `notify` gets a
        sentence, and files are compared from then on.
        """
        identity = self._current_identity()
        is_replaced = self._identity not in {None, identity}
        try:
            if self._changes is None or is_replaced:
                self._open(identity)
            changes = next(self._changes, set()) if self._changes else set()
        except FileNotFoundError:
            self.close()
            self._identity = _LOST
            self._stop.wait(TICK_MS / 1000)
            return False
        except (OSError, RuntimeError) as error:
            self.close()
            self._fall_back(error, notify)
            return True  # something may have changed meanwhile
        return is_replaced or bool(changes)

    def close(self) -> None:
        """Watch nothing any more, until the next wait."""
        self._changes = None

    def _open(self, identity: tuple[int, int] | None) -> None:
        """Watch the folder with an identity; raise FileNotFoundError if it has none, because it is not there."""
        if identity is None:
            raise FileNotFoundError
        self._identity = identity
        self._changes = watch(
            self._corpus,
            watch_filter=lambda change, path: self._is_relevant(Path(path)) and not _is_list_of_files(change, path),
            debounce=TICK_MS,
            rust_timeout=TICK_MS,
            yield_on_timeout=True,
            stop_event=self._stop,
            raise_interrupt=False,
            force_polling=self.polling,
            poll_delay_ms=POLL_DELAY_MS,
            ignore_permission_denied=True,
        )

    def _fall_back(self, error: Exception, notify: Callable[[str], None]) -> None:
        if not self.polling:
            notify(f"This system cannot report changes ({error}): files are compared every {POLL_DELAY_MS / 1000:g} s.")
            self.polling = True
        self._stop.wait(POLL_DELAY_MS / 1000)

    def _current_identity(self) -> tuple[int, int] | None:
        with suppress(OSError):
            status = self._corpus.stat()
            return status.st_dev, status.st_ino
        return None

    def _is_relevant(self, path: Path) -> bool:
        if path.resolve().is_relative_to(self._data):
            return False
        return not (path.is_relative_to(self._corpus) and is_temporary(path.relative_to(self._corpus)))


def is_network_drive(folder: Path, mounts: str | None = None) -> bool:
    """Return whether a folder is on a drive of another computer, as far as the system says so.

    `mounts` is the list of mounted file systems as Linux has it in /proc/self/mountinfo (proc(5)), read by default.
    """
    if mounts is None:
        try:
            mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return False
    types = {}
    for line in mounts.splitlines():
        left, _, right = line.partition(" - ")
        fields, kind = left.split(), right.partition(" ")[0]
        if len(fields) > 4:  # noqa: PLR2004  # the fifth field is the mount point
            types[Path(re.sub(r"\\(\d{3})", lambda octal: chr(int(octal[1], 8)), fields[4]))] = kind
    folder = folder.resolve()
    mount_point = next((path for path in (folder, *folder.parents) if path in types), None)
    return mount_point is not None and NETWORK_TYPES.fullmatch(types[mount_point]) is not None
