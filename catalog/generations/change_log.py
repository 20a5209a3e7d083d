"""The change log: when each resource was last added, changed or removed, as programs that follow the catalog see it.

Each generation has the log of everything up to its publication. A rollback makes an older generation current, whose
files never change: its new log stands next to the generations (`rollback_log`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any

from catalog.errors import DamagedError
from catalog.generations.manifest import write_durably

CHANGE_LOG = "change-log.json"
"""The change log in a generation's folder."""
ROLLBACK_LOGS = "rollback-logs"
"""The folder with the logs of generations that were made current again, in the data folder."""
VERSION = 1
"""The version of the log's form. A log in another one cannot be read, so a new one is started."""
_LOG_HEAD = re.compile(rb'\{"version":%d,"started_at":"([\dT:Z-]{20})","changes":\{' % VERSION)
_LOG_TIME = re.compile(rb'\["([\dT:Z-]{20})","(?:added|changed|removed)"')
"""How the content of a log's file begins, and each change in it."""
DIGEST_CHARACTERS = 16
"""Hexadecimal digits of a digest: 64 bits tell the versions of one resource apart."""


class ChangeKind(StrEnum):
    """The last thing that happened to a resource."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ResourceVersion:
    """One version of a resource. `digest` tells the versions apart; `topics` and `format` are those of its record."""

    digest: str
    topics: tuple[str, ...] = ()
    format: str | None = None


NO_VERSION = ResourceVersion("")


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """The last change of a resource, at an aware time in UTC, to the second.

    `version` is the present one, or the last one before a removal, so that those who follow a topic or a format learn
    of the removal. In a generation without a log, nothing is known of versions.
    """

    changed_at: dt.datetime
    kind: ChangeKind
    version: ResourceVersion | None = None

    @property
    def is_removal(self) -> bool:
        """Whether the resource was removed."""
        return self.kind is ChangeKind.REMOVED


@dataclass(frozen=True, slots=True)
class ChangeLog:
    """The last change of every resource since `started_at`, by id in ascending order.

    Nothing is known of resources that were removed before that time. If a log `is_kept`, removals stay in it; it is
    False for a generation without a log.
    """

    started_at: dt.datetime
    changes: Mapping[str, LoggedChange] = field(default_factory=dict)
    is_kept: bool = True

    @property
    def last_changed_at(self) -> dt.datetime:
        """The time of the last change."""
        return max((change.changed_at for change in self.changes.values()), default=self.started_at)

    def changed_at(self, record_id: str) -> dt.datetime | None:
        """Return when a resource last changed, or None if that was before the log started, or is unknown."""
        change = self.changes.get(record_id)
        return change.changed_at if change and change.changed_at > self.started_at else None

    def versions(self) -> dict[str, ResourceVersion]:
        """Return the versions of the resources that have not been removed, by id in ascending order."""
        changes = self.changes.items()
        return {key: change.version for key, change in changes if change.version and not change.is_removal}


def continued(previous: ChangeLog | None, versions: Mapping[str, ResourceVersion], now: dt.datetime) -> ChangeLog:
    """Return the log after a publication of these versions, at the time `now` or that of the last change, if later.

    Without a previous log, it starts: every resource is added.
    """
    if previous is None:
        return ChangeLog(now, {key: LoggedChange(now, ChangeKind.ADDED, versions[key]) for key in sorted(versions)})
    now = max(now, previous.last_changed_at)  # a clock may go back
    changes = {
        key: _next_change(previous.changes.get(key), versions.get(key), now)
        for key in sorted(previous.changes.keys() | versions.keys())
    }
    return ChangeLog(previous.started_at, {key: change for key, change in changes.items() if change})


def _next_change(logged: LoggedChange | None, version: ResourceVersion | None, now: dt.datetime) -> LoggedChange | None:
    if version is None:
        return replace(logged, changed_at=now, kind=ChangeKind.REMOVED) if logged and not logged.is_removal else logged
    if logged is None or logged.is_removal:
        return LoggedChange(now, ChangeKind.ADDED, version)
    return logged if logged.version == version else LoggedChange(now, ChangeKind.CHANGED, version)


def line_digest(line: bytes) -> str:
    """Return the digest of a resource, from the line that programs get."""
    return hashlib.sha256(line).hexdigest()[:DIGEST_CHARACTERS]


# Files


class StoredChangeLog:
    """The change log of an open generation. It is parsed when it is first needed. Safe to share between threads."""

    def __init__(self, content: bytes | None, current_since: dt.datetime, ids: Callable[[], Iterator[str]]) -> None:
        """Take the content of the log's file, None if there is none, and what returns the ids of all resources.

        `current_since` is when the generation became current: without a log, all its resources were added then.
        """
        self.digest = hashlib.sha256(content or utc_text(current_since).encode()).hexdigest()
        self._read = partial(_log_of, content, current_since, ids)
        self._parsed: ChangeLog | None = None
        self._lock = threading.Lock()

    @property
    def log(self) -> ChangeLog:
        """The log; without one that can be read, every resource was added when the generation became current."""
        with self._lock:
            if self._parsed is None:
                self._parsed = self._read()
                del self._read
            return self._parsed


def _log_of(content: bytes | None, current_since: dt.datetime, ids: Callable[[], Iterator[str]]) -> ChangeLog:
    with suppress(DamagedError):
        if content:
            return parse_change_log(content)
    change = LoggedChange(current_since, ChangeKind.ADDED)
    return ChangeLog(current_since, dict.fromkeys(ids(), change), is_kept=False)


def change_log_json(log: ChangeLog) -> bytes:
    """Return the content of a log's file: a list of time, kind, digest, topics and format for each resource."""
    times = {changed_at: utc_text(changed_at) for changed_at in {change.changed_at for change in log.changes.values()}}
    changes = {key: _to_list(change, times[change.changed_at]) for key, change in log.changes.items()}
    content = {"version": VERSION, "started_at": utc_text(log.started_at), "changes": changes}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _to_list(change: LoggedChange, time: str) -> list[Any]:
    version = change.version or NO_VERSION
    return [time, change.kind.value, version.digest, list(version.topics), version.format]


def parse_change_log(content: bytes) -> ChangeLog:
    """Return the log that `change_log_json` wrote; raise DamagedError for anything else, and for another version."""
    try:
        stored = json.loads(content)
        if stored["version"] != VERSION:
            raise DamagedError("the change log has another version", (CHANGE_LOG,))
        times: dict[str, dt.datetime] = {}  # most resources share one
        changes = {key: _from_list(values, times) for key, values in stored["changes"].items()}
        return ChangeLog(dt.datetime.fromisoformat(stored["started_at"]), changes)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedError("the change log cannot be read", (CHANGE_LOG,)) from error


def last_change_in(content: bytes) -> dt.datetime | None:
    """Return the time of the last change in the content of a log's file, None if it is not a log of this version.

    The content is as it was written: it has a checksum. A log with many resources takes much longer to parse.
    """
    head = _LOG_HEAD.match(content)
    if head is None:
        return None
    times = set(_LOG_TIME.findall(content))  # as text, they are in the order of time
    return dt.datetime.fromisoformat(max(times, default=head[1]).decode())


def _from_list(values: list[Any], times: dict[str, dt.datetime]) -> LoggedChange:
    text, kind, digest, topics, record_format = values
    if text not in times:
        times[text] = dt.datetime.fromisoformat(text)
    return LoggedChange(times[text], ChangeKind(kind), ResourceVersion(digest, tuple(topics), record_format))


def utc_text(time: dt.datetime) -> str:
    """Return an aware time in UTC as ISO 8601 to the second, with Z: "2026-11-30T08:15:00Z"."""
    return f"{time.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def rollback_log(data: Path, generation: str) -> Path:
    """Return the path of the log of a generation that was made current again."""
    return data / ROLLBACK_LOGS / f"{generation}.json"


def write_rollback_log(data: Path, generation: str, log: ChangeLog) -> None:
    """Write the log of a generation before it is made current again, durably, with a checksum in its first line."""
    path, content = rollback_log(data, generation), change_log_json(log)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    temporary = path.with_suffix(".new")
    write_durably(temporary, hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
    temporary.replace(path)


def read_rollback_log(data: Path, generation: str) -> bytes | None:
    """Return the content of the log that a rollback wrote, or None; raise DamagedError if it was changed."""
    try:
        checksum, _, content = rollback_log(data, generation).read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    if checksum.decode("ascii", "replace") != hashlib.sha256(content).hexdigest():
        name = f"{ROLLBACK_LOGS}/{generation}.json"
        raise DamagedError(f"the file {name} was changed", (name,))
    return content


def rollback_log_faults(data: Path) -> Iterator[tuple[str, str]]:
    """Yield the path, in the data folder, and the fault of each log that a rollback wrote and that is not intact."""
    for path in sorted((data / ROLLBACK_LOGS).glob("*.json")):
        try:
            read_rollback_log(data, path.stem)
        except DamagedError:
            yield f"{ROLLBACK_LOGS}/{path.name}", "was changed"
        except OSError as error:
            yield f"{ROLLBACK_LOGS}/{path.name}", f"cannot be read: {error.strerror}"
