"""Reads the files of the current generation in another thread, while a run looks at the corpus."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread

from catalog.errors import EngineError
from catalog.generations.generation import Generations
from catalog.generations.manifest import VerifiedFiles


class Verification:
    """The files of the current generation that are as they were published, as soon as all are read."""

    def __init__(self, generations: Generations) -> None:
        """Begin to read them."""
        self._generations = generations
        self._verified = VerifiedFiles()
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        with suppress(EngineError, OSError):  # whoever uses the generation looks at it again, and says what is wrong
            self._generations.verify(self._generations.current(), self._verified)

    def files(self) -> VerifiedFiles:
        """Return the files, when all are read."""
        self._thread.join()
        return self._verified
