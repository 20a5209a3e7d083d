"""Remembers in the corpus which records are not the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from catalog.errors import CatalogError
from catalog.schemas.editorial.distinct_records import MAX_WHY
from catalog.settings import Settings
from catalog.store.editorial.distinct_records import FILE
from catalog.store.files.yaml_json import parse_yaml
from catalog.text import did_you_mean
from indexer.check.duplicates.corpus import read_corpus
from indexer.editing.atomic_files import read_or_none
from indexer.editing.change_set import ChangeDraft, EditKind, FileVersions
from indexer.editing.history import editor_name
from indexer.editing.texts.yaml_text import YamlEdit, edit_yaml, new_yaml

MIN_DISTINCT = 2
"""Records that are not the same: at least so many."""
HEADER = """\
# Records that look alike and are not the same: 'clearinghouse duplicates' does not list them again.
# records: two or more ids; why: how they differ; who and on: who says so, and since when
"""


class DistinctRecordsError(CatalogError):
    """It cannot be remembered that records are not the same."""


def plan_not_the_same(settings: Settings, records: Sequence[str], why: str) -> ChangeDraft:
    """Return the change that remembers that records are not the same; nothing is written.

    Raises DistinctRecordsError if there are fewer than two records, or one does not exist.
    """
    _taxonomy, contents = read_corpus(settings.corpus, settings.data)
    ids = {item.id for item in (*contents.records, *contents.drafts, *contents.withdrawn)}
    for record in records:
        if record not in ids:
            raise DistinctRecordsError(f"there is no record '{record}'{did_you_mean(record, ids)}")
    if len(set(records)) < MIN_DISTINCT:
        raise DistinctRecordsError("name at least two records that are not the same")
    if not why.strip() or len(why) > MAX_WHY:
        raise DistinctRecordsError(f"say with --why, in at most {MAX_WHY} characters, how the records differ")
    entry = {"records": list(dict.fromkeys(records)), "why": why.strip(), "who": editor_name(settings)}
    item = {**entry, "on": dt.datetime.now(dt.UTC).date().isoformat()}
    before = read_or_none(settings.corpus / FILE)
    title = f"Remember that {' and '.join(entry['records'])} are not the same"
    versions = FileVersions(before, _with_item(before.decode() if before else "", item).encode())
    return ChangeDraft(EditKind.EDIT, title, {PurePosixPath(FILE): versions}, why=why.strip())


def _with_item(source: str, item: Mapping[str, Any]) -> str:
    """Return the text of the file with one more item."""
    content, fault = parse_yaml(source) if source.strip() else (None, "")
    if fault or not isinstance(content, list | None):
        raise DistinctRecordsError(f"{FILE}: {fault or 'it must be a list'}: correct it first")
    if content:
        return edit_yaml(source, [YamlEdit((len(content),), item)])
    return f"{source or HEADER}{new_yaml([item])}"
