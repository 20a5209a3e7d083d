"""Finds the documents whose pages have no pictures yet, and removes the pictures of documents that are gone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from catalog.errors import DamagedError
from catalog.generations.generation import Generations
from catalog.generations.page_pictures import PagePictures
from indexer.ingest.documents.local_document import LocalDocument
from indexer.ingest.plan import read_ledger
from indexer.sandbox.child import Job

_HEAD_BYTES = 1024
_PDF_MARK = b"%PDF-"
"""Somewhere in the first _HEAD_BYTES of a PDF, as readers have it."""


def undrawn_jobs(documents: Iterable[LocalDocument | None], pictures: PagePictures) -> dict[str, Job]:
    """Return the jobs, by hash, for PDFs whose pages have not been drawn; none if pictures are turned off.

    Only PDFs of ours have pictures: pages of documents on other sites are not copied.
    """
    jobs: dict[str, Job] = {}
    for local in documents if pictures.max_pages else ():
        if (
            local
            and local.document.path
            and local.file
            and local.sha256
            and _is_pdf(local.file)
            and not pictures.has(local.sha256)
        ):
            jobs[local.sha256] = Job(local.file, str(local.document.path), local.sha256)
    return jobs


def _is_pdf(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _PDF_MARK in file.read(_HEAD_BYTES)
    except OSError:
        return False


def prune_pictures(pictures: PagePictures, generations: Generations, present: Iterable[LocalDocument | None]) -> None:
    """Remove the pictures of documents that are neither in a generation nor among the present ones."""
    keep = {local.sha256 for local in present if local and local.sha256}
    if pictures.stored().keys() - keep:
        for name in generations.names():
            try:
                ledger = read_ledger(generations.folder(name))
            except DamagedError:
                return  # its documents are unknown
            keep |= {sha256 for entry in ledger.values() for sha256 in entry.sha256s.values()}
    pictures.prune(keep)
