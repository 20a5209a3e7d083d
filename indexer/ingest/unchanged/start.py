"""What a run has at its start, before its first step."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass

from catalog.errors import EngineError
from catalog.generations.generation import Generations
from catalog.search.ports import Engine
from catalog.settings import Settings
from indexer.ingest.unchanged.inputs import RunInputs, list_inputs
from indexer.ingest.unchanged.verification import Verification
from indexer.sandbox.tesseract import Tesseract, find_tesseract


@dataclass(frozen=True, slots=True)
class RunStart:
    """The engine and its generations, Tesseract if it is installed, and the folders as they were listed.

    The files of the current generation are read in the meantime, for `verification`. `started` is by the monotonic
    clock.
    """

    engine: Engine
    generations: Generations
    tesseract: Tesseract | None
    inputs: RunInputs
    verification: Verification
    started: float

    def elapsed_s(self) -> float:
        """Return the seconds since the start."""
        return round(time.monotonic() - self.started, 3)

    def digest(self, settings: Settings) -> str:
        """Return what differs as soon as a run may have another result; empty if that cannot be told."""
        with suppress(EngineError):
            generations = (*self.generations.names(), self.generations.current())
            return self.inputs.digest(settings, self.tesseract.signature if self.tesseract else "", *generations)
        return ""

    def has_intact_generation(self) -> bool:
        """Return whether the current generation is as it was published, when all of its files are read."""
        with suppress(EngineError, OSError):
            self.generations.verify(self.generations.current(), self.verification.files())
            return True
        return False


def start_run(settings: Settings, engine: Engine, generations: Generations) -> RunStart:
    """Begin a run: list what it reads, and read the files of the current generation in another thread."""
    started, verification = time.monotonic(), Verification(generations)
    return RunStart(engine, generations, find_tesseract(settings), list_inputs(settings), verification, started)
