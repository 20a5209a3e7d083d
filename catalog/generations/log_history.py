"""The change logs of all generations together: which one a publication or a rollback continues, and at what time."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from catalog.errors import DamagedError, EngineError
from catalog.generations.change_log import ChangeLog, last_change_in, parse_change_log
from catalog.generations.generation import Generations


def latest_change_log(generations: Generations) -> ChangeLog | None:
    """Return the change log to be continued, or None if a new one has to be started (see `latest_log_content`)."""
    content = latest_log_content(generations)
    with suppress(DamagedError):
        return parse_change_log(content) if content else None
    return None


def latest_log_content(generations: Generations) -> bytes | None:
    """Return the change log to be continued as its file has it, or None if a new one has to be started.

    That is the log of the current generation, or one with a later change, if a rollback could not write its log. If
    the current generation has none, or it was damaged, no other one has all that programs were told.
    """
    current = generations.current_or_none()
    # Changes in one second: a rollback was later than a publication, if it wrote its log.
    rolled_back_to = current if current and generations.has_rollback_log(current) else None
    names = sorted(generations.names(), key=lambda name: (name == rolled_back_to, name), reverse=True)
    times = {name: _last_change(generations, name) for name in names}
    if any(time is None for name, time in times.items() if current in {name, None}):
        return None
    known = {name: time for name, time in times.items() if time}
    return generations.change_log_content(max(known, key=known.__getitem__)) if known else None


def _last_change(generations: Generations, name: str) -> dt.datetime | None:
    content = generations.change_log_content(name)
    return last_change_in(content) if content else None


def time_of_change(generations: Generations, now: dt.datetime) -> dt.datetime:
    """Return the time of a change that happens now: not before any publication, because a clock may go back."""
    times = [now]
    for name in generations.names():
        with suppress(EngineError, OSError, ValueError):
            times.append(dt.datetime.fromisoformat(generations.manifest(name).published_at))
    return max(times)
