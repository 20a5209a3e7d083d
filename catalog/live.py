"""The current generation, kept open for readers and replaced when a newer one is published."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from catalog.editorial.best_bets import BestBets
from catalog.editorial.model import Editorial, read_editorial
from catalog.editorial.site_search import SitePages
from catalog.errors import DamagedError, EngineError, EngineUnavailableError, NoGenerationError, TaxonomyError
from catalog.generations.generation import TAXONOMY, Generations
from catalog.generations.manifest import Manifest, VerifiedFiles
from catalog.search.ports import index_format, load_engine
from catalog.search.query.tree import Query
from catalog.search.result import SearchResult
from catalog.search.searcher import Searcher, open_searcher
from catalog.settings import Settings, load_settings
from catalog.store.taxonomy import load_taxonomy
from catalog.taxonomy import Taxonomy

LOG = logging.getLogger("clearinghouse")

RETRY_S = 5.0
"""Seconds between attempts to open a generation of an engine that is unavailable."""

Signature = tuple[int, int]
"""The modification time and inode of CURRENT, which change with each publication."""


@dataclass(frozen=True, slots=True)
class _Unavailable:
    """Why a generation could not be opened, and when to try again."""

    message: str
    retry_at: float


@dataclass(frozen=True, slots=True)
class OpenGeneration:
    """A generation open for reading, with the vocabularies and editorial content published with it."""

    manifest: Manifest
    searcher: Searcher
    bets: BestBets
    pages: SitePages
    editorial: Editorial

    def search(self, query: Query, day: dt.date, language: str = "en") -> SearchResult:
        """Return the searcher's result with the best bets of a day and matching site pages.

        `language` is that of the pages; pages without a translation are in English.
        """
        result = self.searcher.search(query)
        bets = self.bets.best_bets(query, day, self.searcher)
        return replace(result, best_bets=bets, pages=self.pages.matching(query, language, result.complete))


class LiveSearcher:
    """Provides the current generation to a process. Safe to share between threads.

    A damaged generation is never opened: a process keeps the one it has open, or else opens the newest intact one.
    While the engine cannot be reached, a process keeps the generation it has open and tries again later.
    """

    def __init__(
        self, settings: Settings, *, prepare: Callable[[Searcher], None] | None = None, retry_s: float = RETRY_S
    ) -> None:
        """Take the settings; nothing is opened yet.

        `prepare` is called for each new generation in the background, which pays off in a process that serves many
        searches.
        `retry_s` is the time between attempts to open a generation while the engine is unavailable.
        """
        self._prepare = prepare
        self._retry_s = retry_s
        self._pointer = settings.data / "CURRENT"
        self._engine = load_engine(settings)
        self._generations = Generations(settings.data, self._engine, settings.keep_generations)
        self._verified: VerifiedFiles = {}
        self._last_signature: Signature | None = None
        self._current: OpenGeneration | None = None
        self._unavailable: _Unavailable | None = None
        self._opening_lock = threading.Lock()

    def current(self) -> Searcher:
        """Return the current generation's searcher; raise as `current_generation` does."""
        return self.current_generation().searcher

    def current_generation(self) -> OpenGeneration:
        """Return the current generation. If nothing has changed, this costs one `stat` of a file.

        Raises NoGenerationError before the first publication, DamagedError if no generation is intact, and
        EngineUnavailableError if none is open and the engine cannot be reached.
        """
        signature = self._signature()
        # One thread opens a new generation. The others use the one that is open, or wait if there is none.
        if self._is_stale(signature) and self._opening_lock.acquire(blocking=self._current is None):
            try:
                if self._is_stale(signature):
                    self._refresh(signature)
            finally:
                self._opening_lock.release()
        current, unavailable = self._current, self._unavailable
        if current is not None:
            return current
        if unavailable is not None:
            raise EngineUnavailableError(unavailable.message)
        raise NoGenerationError("nothing has been indexed yet: run 'clearinghouse index'")

    def _signature(self) -> Signature | None:
        try:
            status = self._pointer.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def _is_stale(self, signature: Signature | None) -> bool:
        """Return whether there is something to open: a new pointer, or another attempt is due."""
        unavailable = self._unavailable
        if unavailable is not None:
            return time.monotonic() >= unavailable.retry_at
        return self._current is None or signature != self._last_signature

    def _refresh(self, signature: Signature | None) -> None:
        try:
            self._current, self._unavailable = self._open_newest(), None
        except EngineUnavailableError as error:
            if self._unavailable is None:
                LOG.warning("the current generation cannot be opened now: %s", error)
            self._unavailable = _Unavailable(str(error), time.monotonic() + self._retry_s)
        self._last_signature = signature

    def _open_newest(self) -> OpenGeneration:
        """Return the generation that CURRENT names, or a substitute; raise EngineUnavailableError to try later."""
        try:
            name = self._generations.current()
            if self._current and self._current.manifest.generation == name:
                return self._current
            return self._open(name)
        except NoGenerationError:
            if self._current is None:
                raise
            return self._current
        except EngineUnavailableError:
            raise
        except EngineError as error:
            LOG.error("the current generation cannot be read: %s", error)  # noqa: TRY400  # the message is enough
            return self._current or self._open_fallback(error)

    def _open_fallback(self, reason: EngineError) -> OpenGeneration:
        for name in reversed(self._generations.names()):
            try:
                generation = self._open(name)
            except EngineUnavailableError:
                raise
            except EngineError:
                continue
            LOG.warning("serving generation %s instead", name)
            return generation
        raise reason

    def _open(self, name: str) -> OpenGeneration:
        manifest, damaged = self._generations.inspect(name, self._engine.DERIVED, self._verified)
        if manifest.format != index_format(self._engine):
            raise DamagedError(f"generation {name} has a different format or facets: run 'clearinghouse index'")
        folder = self._generations.folder(name)
        try:
            taxonomy = self._load_taxonomy(manifest, folder)
            searcher = open_searcher(self._engine, folder, taxonomy, name, damaged)
            editorial = read_editorial(folder)
            pages = SitePages(editorial.pages, editorial.sites, editorial.toolkits, taxonomy)
            generation = OpenGeneration(manifest, searcher, BestBets(editorial.bets, taxonomy), pages, editorial)
        except (OSError, TaxonomyError) as error:  # it was verified above, so it was removed since
            raise DamagedError(f"generation {name} was removed while it was opened: {error}") from error
        if self._prepare:
            arguments = (self._prepare, searcher)
            threading.Thread(target=_in_background, args=arguments, name=f"prepare {name}", daemon=True).start()
        return generation

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
