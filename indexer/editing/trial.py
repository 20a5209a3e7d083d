"""Tells what a change of the corpus would bring before it is made."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from catalog.settings import Settings
from indexer.editing.change_set import ChangeDraft, FileVersions
from indexer.ingest.model import IngestOptions, IngestReport, Progress
from indexer.ingest.pipeline import ingest

RECORDS = "records"


def try_change(settings: Settings, draft: ChangeDraft, progress: Progress) -> IngestReport:
    """Return the report of a dry run as if a change had been made; the corpus stays as it is.

    Records that are added or changed count. New documents do not: nothing of them is read.
    """
    with TemporaryDirectory(prefix="clearinghouse-") as folder:
        planned: dict[str, Path] = {}
        for path, file in draft.files.items():
            if path.parts[0] == RECORDS and isinstance(file, FileVersions) and file.after is not None:
                place = Path(folder, *path.parts[1:])
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(file.after)
                planned["/".join(path.parts[1:])] = place
        return ingest(settings, IngestOptions(dry_run=True, planned=planned), progress)
