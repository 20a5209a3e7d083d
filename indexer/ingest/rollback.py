"""Rolling back to an earlier generation, and what that changes for visitors."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass

from catalog.editorial.model import PART_LABELS
from catalog.errors import EngineError
from catalog.generations.change_log import ChangeLog, continued
from catalog.generations.generation import Generations
from catalog.generations.log_history import latest_change_log, time_of_change
from catalog.generations.manifest import Manifest
from catalog.search.ports import Engine, load_engine
from catalog.settings import Settings
from catalog.store.editorial.content import differing_parts
from indexer.ingest.changes import find_changes
from indexer.ingest.model import Changes
from indexer.ingest.published import read_published


@dataclass(frozen=True, slots=True)
class RollbackReport:
    """The generation that is current again, and what that changed; None if the one before could not be read.

    `warning` says what may happen if the disk did not confirm the change; it is usually empty.
    """

    manifest: Manifest
    changes: Changes | None
    warning: str


def roll_back(settings: Settings, name: str | None = None) -> RollbackReport:
    """Make the generation before the current one, or the named one, current again; raise EngineError if it cannot be.

    The change is made first: to compare the two takes time.
    """
    engine = load_engine(settings)
    generations = Generations(settings.data, engine, settings.keep_generations)
    before = generations.current_or_none()
    with generations.writing():
        target = generations.rollback_target(name)
        publication = generations.rollback(target, _change_log(generations, target))
    changes = None
    with suppress(EngineError):
        changes = _changes(engine, generations, before, publication.name) if before else None
    return RollbackReport(generations.manifest(publication.name), changes, publication.warning)


def rolled_back_from(generations: Generations) -> str | None:
    """Return the newest generation if an earlier one is current, None if the newest is, or nothing was published."""
    current, names = generations.current_or_none(), generations.names()
    return names[-1] if current and names[-1] != current else None


def _change_log(generations: Generations, target: str) -> ChangeLog | None:
    """Return the log for a generation that becomes current again, or None if it has none: it is continued, not rewound.

    Programs that follow the catalog learn that its resources are as they were.
    """
    log = generations.published_change_log(target)
    now = time_of_change(generations, dt.datetime.now(dt.UTC).replace(microsecond=0))
    return continued(latest_change_log(generations), log.versions(), now) if log else None


def _changes(engine: Engine, generations: Generations, before: str, after: str) -> Changes:
    """Return what visitors see of one generation and not of the other."""
    old, new = (read_published(engine, generations, name) for name in (before, after))
    editorial = tuple(PART_LABELS[part] for part in differing_parts(new.editorial, old.editorial))
    return find_changes(old.indexed, new.indexed, editorial)
