"""Commands that change the corpus take turns: what one plans from the files is still true when it writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from catalog.generations.lock import ignore_notice, locked
from catalog.settings import Settings
from indexer.editing.atomic_files import WritingError

LOCK_NAME = "editing.lock"
TURN_WAIT_S = 30.0
"""Seconds to wait for another command."""


@contextmanager
def editing(settings: Settings, notify: Callable[[str], None] = ignore_notice) -> Iterator[None]:
    """Hold the turn of changing the corpus, from the first file that is read to the last one that is written.

    Raises LockedError if another command has it for too long, and WritingError if the data folder cannot be written.
    """
    path = settings.data / LOCK_NAME
    with ExitStack() as stack:
        try:
            settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
            stack.enter_context(locked(path, TURN_WAIT_S, notify, doing="changing the corpus"))
        except OSError as error:
            raise WritingError(f"{path}: this could not be written: {error.strerror or error}") from error
        yield
