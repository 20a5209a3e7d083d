"""The current generation, kept open for readers and replaced when a newer one is published."""

from __future__ import annotations

import datetime as dt
import logging
import math
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path

from catalog.editorial.best_bets import BestBets
from catalog.editorial.model import Editorial, read_editorial
from catalog.editorial.site_search import SitePages
from catalog.errors import (
    DamagedError,
    EngineError,
    EngineUnavailableError,
    NoGenerationError,
    UnreadableError,
)
from catalog.generations.change_log import StoredChangeLog
from catalog.generations.generation import CURRENT, TAXONOMY, Generations
from catalog.generations.manifest import Manifest, VerifiedFiles
from catalog.search.pipeline import IdsFor, none_first
from catalog.search.ports import index_format, load_engine
from catalog.search.query.tree import Query
from catalog.search.result import SearchResult
from catalog.search.searcher import Searcher, open_searcher
from catalog.settings import Settings, load_settings
from catalog.store.taxonomy import load_taxonomy
from catalog.taxonomy import Taxonomy

LOG = logging.getLogger("clearinghouse")

RETRY_S = 1.0
"""Seconds until a generation that could not be opened is tried again; twice as many after each further failure."""
MAX_RETRY_S = 60.0

Signature = tuple[int, int]
"""The modification time and inode of CURRENT, which change with each publication."""


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why the current generation is not open, and when to try again, if ever; a new CURRENT is always tried."""

    error: EngineError
    retry_at: float
    delay_s: float


@dataclass(frozen=True, slots=True)
class OpenGeneration:
    """A generation open for reading, with the vocabularies and editorial content published with it.

    `folder` may be removed while the generation is open. `changes` is the log of all changes up to now.
    """

    manifest: Manifest
    searcher: Searcher
    bets: BestBets
    pages: SitePages
    editorial: Editorial
    folder: Path
    changes: StoredChangeLog

    @property
    def revision(self) -> str:
        """What tells apart everything that can be published: the generation, and its change log.

        A rollback gives a generation another log.
        """
        return f"{self.manifest.generation}.{self.changes.digest[:8]}"

    @property
    def published_at(self) -> dt.datetime:
        """The aware time of publication, in UTC."""
        return dt.datetime.fromisoformat(self.manifest.published_at)

    def search(
        self, query: Query, day: dt.date, language: str = "en", *, recommended_first: bool = False
    ) -> SearchResult:
        """Return the searcher's result with the best bets of a day and matching site pages.

        `language` is that of the pages and summaries, as far as they are translated. With `recommended_first`, the
        resources among the best bets come first by relevance, if they match.
        """
        query = replace(query, language=language)
        first = self.recommended_on(day) if recommended_first else none_first
        result = self.searcher.search(query, first)
        bets = self.bets.best_bets(replace(query, text=result.searched_text), day, self.searcher)
        return replace(result, best_bets=bets, pages=self.pages.matching(query, language, result.complete))

    def recommended_on(self, day: dt.date) -> IdsFor:
        """Return a function that returns the ids of the resources recommended for a text on a day."""
        return lambda text: self.bets.recommended_ids(text, day, self.searcher)


class LiveSearcher:
    """Provides the current generation to a process. Safe to share between threads.

    A damaged generation is never opened: a process keeps the one it has open, or else opens the newest intact one.
    A generation that cannot be read, or whose engine cannot be reached, need not be damaged: it is tried again.
    """

    def __init__(
        self, settings: Settings, *, prepare: Callable[[Searcher], None] | None = None, retry_s: float = RETRY_S
    ) -> None:
        """Take the settings; nothing is opened yet.

        `prepare` is called for each new generation in the background, which pays off in a process that serves many
        searches.
        `retry_s` is the time until a generation that could not be opened is tried again for the first time.
        """
        self._prepare = prepare
        self._retry_s = retry_s
        self._pointer = settings.data / CURRENT
        self._engine = load_engine(settings)
        self._generations = Generations(settings.data, self._engine, settings.keep_generations)
        self._verified = VerifiedFiles()
        self._last_signature: Signature | None = None
        self._current: OpenGeneration | None = None
        self._failure: _Failure | None = None
        self._opening_lock = threading.Lock()

    def current(self) -> Searcher:
        """Return the current generation's searcher; raise as `current_generation` does."""
        return self.current_generation().searcher

    def current_generation(self) -> OpenGeneration:
        """Return the current generation. If nothing has changed, this costs one `stat` of a file.

        Raises NoGenerationError before the first publication, DamagedError if no generation is intact, UnreadableError
        if none can be read at the moment, and EngineUnavailableError if none is open and the engine cannot be reached.
        """
        signature = self._signature()
        # One thread opens a new generation. The others use the one that is open, or wait if there is none.
        if self._is_stale(signature) and self._opening_lock.acquire(blocking=self._current is None):
            try:
                if self._is_stale(signature):
                    self._refresh(signature)
            finally:
                self._opening_lock.release()
        current, failure = self._current, self._failure
        if current is not None:
            return current
        if failure is not None:
            raise copy(failure.error)
        raise NoGenerationError("nothing has been indexed yet: run 'clearinghouse index'")

    def settled_revision(self) -> str | None:
        """Return the revision of the current generation, or None if there is none or the next request opens another."""
        current = self._current
        return None if current is None or self._is_stale(self._signature()) else current.revision

    def _signature(self) -> Signature | None:
        try:
            status = self._pointer.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def _is_stale(self, signature: Signature | None) -> bool:
        """Return whether there is something to open: a new pointer, or another attempt is due."""
        failure = self._failure
        if signature != self._last_signature:
            return True
        return time.monotonic() >= failure.retry_at if failure else self._current is None

    def _refresh(self, signature: Signature | None) -> None:
        """Open what CURRENT names, or keep what is open, or else open a substitute."""
        try:
            self._current, self._failure = self._open_newest(), None
        except NoGenerationError:
            self._failure = None
        except EngineError as error:
            self._current = self._current or self._open_fallback(error)
            self._failure = self._next_failure(error, is_new=signature != self._last_signature)
        self._last_signature = signature

    def _next_failure(self, error: EngineError, *, is_new: bool) -> _Failure:
        """Return a failure, and log it if it is not the same as before."""
        previous = None if is_new else self._failure
        may_pass = isinstance(error, UnreadableError | EngineUnavailableError)
        if previous is None or str(previous.error) != str(error):
            instead = f" ({self._current.manifest.generation} is served instead)" if self._current else ""
            level = logging.WARNING if may_pass else logging.ERROR
            LOG.log(level, "the current generation cannot be opened%s: %s", instead, error)
        delay_s = min(2 * previous.delay_s, MAX_RETRY_S) if previous else self._retry_s
        is_tried_again = may_pass or self._current is None
        return _Failure(error, time.monotonic() + delay_s if is_tried_again else math.inf, delay_s)

    def _open_newest(self) -> OpenGeneration:
        """Return the generation that CURRENT names."""
        name = self._generations.current()
        if self._current and self._current.manifest.generation == name:
            return replace(self._current, changes=self._change_log(self._current.manifest, self._current.searcher))
        return self._open(name)

    def _open_fallback(self, reason: EngineError) -> OpenGeneration | None:
        """Return the newest generation that can be opened, or None; also None if the engine cannot be reached."""
        if isinstance(reason, EngineUnavailableError):
            return None
        with suppress(EngineError):
            for name in reversed(self._generations.names()):
                with suppress(DamagedError):
                    return self._open(name)
        return None

    def _open(self, name: str) -> OpenGeneration:
        try:
            generation = self._open_intact(name)
        except EngineError:
            raise
        except Exception as error:  # every file was verified, so whatever this is, it may pass
            raise UnreadableError(f"generation {name} cannot be opened: {error}") from error
        self._verified.forget_unused()
        if self._prepare:
            arguments = (self._prepare, generation.searcher)
            with suppress(RuntimeError):  # no thread can be started at the moment
                threading.Thread(target=_in_background, args=arguments, name=f"prepare {name}", daemon=True).start()
        return generation

    def _open_intact(self, name: str) -> OpenGeneration:
        """Return a generation after verifying its files; raise DamagedError if it differs from what was published."""
        manifest, damaged = self._generations.inspect(name, self._engine.DERIVED, self._verified)
        if manifest.format != index_format(self._engine):
            raise DamagedError(f"generation {name} has a different format or facets: run 'clearinghouse index'")
        folder = self._generations.folder(name)
        taxonomy = self._load_taxonomy(manifest, folder)
        editorial = read_editorial(folder)
        searcher = open_searcher(self._engine, folder, taxonomy, name, damaged, known_queries=editorial.known_queries)
        pages = SitePages(editorial.pages, editorial.sites, editorial.toolkits, taxonomy)
        return OpenGeneration(
            manifest=manifest,
            searcher=searcher,
            bets=BestBets(editorial.bets, taxonomy),
            pages=pages,
            editorial=editorial,
            folder=folder,
            changes=self._change_log(manifest, searcher),
        )

    def _change_log(self, manifest: Manifest, searcher: Searcher) -> StoredChangeLog:
        """Return the change log of a generation: that of the last rollback to it, if there was one."""
        content = self._generations.change_log_content(manifest.generation)
        return StoredChangeLog(content, self._current_since(manifest), searcher.ids)

    def _current_since(self, manifest: Manifest) -> dt.datetime:
        """Return when a generation was published, or became current again, as far as that is known."""
        times = [dt.datetime.fromisoformat(manifest.published_at)]
        if signature := self._signature():
            times.append(dt.datetime.fromtimestamp(signature[0] // 1_000_000_000, dt.UTC))
        return max(times)

    def _load_taxonomy(self, manifest: Manifest, folder: Path) -> Taxonomy:
        """Return the generation's vocabularies; if the file has not changed, those of the open generation."""
        current = self._current
        if current and current.manifest.files[TAXONOMY] == manifest.files[TAXONOMY]:
            return current.searcher.taxonomy
        return load_taxonomy(folder / TAXONOMY)


def _in_background(prepare: Callable[[Searcher], None], searcher: Searcher) -> None:
    try:
        prepare(searcher)
    except EngineUnavailableError as error:
        LOG.warning("generation %s was not prepared: %s", searcher.generation, error)


def open_catalog(settings: Settings | None = None) -> Searcher:
    """Return the current generation, open for reading; `settings` default to those of load_settings().

    Later generations are not opened: long-running processes use a LiveSearcher. Raises ConfigError for wrong settings,
    NoGenerationError before the first publication, and EngineError if no generation can be read.
    """
    return LiveSearcher(settings or load_settings()).current()
