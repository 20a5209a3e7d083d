"""A change log as its file has it, which the next publication continues without an object for each resource."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping
from typing import Any

from catalog.errors import DamagedError
from catalog.generations.change_log import (
    CHANGE_LOG,
    VERSION,
    ChangeKind,
    ResourceVersion,
    utc_text,
)

_CHANGE_PARTS = 5
"""The time, kind, digest, topics and format of a change."""


class ContinuedLog:
    """A log that a publication continues; a new one if there is none."""

    def __init__(self, content: bytes | None) -> None:
        """Take the content of the log's file; raise DamagedError if it cannot be read, or has another version."""
        started_at, changes = _parsed(content) if content else ("", {})
        self._started_at: str = started_at
        self._changes: dict[str, list[Any]] = changes

    def ids(self) -> set[str]:
        """Return the ids of the resources that have not been removed."""
        return {key for key, change in self._changes.items() if change[1] != ChangeKind.REMOVED}

    def digest(self, key: str) -> str | None:
        """Return the digest of the present version of a resource, None if there is none."""
        change = self._changes.get(key)
        return change[2] if change and change[1] != ChangeKind.REMOVED else None

    def continued(self, ids: Collection[str], versions: Mapping[str, ResourceVersion], now: dt.datetime) -> bytes:
        """Return the content of the log after a publication of the resources `ids`, in ascending order.

        `versions` are those that the log does not have; the others are as they were. The time is `now`, or that of the
        last change, if later: a clock may go back.
        """
        earlier = self._changes
        time = max((utc_text(now), *{change[0] for change in earlier.values()}))  # as text, in the order of time
        new = {key: self._change(key, version, time) for key, version in versions.items()}
        present = set(ids)
        gone = {key: _removed(change, time) for key, change in earlier.items() if key not in present}
        changes = {key: new.get(key) or earlier[key] for key in ids} | gone
        content = {
            "version": VERSION,
            "started_at": self._started_at or time,
            "changes": {key: changes[key] for key in sorted(changes)},
        }
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()

    def _change(self, key: str, version: ResourceVersion, time: str) -> list[Any]:
        kind = ChangeKind.ADDED if self.digest(key) is None else ChangeKind.CHANGED
        return [time, kind.value, version.digest, list(version.topics), version.format]


def _removed(change: list[Any], time: str) -> list[Any]:
    return change if change[1] == ChangeKind.REMOVED else [time, ChangeKind.REMOVED.value, *change[2:]]


def _parsed(content: bytes) -> tuple[str, dict[str, list[Any]]]:
    """Return when a log started, and its changes; raise DamagedError for anything that is not a log of this version."""
    try:
        stored = json.loads(content)
        changes = dict(stored["changes"])
        is_valid = stored["version"] == VERSION and all(len(change) == _CHANGE_PARTS for change in changes.values())
        started_at = str(stored["started_at"])
        dt.datetime.fromisoformat(started_at)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedError("the change log cannot be read", (CHANGE_LOG,)) from error
    if not is_valid:
        raise DamagedError("the change log has another version", (CHANGE_LOG,))
    return started_at, changes
