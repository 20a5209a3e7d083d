"""The change logs of all generations together: which one a publication or a rollback continues, and at what time."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from catalog.errors import EngineError
from catalog.generations.change_log import ChangeLog
from catalog.generations.generation import Generations


def latest_change_log(generations: Generations) -> ChangeLog | None:
    """Return the change log to be continued, or None if a new one has to be started.

    That is the log of the current generation, or one with a later change, if a rollback could not write its log. If
    the current generation has none, or it was damaged, no other one has all that programs were told.
    """
    current = generations.current_or_none()
    names = sorted(generations.names(), key=lambda name: (name == current, name), reverse=True)
    logs = {name: generations.change_log(name) for name in names}
    if any(log is None for name, log in logs.items() if current in {name, None}):
        return None
    return max(filter(None, logs.values()), key=lambda log: log.last_changed_at, default=None)


def time_of_change(generations: Generations, now: dt.datetime) -> dt.datetime:
    """Return the time of a change that happens now: not before any publication, because a clock may go back."""
    times = [now]
    for name in generations.names():
        with suppress(EngineError, OSError, ValueError):
            times.append(dt.datetime.fromisoformat(generations.manifest(name).published_at))
    return max(times)
