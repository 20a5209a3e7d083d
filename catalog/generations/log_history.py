"""The change logs of all generations together: which one a publication or a rollback continues, and at what time."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from catalog.errors import EngineError
from catalog.generations.change_log import ChangeLog
from catalog.generations.generation import Generations


def latest_change_log(generations: Generations) -> ChangeLog | None:
    """Return the change log to be continued, or None if there is none, or it was lost: then a new one starts.

    That is the log of the current generation, or one with a later change, if a rollback could not write its log. If
    the log of the current generation was lost, no other one has all that programs were told.
    """
    current, names = generations.current_or_none(), generations.names()
    if any(generations.has_lost_log(name) for name in names if current in {name, None}):
        return None
    names = tuple(sorted(names, key=lambda name: (name == current, name), reverse=True))
    return max(filter(None, map(generations.change_log, names)), key=lambda log: log.last_changed_at, default=None)


def time_of_change(generations: Generations, now: dt.datetime) -> dt.datetime:
    """Return the time of a change that happens now: not before any publication, because a clock may go back."""
    times = [now]
    for name in generations.names():
        with suppress(EngineError, OSError, ValueError):
            times.append(dt.datetime.fromisoformat(generations.manifest(name).published_at))
    return max(times)
