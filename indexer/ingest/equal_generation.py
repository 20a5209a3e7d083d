"""Finds an earlier generation that has the very entries of a run, so that nothing has to be indexed again.

After an undo, for instance, the catalog is as it was before the change.
"""

from __future__ import annotations

from dataclasses import dataclass

from catalog.errors import EngineError
from catalog.generations.digests import logical_digest
from indexer.ingest.plan import Ledger, make_plan, read_ledger
from indexer.ingest.scan import IngestRun, Scan


@dataclass(frozen=True, slots=True)
class EqualGeneration:
    """The name of a generation, and its ledger with the problems that documents have today."""

    name: str
    ledger: Ledger


def find_equal_generation(run: IngestRun, scan: Scan) -> EqualGeneration | None:
    """Return the newest intact generation that has the entries that a run would write; None if there is none.

    None, too, if everything is to be indexed again, or if records stay of which only the last good version is known.
    """
    if not scan.base or scan.plan.is_empty or scan.plan.retained:
        return None
    digest = ""
    for name in sorted(run.generations.names(), reverse=True):
        try:
            manifest = run.generations.manifest(name)
            if name == scan.base or manifest.records != len(scan.stamps):
                continue
            digest = digest or logical_digest(scan.stamps)
            if manifest.digest != digest:
                continue
            run.generations.verify(name, run.start.verification.files())
            ledger = read_ledger(run.generations.folder(name))
        except (OSError, EngineError):
            continue
        if make_plan(scan.contents, scan.stamps, ledger, ocr=run.documents.ocr).is_empty:
            return EqualGeneration(name, scan.entries_of_today(ledger))
    return None
