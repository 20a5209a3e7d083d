"""Runs of hostile documents in the sandbox."""

from __future__ import annotations

from collections.abc import Iterable

from catalog.errors import ExtractError
from indexer.extract.result import Extraction
from indexer.sandbox.pool import ExtractorPool, Job, Limits

EXTRACTOR = "hostile_extractors:by_first_word"
QUICK = Limits(wall_s=0.5, memory_bytes=400 << 20, output_bytes=1 << 20, input_bytes=1 << 20)
PATIENT = Limits(wall_s=20.0, memory_bytes=400 << 20, output_bytes=1 << 20, input_bytes=1 << 20)


def outcomes(jobs: Iterable[Job], limits: Limits = PATIENT) -> list[tuple[Job, Extraction | ExtractError]]:
    """Run jobs in two workers; return each with its outcome."""
    with ExtractorPool(limits=limits, workers=2, extractor=EXTRACTOR) as pool:
        return list(pool.run(jobs))


def extraction_error(job: Job, limits: Limits = PATIENT) -> ExtractError:
    """Run a job that must fail; return its error."""
    ((_, outcome),) = outcomes([job], limits)
    assert isinstance(outcome, ExtractError), outcome
    return outcome


def extracted_text(job: Job, limits: Limits = PATIENT) -> str:
    """Run a job that must succeed; return the text of its first section."""
    ((_, outcome),) = outcomes([job], limits)
    assert isinstance(outcome, Extraction), outcome
    return outcome.sections[0].text
