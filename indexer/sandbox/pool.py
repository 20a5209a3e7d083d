"""Sandboxed extraction: every document is read in its own child process, with limits and without other resources.

The protection depends on the system:

- Everywhere, time, memory, processor time and output are limited. The child has only the descriptor of the answer's
  pipe and cannot get another one, so it can open no file or socket. It can write nothing and start no process or
  thread. If root runs the index, the child runs as the user nobody. The child ends with its parent.
- With Landlock (Linux 5.13), the child also cannot run programs, or create, rename or delete files by name. From
  version 4 (Linux 6.7) it also denies TCP, and from version 6 (Linux 6.12) signals to other processes.
- Without Landlock, a document that takes over its extractor can do these things, and the log says so once.

Scanned pages are recognized afterwards, where Tesseract is installed, in further processes (`recognizer.py`).

The parent does not trust a child: the answer is JSON with a length, and is validated like any input.
"""

from __future__ import annotations

import functools
import logging
from dataclasses import replace

from catalog.errors import ExtractError
from indexer.extract.result import Extraction
from indexer.extract.scans.merging import has_scans, with_recognized_pages
from indexer.sandbox import landlock
from indexer.sandbox.child import ExtractorProcess, Job, Outcome
from indexer.sandbox.limits import Limits
from indexer.sandbox.process_pool import ProcessPool
from indexer.sandbox.protocol import from_json
from indexer.sandbox.recognizer import recognize_in_child
from indexer.sandbox.tesseract import Tesseract
from indexer.sandbox.worker import extract_in_child

__all__ = ["ExtractorPool", "Job", "Limits", "Outcome"]

RECOGNITION_GRACE_S = 30.0
"""Recognition ends by itself at its own limit; this much later the parent ends it."""

log = logging.getLogger(__name__)


class ExtractorPool(ProcessPool[Extraction]):
    """Extracts documents in child processes. `extractor` names the function, as `module:function`."""

    def __init__(
        self,
        *,
        limits: Limits,
        workers: int | None = None,
        extractor: str = "indexer.extract:extract",
        tesseract: Tesseract | None = None,
    ) -> None:
        """Start nothing: the first document starts a child. With `tesseract`, scanned pages are recognized."""
        super().__init__(workers)
        self._limits = limits
        self._extractor = extractor
        self._tesseract = tesseract
        self._unrecognized: dict[ExtractorProcess[Extraction], Outcome] = {}
        _warn_about_missing_protection()

    def _process(self, job: Job) -> ExtractorProcess[Extraction]:
        return ExtractorProcess(job, self._context, extract_in_child, self._extractor, self._limits, decode=from_json)

    def _finish(
        self, process: ExtractorProcess[Extraction], outcome: Outcome
    ) -> Outcome | ExtractorProcess[Extraction]:
        """Return the outcome of a process, or one that recognizes the document's scanned pages."""
        if process in self._unrecognized:
            return with_recognized_pages(self._unrecognized.pop(process), outcome)
        if self._tesseract and has_scans(outcome):
            try:
                recognition = self._recognition(process.job, self._tesseract)
            except ExtractError:
                return outcome
            self._unrecognized[recognition] = outcome
            return recognition
        return outcome

    def _recognition(self, job: Job, tesseract: Tesseract) -> ExtractorProcess[Extraction]:
        """Return a process that recognizes the scanned pages of a document; raise ExtractError if it cannot start."""
        limits = replace(self._limits, wall_s=tesseract.document_s + RECOGNITION_GRACE_S)
        return ExtractorProcess(job, self._context, recognize_in_child, tesseract, limits, decode=from_json)


@functools.cache
def _warn_about_missing_protection() -> None:
    """Log, once in this process, which protection the kernel lacks."""
    version = landlock.abi()
    if version == 0:
        log.warning(
            "This system has no Landlock: a document that takes over its extractor could run programs or delete files "
            "as this user. It still has no network access and cannot read or write files."
        )
    elif version < landlock.SCOPE_ABI:
        log.info("This system's Landlock (version %d) does not stop signals to other processes.", version)
