"""Remembers in a record that it is a newer edition of others."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.errors import CatalogError
from catalog.settings import Settings
from catalog.text import did_you_mean
from indexer.check.corpus_edits import CorpusEdits
from indexer.check.duplicates.corpus import read_corpus
from indexer.check.supersession import older_records
from indexer.editing.change_set import ChangeDraft, EditKind

MIN_EDITIONS = 2


class EditionsError(CatalogError):
    """Records cannot be set in the order of their editions."""


def plan_supersedes(settings: Settings, records: Sequence[str], why: str = "") -> ChangeDraft:
    """Return the change by which the first of some records supersedes the others; nothing is written.

    Raises EditionsError if a record does not exist, or an older one supersedes the newer one already.
    """
    _taxonomy, contents = read_corpus(settings.corpus, settings.data)
    stored = {item.id: item for item in (*contents.records, *contents.drafts, *contents.withdrawn)}
    for record in records:
        if record not in stored:
            raise EditionsError(f"there is no record '{record}'{did_you_mean(record, stored)}")
    if len(set(records)) < MIN_EDITIONS:
        raise EditionsError("name the newer record first, and then those that it supersedes")
    newer, *older = dict.fromkeys(records)
    for record in older:
        if newer in older_records(record, stored):
            raise EditionsError(f"'{record}' supersedes '{newer}' already: name the newer one first")
    edits = CorpusEdits(settings.corpus, contents)
    present = stored[newer].details.supersedes
    supersedes = list(dict.fromkeys((*present, *older)))
    if supersedes != list(present):
        edits.records.edit(newer, {"supersedes": supersedes})
    return edits.draft(EditKind.EDIT, f"{newer} supersedes {' and '.join(older)}", why)
