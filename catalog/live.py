"""The current generation, held open for readers and swapped when a newer one is published."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from dataclasses import dataclass, replace
from pathlib import Path

from catalog.config import Settings
from catalog.editorial.best_bets import BestBets
from catalog.editorial.model import Editorial, read_editorial
from catalog.editorial.site_search import SitePages
from catalog.errors import DamagedError, EngineError, NoGenerationError, TaxonomyError
from catalog.generations.generation import TAXONOMY, Generations, Manifest, Trusted
from catalog.search.ports import index_format, load_engine
from catalog.search.query.tree import Query
from catalog.search.result import SearchResult
from catalog.search.searcher import Searcher, open_searcher
from catalog.store.taxonomy import load_taxonomy
from catalog.taxonomy import Taxonomy

LOG = logging.getLogger("clearinghouse")

Signature = tuple[int, int]


@dataclass(frozen=True, slots=True)
class OpenGeneration:
    """A generation open for reading; it brings the vocabularies and what editors wrote, as published with it."""

    manifest: Manifest
    searcher: Searcher
    bets: BestBets
    pages: SitePages
    editorial: Editorial

    def search(self, query: Query, day: dt.date, language: str = "en") -> SearchResult:
        """Answer a query as the searcher does, with what editors recommend for it on `day`, and their pages on it.

        `language` is that of the pages; those that are not in it are in English.
        """
        result = self.searcher.search(query)
        bets = self.bets.shown(query, day, self.searcher)
        return replace(result, best_bets=bets, pages=self.pages.matching(query, language, result.complete))


class LiveSearcher:
    """Gives the newest generation that can be read. Made once in each process; safe to share between threads.

    A damaged generation is never opened: whoever has an older one open keeps it, and a process that has none takes
    the newest one that is whole.
    """

    def __init__(self, settings: Settings, *, warm: bool = False) -> None:
        """Take where the generations are; nothing is opened yet.

        `warm` prepares each new one beside its first questions, as a process that answers many should.
        """
        self._warm = warm
        self._pointer = settings.data / "CURRENT"
        self._generations = Generations(settings.data)
        self._engine = load_engine(settings.engine)
        self._trusted: Trusted = {}
        self._seen: Signature | None = None
        self._opened: OpenGeneration | None = None
        self._swapping = threading.Lock()

    def current(self) -> Searcher:
        """Return the current generation's searcher; raise NoGenerationError before the first publication."""
        return self.opened().searcher

    def opened(self) -> OpenGeneration:
        """Return the current generation, its manifest too. Costs one look at a file's date when nothing changed."""
        signature = self._signature()
        stale = self._opened is None or signature != self._seen
        # One thread opens what is new. The others go on with what is there, and wait only at the first start.
        if stale and self._swapping.acquire(blocking=self._opened is None):
            try:
                if self._opened is None or signature != self._seen:
                    self._opened = self._newest()
                    self._seen = signature
            finally:
                self._swapping.release()
        if self._opened is None:
            raise NoGenerationError("nothing has been indexed yet: run 'clearinghouse index'")
        return self._opened

    def _signature(self) -> Signature | None:
        try:
            status = self._pointer.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def _newest(self) -> OpenGeneration:
        """Return the generation CURRENT names, or the best there is in its place."""
        try:
            name = self._generations.current()
            if self._opened and self._opened.manifest.generation == name:
                return self._opened
            return self._open(name)
        except NoGenerationError:
            if self._opened is None:
                raise
            return self._opened
        except EngineError as error:
            LOG.error("the current generation cannot be read: %s", error)  # noqa: TRY400  # the message says it all
            return self._opened or self._fallback(error)

    def _fallback(self, reason: EngineError) -> OpenGeneration:
        for name in reversed(self._generations.names()):
            try:
                opened = self._open(name)
            except EngineError:
                continue
            LOG.warning("serving generation %s instead", name)
            return opened
        raise reason

    def _open(self, name: str) -> OpenGeneration:
        manifest, damaged = self._generations.inspect(name, self._engine.DERIVED, self._trusted)
        if manifest.format != index_format(self._engine):
            raise DamagedError(f"generation {name} has another format or other facets: run 'clearinghouse index'")
        folder = self._generations.folder(name)
        try:
            taxonomy = self._taxonomy(manifest, folder)
            searcher = open_searcher(self._engine, folder, taxonomy, name, damaged)
            editorial = read_editorial(folder)
            pages = SitePages(editorial.pages, editorial.sites, editorial.toolkits, taxonomy)
            opened = OpenGeneration(manifest, searcher, BestBets(editorial.bets, taxonomy), pages, editorial)
        except (OSError, TaxonomyError) as error:  # it was whole a moment ago
            raise DamagedError(f"generation {name} went away while it was opened: {error}") from error
        if self._warm:
            threading.Thread(target=searcher.warm, name=f"warm {name}", daemon=True).start()
        return opened

    def _taxonomy(self, manifest: Manifest, folder: Path) -> Taxonomy:
        """Return the generation's vocabularies: those of the one that is open where the file is the same."""
        known = self._opened
        if known and known.manifest.files[TAXONOMY] == manifest.files[TAXONOMY]:
            return known.searcher.taxonomy
        return load_taxonomy(folder / TAXONOMY)
