"""Makes a change of the corpus and publishes it."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.settings import Settings
from indexer.editing.change_set import ChangeDraft, ChangeSet
from indexer.editing.git_commits import commit
from indexer.editing.history import History, editor_name
from indexer.ingest.model import IngestOptions, IngestReport, NoProgress, Progress
from indexer.ingest.pipeline import ingest


@dataclass(frozen=True, slots=True)
class PublishedChange:
    """A change that was made, and the run that published it; None if that was not wanted. `notes` are for editors."""

    change_set: ChangeSet
    report: IngestReport | None
    notes: tuple[str, ...] = ()


def make_change(
    settings: Settings, draft: ChangeDraft, progress: Progress | None = None, *, publish: bool = True
) -> PublishedChange:
    """Write the files of a draft as one change set, commit it if the corpus is a git checkout, and publish it.

    Raises CatalogError if the files cannot be written; then they are as they were. That the run then publishes nothing,
    because too many records are refused, for instance, is in its report.
    """
    progress = progress or NoProgress()
    change_set = History(settings).apply(draft, editor_name(settings), progress.notify)
    note = commit(settings.corpus, change_set) if settings.git_commits else ""
    options = IngestOptions(intended=draft.fields.keys())
    report = ingest(settings, options, progress) if publish else None
    return PublishedChange(change_set, report, tuple(filter(None, (note,))))
